/**
 * What an experiment leaves: the run directory on any Hadoop file system with checkpoints, metrics
 * and provenance ({@link org.sparkqsnn.run.RunDirectory}). Knows a config as JSON and its sha256
 * ({@link org.sparkqsnn.run.ConfigHash}), and nothing of networks: what a config means is the
 * business of {@code experiment}, what a checkpoint means of {@code training}. May import {@code
 * config}, {@code storage} and data-prep; no Spark types. To add a file to the run directory: a
 * record with a version, a reader that refuses what it does not know, and a row in the Javadoc of
 * RunDirectory.
 */
package org.sparkqsnn.run;

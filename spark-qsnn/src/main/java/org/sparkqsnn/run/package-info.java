/**
 * This package is what an experiment leaves on a file system: the run directory with checkpoints,
 * metrics and provenance ({@link org.sparkqsnn.run.RunDirectory}), and the directory of a sweep
 * with its trials. It knows a config as JSON and its sha256 ({@link org.sparkqsnn.run.ConfigHash}),
 * and nothing of networks: what a config means is the business of {@code experiment}, and what a
 * checkpoint means is that of {@code training}. It may import {@code storage}, {@code config} and
 * data-prep's {@code schema}, and it sees no Spark types. To add a file to the run directory, write
 * a record with a version, a reader that refuses what it does not know, and a row in the Javadoc of
 * RunDirectory.
 */
package org.sparkqsnn.run;

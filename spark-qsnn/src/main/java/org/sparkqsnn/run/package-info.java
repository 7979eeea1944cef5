/**
 * An experiment outside of memory: its config file ({@link org.sparkqsnn.experiment.ConfigReader}),
 * and the run directory on any Hadoop file system with checkpoints, metrics and provenance ({@link
 * org.sparkqsnn.run.RunDirectory}). Knows nothing of networks: what a checkpoint means is the
 * business of {@code training}. May import {@code run.config} and data-prep's {@code schema}; no
 * Spark types. To add a file to the run directory: a record with a version, a reader that refuses
 * what it does not know, and a row in the Javadoc of RunDirectory.
 */
package org.sparkqsnn.run;

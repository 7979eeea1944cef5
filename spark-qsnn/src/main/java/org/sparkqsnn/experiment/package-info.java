/**
 * The experiment as data: one record per section of the config file, complete and checked when it
 * exists. A key of the file is the path of a component ({@code optimiser.learningRate}), so a new
 * key is a new component with its default in {@code DEFAULT}, its check in the compact constructor,
 * its row in {@code conf/reference.conf}, and a line in {@link org.sparkqsnn.experiment.LaterKeys}.
 * How records are read is the business of {@code config}; here is what names an experiment, in
 * files too ({@link org.sparkqsnn.experiment.ExperimentRun}). May import {@code config}, {@code
 * run}, {@code model} and what is below.
 */
package org.sparkqsnn.experiment;

/**
 * The experiment as data: one record per section of the config file, complete and checked when it
 * exists. A key of the file is the path of a component ({@code optimiser.learningRate}), so a new
 * key is a new component with its default in {@code DEFAULT}, its check in the compact constructor
 * and its row in {@code conf/reference.conf}. May import nothing of this project but {@code
 * data.schema}.
 */
package org.sparkqsnn.experiment;

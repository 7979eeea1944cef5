/**
 * Spark ML: {@link org.sparkqsnn.spark.ml.QsnnClassifier} trains on a DataFrame by the same engine
 * as the command line, {@link org.sparkqsnn.spark.ml.QsnnClassificationModel} predicts on the
 * executors. May import {@code spark}, {@code training} and below; nothing here computes a number
 * of a network. To give a key of the experiment a Param of its own: a method and a line of {@code
 * KEYS} in EngineParams, a setter in QsnnClassifier; its test compares default and key. Another
 * form of sample: a SampleColumn that makes bytes of a row.
 */
package org.sparkqsnn.spark.ml;

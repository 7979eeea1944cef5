/**
 * This package is Spark ML: {@link org.sparkqsnn.spark.ml.QsnnClassifier} trains on a DataFrame by
 * the same engine as the command line, and {@link org.sparkqsnn.spark.ml.QsnnClassificationModel}
 * predicts on the executors. Nothing here computes a number of a network. It may import {@code
 * spark}, {@code training} and what lies below them, but not {@code sweep}. To give a key of the
 * experiment a Param of its own, add a method and a line of {@code KEYS} in EngineParams and a
 * setter in QsnnClassifier; its test compares default and key. To take another form of sample,
 * write a SampleColumn that makes bytes of a row.
 */
package org.sparkqsnn.spark.ml;

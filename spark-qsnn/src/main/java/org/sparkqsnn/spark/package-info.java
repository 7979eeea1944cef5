/**
 * Training on Spark: the session, the wire, and {@link org.sparkqsnn.training.Workers} that are
 * tasks. A few lines over the tested algebra of {@code training}; with {@code cli} the only package
 * that sees Spark types. To send a new type: a line in {@link org.sparkqsnn.spark.KryoTypes} and a
 * case in WireTest, which fails without it.
 */
package org.sparkqsnn.spark;

/**
 * This package trains on Spark: it opens the session, and its {@link
 * org.sparkqsnn.training.round.Workers} and trial runners are jobs, a few lines over the tested
 * algebra of {@code training} and {@code sweep}. With its subpackages and {@code cli} it is the
 * only one of this module that sees Spark types. It may import {@code spark.wire}, {@code
 * sweep.trial} and what lies below them. To send a new type, add a line to {@link
 * org.sparkqsnn.spark.KryoTypes} and a case to WireTest, which fails without it.
 */
package org.sparkqsnn.spark;

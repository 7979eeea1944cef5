/**
 * A run's numbers for TensorBoard and MLflow, off the training path: the run's thread puts a report
 * into a bounded queue and goes on, a thread of each sink does the rest, and what a sink cannot
 * take is dropped with one warning. May import {@code training} and below; no Spark. To add a sink:
 * a {@link org.sparkqsnn.tracking.Sink}, a key in TrackingConfig, a line in Tracking.
 */
package org.sparkqsnn.tracking;

/**
 * This package sends a run's numbers to TensorBoard and MLflow, off the training path: the run's
 * thread puts a report into a bounded queue and goes on, a thread of each sink does the rest, and
 * what a sink cannot take is dropped with one warning. It may import {@code training} and what lies
 * below it, and it sees no Spark types. To add a sink, write a {@link org.sparkqsnn.tracking.Sink},
 * a key in TrackingConfig and a line in Tracking.
 */
package org.sparkqsnn.tracking;

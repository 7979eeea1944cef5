package org.sparkqsnn.training.round;

/**
 * Where a task's time went, in seconds.
 *
 * @param fetch until it had the state and its buffers
 * @param compute of its block of workers: layouts, local steps, sums
 */
public record TaskTime(double fetch, double compute) {}

/**
 * This package runs a sweep: many configs, each with many seeds. {@link
 * org.sparkqsnn.sweep.SweepPlan} knows all trials before anything is trained, and {@link
 * org.sparkqsnn.sweep.Sweep} goes through the schedule, asks what is done and gives the rest to
 * whoever runs trials. It is plain Java: who runs them is the business of {@code spark}. It may
 * import its subpackages, of which {@code sweep.search} is the lowest, and what they may import.
 */
package org.sparkqsnn.sweep;

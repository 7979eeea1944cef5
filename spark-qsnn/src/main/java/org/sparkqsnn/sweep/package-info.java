/**
 * Sweeps: many configs, each with many seeds. A {@link org.sparkqsnn.sweep.Trial} is one config
 * with one seed; its id is a hash of all that decides its result, so that no trial is trained
 * twice, in one sweep or in two. Plain Java: who runs the trials is the business of {@code spark}.
 * May import {@code training} and below. To add a search: a constant of {@code SweepConfig.Search}
 * and a {@link org.sparkqsnn.sweep.Points}; to add a schedule: its brackets in {@link
 * org.sparkqsnn.sweep.Bracket}.
 */
package org.sparkqsnn.sweep;

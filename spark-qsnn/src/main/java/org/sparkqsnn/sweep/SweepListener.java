package org.sparkqsnn.sweep;

/** Hears how a sweep goes. */
public interface SweepListener {
    /** Before trials run: how many are to be trained now, in rung {@code rung} of {@code rungs}. */
    void begins(int trials, int rung, int rungs);

    /** After a trial has ended and its result is safe. */
    void ended(Candidate candidate, TrialRecord record);
}

package org.sparkqsnn.sweep;

import org.sparkqsnn.sweep.search.Candidate;
import org.sparkqsnn.sweep.trial.TrialRecord;

/** Hears how a sweep goes; of what it does not override it hears nothing. */
public interface SweepListener {
    /** Before trials run: how many are to be trained now, in rung {@code rung} of {@code rungs}. */
    default void begins(int trials, int rung, int rungs) {}

    /** After a trial's failure that may be another's doing: it runs again, alone. */
    default void setAside(Candidate candidate, TrialRecord record) {}

    /** After a trial has ended and its result is safe. */
    default void ended(Candidate candidate, TrialRecord record) {}
}

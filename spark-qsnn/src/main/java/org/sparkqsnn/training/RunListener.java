package org.sparkqsnn.training;

/** Hears how a run goes. */
public interface RunListener {
    /** After every round. */
    void round(RoundReport report);

    /** After every epoch. */
    void evaluated(Score score);
}

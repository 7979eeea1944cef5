package org.sparkqsnn.training;

import org.sparkqsnn.evaluation.Score;

/** Hears how a run goes; of what it does not override it hears nothing. */
public interface RunListener {
    /** Hears nothing. */
    RunListener NONE = new RunListener() {};

    /** After every round. */
    default void round(RoundReport report) {}

    /** After every epoch. */
    default void evaluated(Score score) {}

    /** Both hear, this one first. */
    default RunListener and(RunListener other) {
        RunListener first = this;
        return new RunListener() {
            @Override
            public void round(RoundReport report) {
                first.round(report);
                other.round(report);
            }

            @Override
            public void evaluated(Score score) {
                first.evaluated(score);
                other.evaluated(score);
            }
        };
    }
}

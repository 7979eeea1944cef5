package org.sparkqsnn.sweep.trial;

import java.util.Optional;

/**
 * What is to be done for a trial.
 *
 * @param trial the trial
 * @param epochs to train to, counted from the trial's beginning
 * @param earlier its result after fewer epochs, if there is one
 */
public record TrialTask(Trial trial, int epochs, Optional<TrialRecord> earlier) {
    /** Epochs that are left. */
    public int epochsLeft() {
        return epochs - earlier.map(TrialRecord::epochs).orElse(0);
    }
}

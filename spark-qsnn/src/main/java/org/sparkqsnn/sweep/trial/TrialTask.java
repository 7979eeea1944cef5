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

    /**
     * About how long it takes, in an arbitrary unit: epochs left times weights and steps, with the
     * 784 pixels that most data have. Only to begin with the longest.
     */
    public double cost() {
        double weights = 0;
        int below = 784;
        for (int width : trial.config().model().hidden()) {
            weights += (double) below * width;
            below = width;
        }
        int left = epochs - earlier.map(TrialRecord::epochs).orElse(0);
        return left * (weights + 10.0 * below) * trial.config().encoder().steps();
    }
}

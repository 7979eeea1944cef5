package org.sparkqsnn.experiment;

import java.io.Serializable;
import org.sparkqsnn.config.Check;

/**
 * How the virtual workers' steps become one model. Part of the model's config like the batch size:
 * the number of executors changes nothing.
 *
 * @param workers virtual workers V
 * @param localSteps optimiser steps H each worker takes in a round
 * @param outer what is done with the mean of the workers' deltas
 * @param outerLearningRate factor on the outer step
 * @param outerMomentum Nesterov momentum of the outer step, in [0, 1)
 * @param optimiserState what becomes of the workers' moments between rounds
 */
public record AveragingConfig(
        int workers,
        int localSteps,
        Outer outer,
        double outerLearningRate,
        double outerMomentum,
        OptimiserState optimiserState)
        implements Serializable {
    public static final AveragingConfig DEFAULT =
            new AveragingConfig(4, 5, Outer.AVERAGE, 1, 0.9, OptimiserState.AVERAGE);

    /** Outer steps. */
    public enum Outer {
        /** Parameters move by {@code outerLearningRate} times the mean delta. */
        AVERAGE,
        /** Nesterov momentum on the mean delta (DiLoCo). */
        NESTEROV
    }

    /** Moments of the local optimiser between rounds. */
    public enum OptimiserState {
        /** Zero at the start of every round. */
        RESET,
        /** Each worker goes on with its own. */
        LOCAL,
        /** All go on with the mean, weighted by examples. */
        AVERAGE
    }

    public AveragingConfig {
        Check.atLeast(workers, 1, "averaging.workers");
        Check.atLeast(localSteps, 1, "averaging.localSteps");
        Check.positive(outerLearningRate, "averaging.outerLearningRate");
        Check.within(outerMomentum, 0, 1, "averaging.outerMomentum");
    }

    /** These settings, but rounds of {@code steps} local steps. */
    public AveragingConfig withLocalSteps(int steps) {
        return new AveragingConfig(
                workers, steps, outer, outerLearningRate, outerMomentum, optimiserState);
    }
}

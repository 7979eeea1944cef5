package org.sparkqsnn.training.round;

import org.sparkqsnn.experiment.OptimiserConfig;

/**
 * Course of the learning rate over local steps: a linear warm-up, then the schedule of the config.
 */
public final class LearningRate {
    private final OptimiserConfig config;
    private final long steps;
    private final int stepsPerEpoch;

    public LearningRate(OptimiserConfig config, RoundPlan plan) {
        this.config = config;
        this.stepsPerEpoch = plan.stepsPerEpoch();
        this.steps = (long) plan.epochs() * stepsPerEpoch;
    }

    /**
     * Learning rate of step s of S, counted from 0, with warm-up of w steps and peak η: {@code η (s
     * + 1)/w} for {@code s < w}; then cosine: {@code η (f + (1 - f)(1 + cos(π (s - w)/(S -
     * w)))/2)}, step: {@code η factor^⌊epoch / decayEpochs⌋}.
     */
    public double at(long step) {
        double peak = config.learningRate();
        if (step < config.warmUpSteps()) return peak * (step + 1) / config.warmUpSteps();
        return switch (config.schedule()) {
            case CONSTANT -> peak;
            case COSINE -> peak * cosine(step);
            case STEP ->
                    peak
                            * Math.pow(
                                    config.decayFactor(),
                                    Math.floorDiv(step / stepsPerEpoch, config.decayEpochs()));
        };
    }

    private double cosine(long step) {
        double course =
                (double) (step - config.warmUpSteps()) / Math.max(1, steps - config.warmUpSteps());
        return config.finalFraction()
                + (1 - config.finalFraction()) * (1 + Math.cos(Math.PI * course)) / 2;
    }
}

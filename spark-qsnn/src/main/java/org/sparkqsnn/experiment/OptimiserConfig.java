package org.sparkqsnn.experiment;

import java.io.Serializable;
import org.sparkqsnn.config.Check;

/**
 * The local optimiser and its learning-rate schedule. Steps are local steps, the same for every
 * virtual worker.
 *
 * @param kind update rule
 * @param learningRate peak learning rate
 * @param beta1 decay of the first moment (Adam, AdamW), or the momentum (SGD), in [0, 1)
 * @param beta2 decay of the second moment, in [0, 1)
 * @param epsilon added to the root of the second moment
 * @param weightDecay AdamW: decoupled decay per step, times the learning rate; others: added to the
 *     gradient
 * @param clipNorm largest Euclidean norm of a step's gradient; 0 for no clipping
 * @param warmUpSteps steps over which the learning rate rises linearly from 0
 * @param schedule course of the learning rate after the warm-up
 * @param finalFraction cosine: learning rate at the end as a fraction of the peak
 * @param decayEpochs step: epochs between two decays
 * @param decayFactor step: factor of one decay, in (0, 1]
 */
public record OptimiserConfig(
        Kind kind,
        double learningRate,
        double beta1,
        double beta2,
        double epsilon,
        double weightDecay,
        double clipNorm,
        int warmUpSteps,
        Schedule schedule,
        double finalFraction,
        int decayEpochs,
        double decayFactor)
        implements Serializable {
    public static final OptimiserConfig DEFAULT =
            new OptimiserConfig(
                    Kind.ADAMW, 1e-3, 0.9, 0.999, 1e-8, 0.01, 1, 50, Schedule.COSINE, 0, 10, 0.1);

    /** Update rules. */
    public enum Kind {
        SGD,
        ADAM,
        ADAMW
    }

    /** Courses of the learning rate. */
    public enum Schedule {
        CONSTANT,
        COSINE,
        STEP
    }

    public OptimiserConfig {
        Check.positive(learningRate, "optimiser.learningRate");
        Check.within(beta1, 0, 1, "optimiser.beta1");
        Check.within(beta2, 0, 1, "optimiser.beta2");
        Check.positive(epsilon, "optimiser.epsilon");
        Check.notNegative(weightDecay, "optimiser.weightDecay");
        Check.notNegative(clipNorm, "optimiser.clipNorm");
        Check.atLeast(warmUpSteps, 0, "optimiser.warmUpSteps");
        Check.within(finalFraction, 0, Math.nextUp(1.0), "optimiser.finalFraction");
        Check.atLeast(decayEpochs, 1, "optimiser.decayEpochs");
        Check.positive(decayFactor, "optimiser.decayFactor");
    }
}

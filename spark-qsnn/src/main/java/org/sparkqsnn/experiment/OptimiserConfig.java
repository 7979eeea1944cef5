package org.sparkqsnn.experiment;

import java.io.Serializable;
import java.util.List;
import org.sparkqsnn.config.Check;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.model.Parameters;

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
 * @param groups tensors with a rate and a decay of their own; a tensor belongs to the first group
 *     that has it
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
        double decayFactor,
        List<ParameterGroup> groups)
        implements Serializable {
    public static final OptimiserConfig DEFAULT =
            new OptimiserConfig(
                    Kind.ADAMW,
                    1e-3,
                    0.9,
                    0.999,
                    1e-8,
                    0.01,
                    1,
                    50,
                    Schedule.COSINE,
                    0,
                    10,
                    0.1,
                    List.of());

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
        groups = List.copyOf(groups);
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

    /**
     * Number of the group that a tensor belongs to, from 0; the number of groups if it is in none.
     */
    public int group(String tensor) {
        int i = 0;
        while (i < groups.size() && !groups.get(i).has(tensor)) i++;
        return i;
    }

    /**
     * Holds the groups to a network's tensors.
     *
     * @throws BadInput naming a group that no tensor belongs to
     */
    public void check(Parameters parameters) {
        List<String> names = parameters.names();
        for (int i = 0; i < groups.size(); i++) {
            int group = i;
            if (names.stream().anyMatch(name -> group(name) == group)) continue;
            throw new BadInput(
                    "optimiser.groups."
                            + i
                            + ".tensors is "
                            + groups.get(i).tensors()
                            + ", which has none of the tensors that no group before it has; there are "
                            + String.join(", ", names));
        }
    }
}

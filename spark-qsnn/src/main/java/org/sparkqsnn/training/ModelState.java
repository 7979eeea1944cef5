package org.sparkqsnn.training;

import java.util.List;
import org.sparkqsnn.run.config.ExperimentConfig;

/**
 * All that a run must remember between two rounds; a checkpoint is exactly this. Arrays are owned
 * by the state and replaced, never changed, by a round.
 *
 * @param round rounds done
 * @param parameters flat parameters of the network; shape [parameters]
 * @param velocity outer Nesterov velocity; shape [parameters], empty without outer momentum
 * @param moments optimiser moments that go into the next round: none (reset), one (average) or one
 *     per worker (local); each of shape [moments per parameter x parameters]
 */
public record ModelState(int round, float[] parameters, float[] velocity, List<float[]> moments) {

    /** The state before the first round, drawn from the config's seed. */
    public static ModelState initial(ExperimentConfig config, float[] parameters) {
        boolean nesterov =
                config.averaging().outer()
                        == org.sparkqsnn.run.config.AveragingConfig.Outer.NESTEROV;
        float[] velocity = new float[nesterov ? parameters.length : 0];
        return new ModelState(0, parameters, velocity, List.of());
    }

    /** Moments that worker {@code worker} starts from; empty for zeros. */
    public float[] momentsOf(int worker) {
        if (moments.isEmpty()) return new float[0];
        return moments.get(moments.size() == 1 ? 0 : worker);
    }
}

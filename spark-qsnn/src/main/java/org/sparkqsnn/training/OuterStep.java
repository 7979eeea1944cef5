package org.sparkqsnn.training;

import java.util.List;
import org.sparkqsnn.run.config.AveragingConfig;
import org.sparkqsnn.run.config.AveragingConfig.OptimiserState;
import org.sparkqsnn.run.config.AveragingConfig.Outer;

/**
 * The driver's step from one round's sum to the next state.
 *
 * <p>With the mean delta {@code d = Σ n_v Δ_v / Σ n_v}: {@code average} moves by {@code η d};
 * {@code nesterov} keeps {@code u' = μ u + d} and moves by {@code η (μ u' + d)}, as in DiLoCo
 * (arXiv 2311.08105).
 */
public final class OuterStep {
    private final AveragingConfig config;

    public OuterStep(AveragingConfig config) {
        this.config = config;
    }

    /**
     * The state after a round, in new arrays; {@code sum} covers all workers and its arrays are
     * reused.
     */
    public ModelState apply(ModelState state, WorkerSum sum) {
        float mean = (float) (1.0 / sum.examples());
        float rate = (float) config.outerLearningRate();
        float momentum = (float) config.outerMomentum();
        boolean nesterov = config.outer() == Outer.NESTEROV;
        float[] parameters = state.parameters().clone();
        float[] velocity = state.velocity().clone();
        for (int i = 0; i < parameters.length; i++) {
            float step = sum.delta()[i] * mean;
            if (nesterov) {
                velocity[i] = momentum * velocity[i] + step;
                step = momentum * velocity[i] + step;
            }
            parameters[i] += rate * step;
        }
        return new ModelState(state.round() + 1, parameters, velocity, moments(sum, mean));
    }

    private List<float[]> moments(WorkerSum sum, float mean) {
        if (config.optimiserState() == OptimiserState.LOCAL) return List.copyOf(sum.ownMoments());
        if (config.optimiserState() == OptimiserState.RESET) return List.of();
        float[] average = sum.moments();
        for (int i = 0; i < average.length; i++) average[i] *= mean;
        return List.of(average);
    }
}

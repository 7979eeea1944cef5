package org.sparkqsnn.training.round;

import java.util.List;
import org.sparkqsnn.experiment.AveragingConfig;
import org.sparkqsnn.experiment.AveragingConfig.OptimiserState;
import org.sparkqsnn.experiment.AveragingConfig.Outer;
import org.sparkqsnn.math.Norm;

/**
 * The driver's step from one round's sum to the next state.
 *
 * <p>With the mean delta {@code d = Σ n_v Δ_v / Σ n_v}: {@code average} moves by {@code η d};
 * {@code nesterov} keeps {@code u' = μ u + d} and moves by {@code η (μ u' + d)}, as in DiLoCo
 * (arXiv 2311.08105).
 */
public final class OuterStep {
    private final AveragingConfig config;
    private final Ranges ranges;

    public OuterStep(AveragingConfig config) {
        this(config, Ranges.ONE);
    }

    /** An outer step on as many of the driver's threads as tasks run at once; changes no bits. */
    public OuterStep(AveragingConfig config, int slots) {
        this(config, Ranges.forSlots(slots));
    }

    OuterStep(AveragingConfig config, Ranges ranges) {
        this.config = config;
        this.ranges = ranges;
    }

    /**
     * The state after a round. {@code sum} covers all workers and its arrays become those of the
     * state: 19 MB less to clear and collect each round.
     */
    public ModelState apply(ModelState state, WorkerSum sum) {
        float mean = (float) (1.0 / sum.examples());
        float[] velocity = state.velocity().clone();
        move(state.parameters(), sum.delta(), velocity, mean);
        return new ModelState(state.round() + 1, sum.delta(), velocity, moments(sum, mean));
    }

    /** {@code d} becomes the parameters, {@code u} the velocity. */
    private void move(float[] x, float[] d, float[] u, float mean) {
        boolean nesterov = config.outer() == Outer.NESTEROV;
        ranges.forEach(
                d.length,
                (from, to) -> {
                    if (nesterov) nesterov(x, d, u, mean, from, to);
                    else average(x, d, mean, from, to);
                });
    }

    /** Norm of the mean delta over norm of the parameters; asks for a sum before its step. */
    public double drift(ModelState state, WorkerSum sum) {
        return norm(sum.delta()) / sum.examples() / norm(state.parameters());
    }

    /** {@code d} becomes {@code x + η d mean}. */
    private void average(float[] x, float[] d, float mean, int from, int to) {
        float rate = (float) config.outerLearningRate();
        for (int i = from; i < to; i++) d[i] = x[i] + rate * (d[i] * mean);
    }

    private void nesterov(float[] x, float[] d, float[] u, float mean, int from, int to) {
        float rate = (float) config.outerLearningRate();
        float momentum = (float) config.outerMomentum();
        for (int i = from; i < to; i++) {
            float step = d[i] * mean;
            u[i] = momentum * u[i] + step;
            d[i] = x[i] + rate * (momentum * u[i] + step);
        }
    }

    private List<float[]> moments(WorkerSum sum, float mean) {
        if (config.optimiserState() == OptimiserState.LOCAL) return List.copyOf(sum.ownMoments());
        if (config.optimiserState() == OptimiserState.RESET) return List.of();
        float[] average = sum.moments();
        ranges.forEach(
                average.length,
                (from, to) -> {
                    for (int i = from; i < to; i++) average[i] *= mean;
                });
        return List.of(average);
    }

    private double norm(float[] values) {
        return Math.sqrt(ranges.sum(values.length, (from, to) -> Norm.squared(values, from, to)));
    }
}

package org.sparkqsnn.training.round;

import java.util.function.ToDoubleFunction;
import org.sparkqsnn.experiment.OptimiserConfig;
import org.sparkqsnn.experiment.OptimiserConfig.Kind;
import org.sparkqsnn.math.Norm;

/**
 * One optimiser step over flat arrays, fused with gradient clipping and with clearing the gradient.
 *
 * <p>With gradient g, step t from 1: SGD {@code u = μ u + g + λ w, w -= η u}; Adam (Kingma and Ba
 * 2015) {@code m = β1 m + (1-β1) g, v = β2 v + (1-β2) g², w -= η (m/(1-β1^t)) / (√(v/(1-β2^t)) +
 * ε)} with λ w added to g; AdamW (Loshchilov and Hutter 2019) the same with {@code w -= η λ w}
 * instead.
 */
public final class Optimiser {
    private final OptimiserConfig config;
    private final ToDoubleFunction<float[]> squaredNorm;

    /** Of arrays that hold the parameters and nothing else. */
    public Optimiser(OptimiserConfig config) {
        this(config, g -> Norm.squared(g, 0, g.length));
    }

    /**
     * @param squaredNorm Σ g² of a gradient, in an order that the layout of the arrays has no part
     *     in: a norm with other last bits clips to other weights
     */
    Optimiser(OptimiserConfig config, ToDoubleFunction<float[]> squaredNorm) {
        this.config = config;
        this.squaredNorm = squaredNorm;
    }

    /** Arrays of moments that the update rule keeps for each parameter. */
    public int momentArrays() {
        return config.kind() == Kind.SGD ? 1 : 2;
    }

    /**
     * Takes one step and sets the gradient to 0.
     *
     * @param w parameters
     * @param g gradient; same shape
     * @param moments {@link #momentArrays} arrays of the same shape
     * @param step steps since the moments were 0, from 1
     */
    public void step(float[] w, float[] g, float[][] moments, long step, double learningRate) {
        float clip = clipFactor(g);
        switch (config.kind()) {
            case SGD -> sgd(w, g, moments[0], clip, (float) learningRate);
            case ADAM ->
                    adam(
                            w,
                            g,
                            moments[0],
                            moments[1],
                            step,
                            clip,
                            learningRate,
                            (float) config.weightDecay(),
                            1);
            case ADAMW -> {
                float keep = (float) (1 - learningRate * config.weightDecay());
                adam(w, g, moments[0], moments[1], step, clip, learningRate, 0, keep);
            }
        }
    }

    private void sgd(float[] w, float[] g, float[] u, float clip, float rate) {
        float momentum = (float) config.beta1();
        float decay = (float) config.weightDecay();
        for (int i = 0; i < w.length; i++) {
            u[i] = momentum * u[i] + (g[i] * clip + decay * w[i]);
            w[i] -= rate * u[i];
            g[i] = 0;
        }
    }

    private void adam(
            float[] w,
            float[] g,
            float[] m,
            float[] v,
            long step,
            float clip,
            double rate,
            float decay,
            float keep) {
        float b1 = (float) config.beta1();
        float b2 = (float) config.beta2();
        float a1 = (float) (1 - config.beta1());
        float a2 = (float) (1 - config.beta2());
        float size = (float) (rate / (1 - Math.pow(config.beta1(), step)));
        float root = (float) (1 / Math.sqrt(1 - Math.pow(config.beta2(), step)));
        float epsilon = (float) config.epsilon();
        for (int i = 0; i < w.length; i++) {
            float gi = g[i] * clip + decay * w[i];
            float mi = b1 * m[i] + a1 * gi;
            float vi = b2 * v[i] + a2 * (gi * gi);
            m[i] = mi;
            v[i] = vi;
            w[i] = w[i] * keep - size * mi / ((float) Math.sqrt(vi) * root + epsilon);
            g[i] = 0;
        }
    }

    private float clipFactor(float[] g) {
        if (config.clipNorm() == 0) return 1;
        double norm = Math.sqrt(squaredNorm.applyAsDouble(g));
        return norm > config.clipNorm() ? (float) (config.clipNorm() / norm) : 1;
    }
}

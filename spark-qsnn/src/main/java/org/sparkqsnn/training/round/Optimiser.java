package org.sparkqsnn.training.round;

import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.sparkqsnn.experiment.OptimiserConfig;
import org.sparkqsnn.experiment.OptimiserConfig.Kind;
import org.sparkqsnn.experiment.ParameterGroup;
import org.sparkqsnn.math.Norm;
import org.sparkqsnn.model.Network;

/**
 * One optimiser step over flat arrays, fused with gradient clipping and with clearing the gradient.
 *
 * <p>With gradient g, step t from 1: SGD {@code u = μ u + g + λ w, w -= η u}; Adam (Kingma and Ba
 * 2015) {@code m = β1 m + (1-β1) g, v = β2 v + (1-β2) g², w -= η (m/(1-β1^t)) / (√(v/(1-β2^t)) +
 * ε)} with λ w added to g; AdamW (Loshchilov and Hutter 2019) the same with {@code w -= η λ w}
 * instead. A group of parameters has factors of its own on η and λ.
 */
public final class Optimiser {
    private final OptimiserConfig config;
    private final ToDoubleFunction<float[]> squaredNorm;
    private final IntFunction<Segments> segments;

    /** An optimiser of arrays that hold the parameters and nothing else, all in no group. */
    public Optimiser(OptimiserConfig config) {
        this.config = config;
        this.squaredNorm = g -> Norm.squared(g, 0, g.length);
        this.segments = length -> Segments.one(length, config.groups().size());
    }

    /**
     * Of arrays in the kernel layout of a network: their norm is taken in an order that the layout
     * has no part in, since a norm with other last bits clips to other weights.
     */
    Optimiser(OptimiserConfig config, Network network) {
        Segments own = Segments.of(config, network);
        this.config = config;
        this.squaredNorm = network::squaredNorm;
        this.segments = length -> own;
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
        Step[] steps = new Step[config.groups().size() + 1];
        for (int i = 0; i < steps.length; i++) steps[i] = step(group(i), step, learningRate);
        Segments runs = segments.apply(w.length);
        int from = 0;
        for (int i = 0; i < runs.ends().length; i++) {
            int to = runs.ends()[i];
            Step of = steps[runs.groups()[i]];
            if (config.kind() == Kind.SGD) sgd(w, g, moments[0], from, to, clip, of);
            else adam(w, g, moments[0], moments[1], from, to, clip, of);
            from = to;
        }
    }

    private ParameterGroup group(int number) {
        boolean none = number == config.groups().size();
        return none ? ParameterGroup.DEFAULT : config.groups().get(number);
    }

    /**
     * What a step is for one group.
     *
     * @param rate η, of Adam with the correction of the first moment
     * @param root factor on √v: the correction of the second moment
     * @param decay λ where it is added to the gradient
     * @param keep 1 - η λ where it is decoupled
     */
    private record Step(float rate, float root, float decay, float keep) {}

    private Step step(ParameterGroup group, long step, double learningRate) {
        double rate = learningRate * group.rate();
        double decay = config.weightDecay() * group.decay();
        if (config.kind() == Kind.SGD) return new Step((float) rate, 1, (float) decay, 1);
        float size = (float) (rate / (1 - Math.pow(config.beta1(), step)));
        float root = (float) (1 / Math.sqrt(1 - Math.pow(config.beta2(), step)));
        return config.kind() == Kind.ADAM
                ? new Step(size, root, (float) decay, 1)
                : new Step(size, root, 0, (float) (1 - rate * decay));
    }

    private void sgd(float[] w, float[] g, float[] u, int from, int to, float clip, Step step) {
        float momentum = (float) config.beta1();
        float decay = step.decay;
        float rate = step.rate;
        for (int i = from; i < to; i++) {
            u[i] = momentum * u[i] + (g[i] * clip + decay * w[i]);
            w[i] -= rate * u[i];
            g[i] = 0;
        }
    }

    private void adam(
            float[] w, float[] g, float[] m, float[] v, int from, int to, float clip, Step step) {
        float b1 = (float) config.beta1();
        float b2 = (float) config.beta2();
        float a1 = (float) (1 - config.beta1());
        float a2 = (float) (1 - config.beta2());
        float size = step.rate;
        float root = step.root;
        float decay = step.decay;
        float keep = step.keep;
        float epsilon = (float) config.epsilon();
        for (int i = from; i < to; i++) {
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

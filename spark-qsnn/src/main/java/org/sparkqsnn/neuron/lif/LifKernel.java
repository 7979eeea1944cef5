package org.sparkqsnn.neuron.lif;

import org.sparkqsnn.math.CacheLines;
import org.sparkqsnn.math.Vectors;
import org.sparkqsnn.neuron.FloatSurrogate;
import org.sparkqsnn.neuron.KernelContext;
import org.sparkqsnn.neuron.NeuronKernel;
import org.sparkqsnn.neuron.Signal;

/**
 * {@link Lif} in single precision. It keeps the membrane before any reset of each cell, from which
 * the way back knows the surrogate, the spike and the state; nothing is run again.
 *
 * <p>Two implementations give the same bits: {@link ScalarLifKernel}, the float definition, and
 * {@link VectorLifKernel}.
 */
abstract sealed class LifKernel implements NeuronKernel permits ScalarLifKernel, VectorLifKernel {
    final KernelContext context;
    final int width;
    final int steps;
    final float threshold;
    final boolean subtract;
    final FloatSurrogate surrogate;

    /** Membranes, from {@link #cell} on. */
    final float[] membranes;

    /** β of the panel at hand, by lane. */
    final float[] beta;

    private final boolean trained;

    LifKernel(Lif neuron, KernelContext context) {
        this.context = context;
        this.width = context.width();
        this.steps = context.steps();
        this.threshold = (float) neuron.threshold();
        this.subtract = neuron.reset() == Reset.SUBTRACT;
        this.surrogate =
                new FloatSurrogate(neuron.surrogate(), neuron.threshold(), neuron.surrogateSlope());
        int panels = Math.multiplyExact(context.samples(), context.panels());
        int cells = Math.multiplyExact(panels, Math.multiplyExact(width, steps));
        this.membranes = new float[CacheLines.FIRST + cells];
        this.beta = new float[width];
        this.trained = neuron.trainBeta();
        for (int j = 0; j < width; j++) beta[j] = (float) neuron.beta();
    }

    /** The fastest kernel this JVM has. */
    static LifKernel of(Lif neuron, KernelContext context) {
        return Vectors.AVAILABLE
                ? new VectorLifKernel(neuron, context)
                : new ScalarLifKernel(neuron, context);
    }

    @Override
    public final void forward(
            float[] x, int at, float[] own, int ownAt, Signal out, int sample, int panel) {
        load(own, ownAt);
        run(x, at, out, sample, panel);
        if (out.membrane.length > 0) {
            int cells = steps * width;
            System.arraycopy(
                    membranes, cell(sample, panel), out.membrane, out.cell(sample, panel), cells);
        }
    }

    @Override
    public final void backward(
            Signal out,
            int sample,
            int panel,
            float[] byOut,
            int byOutAt,
            float[] own,
            int ownAt,
            float[] byX,
            int byXAt,
            float[] byOwn,
            int byOwnAt) {
        load(own, ownAt);
        gradient(out, sample, panel, byOut, byOutAt);
        chain(sample, panel, byOut, byOutAt);
        if (trained) addByBeta(sample, panel, byOut, byOutAt, byOwn, byOwnAt);
        if (context.constant()) sum(byOut, byOutAt, byX, byXAt);
        else System.arraycopy(byOut, byOutAt, byX, byXAt, steps * width);
    }

    /** Runs the steps: to membranes, and to spikes. */
    abstract void run(float[] x, int at, Signal out, int sample, int panel);

    /** From dL/dS to dL/dm, without what comes through the state. */
    abstract void gradient(Signal out, int sample, int panel, float[] g, int at);

    /** Adds to dL/dm of each step what comes through the state. */
    abstract void chain(int sample, int panel, float[] g, int at);

    /** First index of a sample's panel in {@link #membranes}. */
    final int cell(int sample, int panel) {
        return CacheLines.FIRST + (sample * context.panels() + panel) * steps * width;
    }

    /** Row of the weighted inputs at a step. */
    final int row(int t) {
        return context.constant() ? 0 : t * width;
    }

    /** Whether the chain from step {@code t} to the one before is cut. */
    final boolean cut(int t) {
        return t % context.window() == 0;
    }

    private void load(float[] own, int ownAt) {
        if (!trained) return;
        for (int j = 0; j < width; j++) beta[j] = (float) Betas.of(own[ownAt + j]);
    }

    /** {@code dL/db = Σ_t dL/dm[t] U[t] β (1 - β)}, U being what the step starts from. */
    private void addByBeta(int sample, int panel, float[] g, int at, float[] byOwn, int byOwnAt) {
        int cell = cell(sample, panel);
        for (int t = 1; t < steps; t++) {
            for (int j = 0; j < width; j++) {
                float m = membranes[cell + (t - 1) * width + j];
                float state = m > threshold ? subtract ? m - threshold : 0 : m;
                byOwn[byOwnAt + j] += g[at + t * width + j] * state * (beta[j] * (1 - beta[j]));
            }
        }
    }

    private void sum(float[] g, int at, float[] byX, int byXAt) {
        System.arraycopy(g, at, byX, byXAt, width);
        for (int t = 1; t < steps; t++)
            for (int j = 0; j < width; j++) byX[byXAt + j] += g[at + t * width + j];
    }
}

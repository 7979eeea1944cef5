package org.sparkqsnn.neuron.lif;

import static org.sparkqsnn.math.VectorMath.SPECIES;
import static org.sparkqsnn.math.VectorMath.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import org.sparkqsnn.math.VectorMath;
import org.sparkqsnn.neuron.KernelContext;
import org.sparkqsnn.neuron.Signal;

/** Vector twin of {@link ScalarLifKernel}: a vector of neurons at a time, over all steps. */
final class VectorLifKernel extends LifKernel {
    private static final int L = SPECIES.length();
    private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1);
    private static final FloatVector ZERO = FloatVector.broadcast(SPECIES, 0);

    private final FloatVector thresholds;
    private final FloatVector height;

    VectorLifKernel(Lif neuron, KernelContext context) {
        super(neuron, context);
        this.thresholds = FloatVector.broadcast(SPECIES, threshold);
        this.height = FloatVector.broadcast(SPECIES, surrogate.height);
    }

    @Override
    void run(float[] x, int at, Signal out, int sample, int panel) {
        int cell = cell(sample, panel);
        int word = out.word(sample, panel);
        FloatVector lost = subtract ? thresholds : ZERO;
        for (int j = 0; j < width; j += L) {
            FloatVector decay = load(beta, j);
            FloatVector state = ZERO;
            IntVector bits = IntVector.zero(VectorMath.INTS);
            for (int t = 0; t < steps; t++) {
                FloatVector m = state.fma(decay, load(x, at + row(t) + j));
                m.intoArray(membranes, cell + t * width + j);
                IntVector fired = VectorMath.negative(thresholds.sub(m));
                FloatVector after = subtract ? m.sub(lost) : lost;
                state = VectorMath.choose(fired, after, m);
                bits = bits.or(fired.and(1 << t));
                if ((t & 31) == 31 || t + 1 == steps) {
                    bits.intoArray(out.spikes, word + (t >>> 5) * width + j);
                    bits = IntVector.zero(VectorMath.INTS);
                }
            }
        }
    }

    @Override
    void gradient(Signal out, int sample, int panel, float[] g, int at) {
        int cell = cell(sample, panel);
        switch (surrogate.kind) {
            case FAST_SIGMOID -> fastSigmoid(cell, g, at);
            case TRIANGULAR -> triangular(cell, g, at);
            case PAPER, CENTRED -> arctangent(cell, g, at);
        }
        if (out.byMembrane.length == 0) return;
        int from = out.cell(sample, panel);
        for (int i = 0; i < steps * width; i += L)
            load(g, at + i).add(load(out.byMembrane, from + i)).intoArray(g, at + i);
    }

    @Override
    void chain(int sample, int panel, float[] g, int at) {
        int cell = cell(sample, panel);
        for (int j = 0; j < width; j += L) {
            FloatVector decay = load(beta, j);
            for (int t = steps - 1; t > 0; t--) {
                if (cut(t)) continue;
                int i = at + t * width + j;
                FloatVector sum = load(g, i).fma(decay, load(g, i - width));
                if (!subtract) {
                    FloatVector before = load(membranes, cell + (t - 1) * width + j);
                    IntVector fired = VectorMath.negative(thresholds.sub(before));
                    sum = VectorMath.choose(fired, load(g, i - width), sum);
                }
                sum.intoArray(g, i - width);
            }
        }
    }

    private void arctangent(int cell, float[] g, int at) {
        for (int i = 0; i < steps * width; i += L) {
            FloatVector m = load(membranes, cell + i);
            FloatVector w = m.sub(surrogate.centre).mul(surrogate.width);
            load(g, at + i).mul(height.div(w.fma(w, ONE))).intoArray(g, at + i);
        }
    }

    private void fastSigmoid(int cell, float[] g, int at) {
        for (int i = 0; i < steps * width; i += L) {
            FloatVector m = load(membranes, cell + i);
            FloatVector f = m.sub(threshold).abs().mul(surrogate.slope).add(ONE);
            load(g, at + i).mul(ONE.div(f.mul(f))).intoArray(g, at + i);
        }
    }

    private void triangular(int cell, float[] g, int at) {
        for (int i = 0; i < steps * width; i += L) {
            FloatVector m = load(membranes, cell + i);
            FloatVector u = m.sub(threshold).abs().mul(surrogate.slope);
            load(g, at + i).mul(ONE.sub(u).max(0f)).intoArray(g, at + i);
        }
    }
}

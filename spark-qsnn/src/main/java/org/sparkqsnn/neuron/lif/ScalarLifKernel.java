package org.sparkqsnn.neuron.lif;

import org.sparkqsnn.neuron.KernelContext;
import org.sparkqsnn.neuron.Signal;

/** The definition of the LIF kernels, one neuron at a time; also the fallback without vectors. */
final class ScalarLifKernel extends LifKernel {

    ScalarLifKernel(Lif neuron, KernelContext context) {
        super(neuron, context);
    }

    @Override
    void run(float[] x, int at, Signal out, int sample, int panel) {
        int cell = cell(sample, panel);
        int word = out.word(sample, panel);
        for (int j = 0; j < width; j++) {
            float state = 0;
            int bits = 0;
            for (int t = 0; t < steps; t++) {
                float m = Math.fma(state, beta[j], x[at + row(t) + j]);
                membranes[cell + t * width + j] = m;
                boolean fired = m > threshold;
                state = fired ? subtract ? m - threshold : 0 : m;
                if (fired) bits |= 1 << t;
                if ((t & 31) == 31 || t + 1 == steps) {
                    out.spikes[word + (t >>> 5) * width + j] = bits;
                    bits = 0;
                }
            }
        }
    }

    @Override
    void gradient(Signal out, int sample, int panel, float[] g, int at) {
        int cell = cell(sample, panel);
        int to = out.cell(sample, panel);
        boolean readout = out.byMembrane.length > 0;
        for (int i = 0; i < steps * width; i++) {
            g[at + i] *= surrogate.at(membranes[cell + i]);
            if (readout) g[at + i] += out.byMembrane[to + i];
        }
    }

    @Override
    void chain(int sample, int panel, float[] g, int at) {
        int cell = cell(sample, panel);
        for (int j = 0; j < width; j++) {
            for (int t = steps - 1; t > 0; t--) {
                boolean lost = !subtract && membranes[cell + (t - 1) * width + j] > threshold;
                if (cut(t) || lost) continue;
                int i = at + t * width + j;
                g[i - width] = Math.fma(g[i], beta[j], g[i - width]);
            }
        }
    }
}

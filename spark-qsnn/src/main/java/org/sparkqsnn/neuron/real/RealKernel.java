package org.sparkqsnn.neuron.real;

import org.sparkqsnn.neuron.KernelContext;
import org.sparkqsnn.neuron.NeuronKernel;
import org.sparkqsnn.neuron.Signal;

/** {@link Relu} and {@link Identity} in single precision, in loops that the compiler vectorises. */
final class RealKernel implements NeuronKernel {
    private final boolean rectified;
    private final int cells;

    RealKernel(boolean rectified, KernelContext context) {
        this.rectified = rectified;
        this.cells = context.rows() * context.width();
    }

    @Override
    public void forward(
            float[] x, int at, float[] own, int ownAt, Signal out, int sample, int panel) {
        int to = out.cell(sample, panel);
        float[] values = out.values;
        if (rectified) for (int i = 0; i < cells; i++) values[to + i] = Math.max(0, x[at + i]);
        else System.arraycopy(x, at, values, to, cells);
        if (out.membrane.length > 0) System.arraycopy(values, to, out.membrane, to, cells);
    }

    @Override
    public void backward(
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
        int from = out.cell(sample, panel);
        boolean readout = out.byMembrane.length > 0;
        for (int i = 0; i < cells; i++) {
            float g = byOut[byOutAt + i] + (readout ? out.byMembrane[from + i] : 0);
            byX[byXAt + i] = rectified && !(out.values[from + i] > 0) ? 0 : g;
        }
    }
}

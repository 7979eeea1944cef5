package org.sparkqsnn.neuron.qlif;

import org.sparkqsnn.neuron.KernelContext;
import org.sparkqsnn.neuron.NeuronKernel;
import org.sparkqsnn.neuron.Signal;

/** {@link Qlif} in single precision, with the drives of a micro-batch between the passes. */
final class QlifNeurons implements NeuronKernel {
    private final KernelContext context;
    private final QlifKernel kernel;
    private final Drives drives;

    /** q and p of a constant input, of which only q is passed: p stays 0. */
    private final float[] pair;

    QlifNeurons(Qlif neuron, KernelContext context) {
        this.context = context;
        this.kernel =
                context.released() && context.readout()
                        ? new ReleasedQlifKernel(neuron)
                        : QlifKernel.of(neuron);
        this.drives = new Drives(context);
        this.pair = new float[context.constant() ? 2 * context.width() : 0];
    }

    @Override
    public void forward(
            float[] x, int at, float[] own, int ownAt, Signal out, int sample, int panel) {
        if (context.constant()) {
            System.arraycopy(x, at, pair, 0, context.width());
            kernel.drive(pair, 0, drives, sample, panel);
        } else kernel.drive(x, at, drives, sample, panel);
        kernel.forward(drives, out, sample, panel);
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
        kernel.backward(drives, out, sample, panel, context.window(), byOut, byOutAt);
        if (context.constant()) System.arraycopy(byOut, byOutAt, byX, byXAt, context.width());
        else kernel.split(drives, sample, panel, byOut, byOutAt, byX, byXAt);
    }
}

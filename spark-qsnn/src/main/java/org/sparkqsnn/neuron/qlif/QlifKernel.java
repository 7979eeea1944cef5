package org.sparkqsnn.neuron.qlif;

import org.sparkqsnn.math.Vectors;
import org.sparkqsnn.neuron.Signal;

/**
 * QLIF neurons of one panel over all steps of a sample, in single precision. {@link Qlif} is what
 * they compute.
 *
 * <p>Two implementations give the same bits: {@link ScalarQlifKernel}, the float definition, and
 * {@link VectorQlifKernel}.
 */
interface QlifKernel {

    /** The fastest kernel this JVM has. */
    static QlifKernel of(Qlif config) {
        return Vectors.AVAILABLE ? new VectorQlifKernel(config) : new ScalarQlifKernel(config);
    }

    /**
     * Turns weighted inputs into drives.
     *
     * @param inputs q and p of the panel, from {@code at} on; shape [drive steps][q, p][width]
     * @param drives receives them
     */
    void drive(float[] inputs, int at, Drives drives, int sample, int panel);

    /** Runs the steps: from drive to spikes, and to phi where the signal keeps it. */
    void forward(Drives drives, Signal signal, int sample, int panel);

    /**
     * Runs the steps again, and backwards.
     *
     * @param window steps after which the chain through the state is cut; 1 for the spatial
     *     gradient
     * @param gradient dL/dS, from {@code at} on; shape [steps][width]. Replaced by dL/dq where X =
     *     1 and dL/dp elsewhere; for a constant drive, by their sum over steps in its first row
     */
    void backward(
            Drives drives,
            Signal signal,
            int sample,
            int panel,
            int window,
            float[] gradient,
            int at);

    /**
     * Rows of gradients by plane, {@code (X ? g : 0, X ? 0 : g)}.
     *
     * @param g what {@link #backward} left, from {@code gAt} on; shape [rows][width]
     * @param to receives shape [rows][q, p][width] from {@code toAt} on
     */
    void split(Drives drives, int sample, int panel, float[] g, int gAt, float[] to, int toAt);
}

package org.sparkqsnn.neuron.qlif;

import org.sparkqsnn.math.Vectors;
import org.sparkqsnn.neuron.NeuronConfig;
import org.sparkqsnn.neuron.Qlif;
import org.sparkqsnn.neuron.Signal;

/**
 * QLIF neurons of one panel over all steps of a sample, in single precision. {@link Qlif} is what
 * they compute.
 *
 * <p>Two implementations give the same bits: {@link ScalarQlifKernel}, the float definition, and
 * {@link VectorQlifKernel}.
 */
public interface QlifKernel {

    /** The fastest kernel this JVM has. */
    static QlifKernel of(NeuronConfig config) {
        return Vectors.AVAILABLE ? new VectorQlifKernel(config) : new ScalarQlifKernel(config);
    }

    /**
     * Turns weighted inputs into drives.
     *
     * @param inputs q and p of the panel, from {@code at} on; shape [drive steps][q, p][width]
     * @param signal receives drive
     */
    void drive(float[] inputs, int at, Signal signal, int sample, int panel);

    /** Runs the steps: from drive to spikes, and to phi where the signal keeps it. */
    void forward(Signal signal, int sample, int panel);

    /**
     * Runs the steps again, and backwards.
     *
     * @param window steps after which the chain through the state is cut; 1 for the spatial
     *     gradient
     * @param gradient dL/dS, from {@code at} on; shape [steps][width]. Replaced by dL/dq where X =
     *     1 and dL/dp elsewhere; for a constant drive, by their sum over steps in its first row
     */
    void backward(Signal signal, int sample, int panel, int window, float[] gradient, int at);
}

package org.sparkqsnn.neuron;

import org.sparkqsnn.math.Vectors;
import org.sparkqsnn.run.config.NeuronConfig;

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
     * @param inputs q, then p, of the panel; shape [2][drive steps][width]
     * @param trace receives drive
     */
    void drive(float[] inputs, Trace trace, int sample, int panel);

    /** Runs the steps: from drive to phi and fired. */
    void forward(Trace trace, int sample, int panel);

    /**
     * Runs the steps backwards: replaces dL/dS in the trace's gradient by dL/dq and dL/dp.
     *
     * @param window steps after which the chain through the state is cut; 1 for the spatial
     *     gradient
     */
    void backward(Trace trace, int sample, int panel, int window);
}

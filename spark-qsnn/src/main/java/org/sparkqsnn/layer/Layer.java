package org.sparkqsnn.layer;

import java.util.Optional;
import org.sparkqsnn.neuron.Signal;

/**
 * One layer with its buffers for a micro-batch. Reads the input buffer it was built on; not
 * thread-safe.
 *
 * <p>Parameters and gradients of a whole network are passed as arrays in kernel layout, of which
 * this layer owns {@link #kernelSize} floats from {@code at} on.
 */
public sealed interface Layer extends AutoCloseable permits CurrentDense, SpikeDense {

    /** Floats of this layer in kernel layout. */
    int kernelSize();

    /**
     * Copies this layer's part of flat parameters (or moments) into kernel layout.
     *
     * @param from where the network's flat parameters begin in {@code flat}
     */
    void toKernel(float[] flat, int from, float[] kernel, int at);

    /** The way back; what the kernel layout has no place for stays as it is. */
    void toFlat(float[] kernel, int at, float[] flat, int to);

    /**
     * Σ g² of this layer's gradient, in an order that neither the length of this CPU's vectors nor
     * the filling of panels has a part in.
     */
    double squaredNorm(float[] gradient, int at);

    /** Must be called whenever the parameters have changed, before the next pass. */
    void prepare(float[] parameters, int at);

    /** Input buffer to signal, for the first {@code samples} samples of the micro-batch. */
    void forward(float[] parameters, int at, int samples);

    /**
     * Signal to gradients: adds to this layer's part of {@code gradient}.
     *
     * @param window steps after which the chain through the state is cut
     * @param bySpike dL/dS of this layer
     */
    void backward(float[] gradient, int at, int samples, int window, SpikeGradient bySpike);

    /** dL/dS of the layer below, after {@link #backward}; empty where nobody wants it. */
    Optional<SpikeGradient> inputGradient();

    /** Must be called after the last backward pass of a step, before the gradient is read. */
    void finish(float[] gradient, int at);

    Signal output();

    @Override
    void close();
}

package org.sparkqsnn.layer;

import java.util.Optional;
import org.sparkqsnn.neuron.Signal;

/**
 * One layer with its buffers for a micro-batch. Reads the input that it was opened on; not
 * thread-safe.
 *
 * <p>Parameters and gradients of a whole network are passed as arrays in kernel layout, of which
 * this layer owns {@link #kernelSize} floats from {@code at} on. The flat parameters of the network
 * have those of this layer as its tensors say, one after the other.
 */
public interface Layer extends AutoCloseable {

    /** Floats of this layer in kernel layout. */
    int kernelSize();

    /**
     * Copies this layer's flat parameters (or moments) into kernel layout.
     *
     * @param from index of the layer's first one in {@code flat}
     */
    void toKernel(float[] flat, int from, float[] kernel, int at);

    /**
     * Copies kernel layout back into this layer's flat parameters, from {@code to} on; those that
     * the kernel layout has no place for stay as they are.
     */
    void toFlat(float[] kernel, int at, float[] flat, int to);

    /**
     * Σ g² of this layer's gradient, in an order that neither the length of this CPU's vectors nor
     * the filling of panels has a part in.
     */
    double squaredNorm(float[] gradient, int at);

    /** Must be called whenever the parameters have changed, before the next pass. */
    void prepare(float[] parameters, int at);

    /** Input to output, for the first {@code samples} samples of the micro-batch. */
    void forward(float[] parameters, int at, int samples);

    /**
     * Adds to this layer's part of {@code gradient}, for samples that {@link #forward} has seen.
     *
     * @param parameters those of the forward pass
     * @param above gradient by this layer's output
     */
    void backward(float[] parameters, float[] gradient, int at, int samples, OutputGradient above);

    /** Gradient by what the layer reads, after {@link #backward}; empty where nobody wants it. */
    Optional<OutputGradient> inputGradient();

    /** Must be called after the last backward pass of a step, before the gradient is read. */
    void finish(float[] gradient, int at);

    /**
     * The means over time of the neurons' first weighted inputs; empty unless the context asked for
     * them, and of layers that have none.
     */
    default Optional<InputMeans> inputMeans() {
        return Optional.empty();
    }

    /** What the layer puts out. */
    Signal output();

    @Override
    void close();
}

package org.sparkqsnn.layer;

import java.util.Optional;

/**
 * The weighted inputs of neurons, panel by panel, and the way back: dense or convolution, over
 * spikes or over values. It owns the weights and biases of its layer, in a kernel layout of its
 * own, {@link #kernelSize} floats from {@code at} on.
 */
public interface Connection extends AutoCloseable {

    /** Floats of the weights and biases in kernel layout. */
    int kernelSize();

    /** See {@link Layer#toKernel}. */
    void toKernel(float[] flat, int from, float[] kernel, int at);

    /** See {@link Layer#toFlat}. */
    void toFlat(float[] kernel, int at, float[] flat, int to);

    /** See {@link Layer#squaredNorm}. */
    double squaredNorm(float[] gradient, int at);

    /** See {@link Layer#prepare}. */
    void prepare(float[] kernel, int at);

    /** Floats that {@code x} and {@code byX} of a panel must have room for. */
    int panelSize();

    /** Reads the input, before the first panel of a micro-batch. */
    void begin(int samples);

    /**
     * Weighted inputs of a sample's panel.
     *
     * @param x receives shape [rows][planes][width] from {@code xAt} on; what follows is scratch
     */
    void forward(int sample, int panel, float[] kernel, int at, float[] x, int xAt);

    /**
     * Adds to the gradient by weights and biases.
     *
     * @param byX gradient by the weighted inputs, as {@code x}; what follows it is scratch
     */
    void backward(int sample, int panel, float[] byX, int byXAt, float[] gradient, int at);

    /** Ends a micro-batch's way back, after the last panel. */
    void end(int samples);

    /** See {@link Layer#finish}. */
    void finish(float[] gradient, int at);

    /** See {@link Layer#inputGradient}. */
    Optional<OutputGradient> inputGradient();

    @Override
    void close();
}

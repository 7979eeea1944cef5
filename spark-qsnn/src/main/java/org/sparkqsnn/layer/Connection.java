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

    /** Copies flat weights and biases into kernel layout, as {@link Layer#toKernel} does. */
    void toKernel(float[] flat, int from, float[] kernel, int at);

    /** Copies kernel layout into flat weights and biases, as {@link Layer#toFlat} does. */
    void toFlat(float[] kernel, int at, float[] flat, int to);

    /** Σ g² of the gradient by weights and biases, ordered as {@link Layer#squaredNorm} asks. */
    double squaredNorm(float[] gradient, int at);

    /** Must be called whenever weights or biases have changed, before the next pass. */
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

    /** Must be called after the last micro-batch of a step, before the gradient is read. */
    void finish(float[] gradient, int at);

    /** Gradient by the input, after the way back; empty where nobody wants it. */
    Optional<OutputGradient> inputGradient();

    @Override
    void close();
}

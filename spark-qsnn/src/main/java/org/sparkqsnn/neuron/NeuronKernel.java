package org.sparkqsnn.neuron;

/**
 * Neurons of one panel over all steps of a sample, in single precision. A kernel keeps what its
 * backward pass needs of each sample and panel of a micro-batch. Not thread-safe.
 *
 * <p>Shapes: {@code x} and {@code byX} [rows][weighted inputs][width], rows being 1 where the input
 * is constant, else steps; {@code own} and {@code byOwn} [width][own]; {@code byOut} [rows of the
 * signal][width]. Weighted inputs are {@link Neuron#constantInputs} of them where the input is
 * constant.
 */
public interface NeuronKernel {

    /**
     * Runs the steps.
     *
     * @param out receives the spikes or values, and of a read-out the membranes
     */
    void forward(float[] x, int at, float[] own, int ownAt, Signal out, int sample, int panel);

    /**
     * Runs the steps backward, for a panel that {@link #forward} has run.
     *
     * @param out of a read-out, holds the gradient by membranes
     * @param byOut gradient by what was put out; used as scratch
     * @param byX receives the gradient by weighted inputs, for a constant input summed over steps
     * @param byOwn the gradient by the neurons' own numbers is added to it
     */
    void backward(
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
            int byOwnAt);
}

package org.sparkqsnn.neuron;

/**
 * What a kernel is made for: the neurons of one layer in one thread, a micro-batch at a time.
 *
 * @param samples samples of a micro-batch
 * @param panels panels of the layer
 * @param width neurons of a panel, a power of two
 * @param steps time steps T
 * @param constant whether the weighted inputs are the same at every step, so that one row of them
 *     is passed
 * @param window steps after which the chain through the state is cut in the backward pass
 * @param readout whether the loss reads membranes and writes gradients by them
 * @param released whether the backward pass is that of the released code, which only QLIF has
 * @param layer number of the layer, from 0
 * @param draws random numbers of the samples at hand
 */
public record KernelContext(
        int samples,
        int panels,
        int width,
        int steps,
        boolean constant,
        int window,
        boolean readout,
        boolean released,
        int layer,
        Draws draws) {

    /** Rows of weighted inputs of all neurons of a micro-batch, fillings of panels included. */
    public long cells() {
        return (long) samples * panels * width * rows();
    }

    /** Rows of weighted inputs that are passed. */
    public int rows() {
        return constant ? 1 : steps;
    }
}

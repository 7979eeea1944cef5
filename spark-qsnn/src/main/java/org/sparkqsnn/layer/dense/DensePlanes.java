package org.sparkqsnn.layer.dense;

import org.sparkqsnn.layer.Panels;

/**
 * A dense layer's planes within its flat parameters, one for each weighted input of a neuron:
 * weights [inputs][outputs], biases [outputs].
 *
 * <p>Formula: {@code x_d = input W_d + b_d} for each plane d; of QLIF q and p (docs/notation.md).
 *
 * @param inputs inputs of the layer
 * @param outputs neurons of the layer
 * @param planes weighted inputs of each neuron
 */
record DensePlanes(int inputs, int outputs, int planes) {

    /** Parameters of one plane, biases included; a plane's biases follow its weights. */
    int planeSize() {
        return (inputs + 1) * outputs;
    }

    /** Parameters of all planes. */
    int size() {
        return planes * planeSize();
    }

    /** Index of a row of weights; row {@code inputs} is the biases. */
    int row(int plane, int input) {
        return plane * planeSize() + input * outputs;
    }

    Panels panels() {
        return Panels.of(outputs, planes);
    }
}

package org.sparkqsnn.layer;

import org.sparkqsnn.neuron.Signal;

/** Where the gradient by a layer's output comes from: the loss, or the layer above. */
public interface OutputGradient {

    /** What the loss wrote into the signal of the read-out layer. */
    static OutputGradient of(Signal readout) {
        return (sample, panel, gradient, at) ->
                System.arraycopy(
                        readout.byOutput,
                        readout.cell(sample, panel),
                        gradient,
                        at,
                        readout.steps * readout.width);
    }

    /**
     * Copies the gradient of one sample's panel.
     *
     * @param gradient receives shape [rows][width] of the layer's panels from {@code at} on
     */
    void read(int sample, int panel, float[] gradient, int at);
}

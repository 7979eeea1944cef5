package org.sparkqsnn.layer;

import org.sparkqsnn.neuron.Signal;

/** Where a layer's dL/dS comes from: the loss, or the layer above. */
public interface SpikeGradient {

    /** What the loss wrote into the signal of the read-out layer. */
    static SpikeGradient of(Signal readout) {
        return (sample, panel, gradient, at) ->
                System.arraycopy(
                        readout.gradient,
                        readout.cell(sample, panel),
                        gradient,
                        at,
                        readout.steps * readout.width);
    }

    /**
     * Copies dL/dS of one sample's panel.
     *
     * @param gradient receives shape [steps][width] of the layer's panels from {@code at} on
     */
    void read(int sample, int panel, float[] gradient, int at);
}

package org.sparkqsnn.layer;

import org.sparkqsnn.math.Vectors;

/**
 * How a layer's neurons are cut into panels: a panel's row of weights, all planes, is eight vectors
 * long, or one vector for each plane in a layer that fits in it. Eight vectors are half of
 * AVX-512's registers, and a panel's weights (784 inputs x 128 floats = 400 kB) stay in the L2
 * cache while a micro-batch passes.
 *
 * @param width neurons of a panel, a power of two and a multiple of the vector length
 * @param count panels
 */
public record Panels(int width, int count) {
    private static final int ROW = 8;

    /**
     * The panels of a layer.
     *
     * @param outputs neurons
     * @param planes weighted inputs of each neuron
     */
    public static Panels of(int outputs, int planes) {
        int vectors =
                outputs <= Vectors.LANES ? 1 : Math.max(1, Integer.highestOneBit(ROW / planes));
        int width = vectors * Vectors.LANES;
        return new Panels(width, (outputs + width - 1) / width);
    }

    /** Neurons, with those that fill up the last panel. */
    public int padded() {
        return width * count;
    }

    /** Neurons of a panel that are there. */
    public int lanes(int panel, int outputs) {
        return Math.min(width, outputs - panel * width);
    }
}

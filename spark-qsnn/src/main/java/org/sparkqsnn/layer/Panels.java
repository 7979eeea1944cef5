package org.sparkqsnn.layer;

import org.sparkqsnn.math.Vectors;

/**
 * How a layer's neurons are cut into panels: wide ones of four vectors, or one vector for a layer
 * that fits in it. Four vectors for each of two planes fill half of AVX-512's registers, and a
 * panel's weights (784 inputs x 128 floats = 400 kB) stay in the L2 cache while a micro-batch
 * passes.
 *
 * @param width neurons of a panel, a multiple of the vector length, at most 64
 * @param count panels
 */
record Panels(int width, int count) {
    static final int WIDEST = 4 * Vectors.LANES;

    static Panels of(int outputs) {
        int width = outputs <= Vectors.LANES ? Vectors.LANES : WIDEST;
        return new Panels(width, (outputs + width - 1) / width);
    }

    int padded() {
        return width * count;
    }
}

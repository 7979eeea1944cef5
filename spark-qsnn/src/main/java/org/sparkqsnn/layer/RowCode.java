package org.sparkqsnn.layer;

import org.sparkqsnn.data.encode.SpikeEvents;

/**
 * Which rows a step's spikes add up: one for each spike ({@link PlainRows}), or one for each four
 * inputs with a spike among them ({@link Quads}). The last row is the bias.
 */
sealed interface RowCode permits PlainRows, Quads {

    /** Rows of a panel, the bias included. */
    int rows();

    /** The rows of all panels, from {@link EventKernel#LINE} on. */
    float[] table();

    /** Rewrites a sample's spikes as row numbers. */
    void encode(SpikeEvents in, SpikeEvents out);

    /** Fills the table from weights in the kernel layout of {@link SpikeDense}. */
    void load(float[] weights, int at);

    /**
     * Adds the gradient of one row to the weights it is made of.
     *
     * @param sum gradient by the row; shape [2 width]
     * @param at index of the panel in {@code gradient}
     */
    void spread(int code, float[] sum, float[] gradient, int at);
}

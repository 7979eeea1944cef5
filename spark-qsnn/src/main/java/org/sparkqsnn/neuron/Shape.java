package org.sparkqsnn.neuron;

import java.io.Serializable;

/**
 * What flows between two layers for each sample: {@code steps} rows of {@code channels x height x
 * width} numbers. The index of a number in its row is {@code (y * width + x) * channels + channel}.
 *
 * @param spikes whether the numbers are spikes, 0 or 1
 * @param constant whether all rows are equal, so that one of them is kept
 * @param channels at least 1
 * @param height rows of the picture, 1 where there is none
 * @param width columns of the picture, 1 where there is none
 * @param steps time steps T that a sample is shown for
 */
public record Shape(
        boolean spikes, boolean constant, int channels, int height, int width, int steps)
        implements Serializable {
    public Shape {
        if (channels < 1 || height < 1 || width < 1 || steps < 1) {
            throw new IllegalArgumentException(
                    "shape must be at least 1 in each dimension, got "
                            + channels
                            + " x "
                            + height
                            + " x "
                            + width
                            + ", "
                            + steps
                            + " steps");
        }
        int unused = Math.multiplyExact(Math.multiplyExact(channels, height), width);
    }

    /** Numbers without a picture. */
    public static Shape flat(boolean spikes, boolean constant, int size, int steps) {
        return new Shape(spikes, constant, size, 1, 1, steps);
    }

    /** Numbers of one row. */
    public int size() {
        return channels * height * width;
    }

    /** Rows that are kept: one where all are equal. */
    public int rows() {
        return constant ? 1 : steps;
    }
}

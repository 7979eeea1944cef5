package org.sparkqsnn.layer.event;

import org.sparkqsnn.math.Vectors;

/**
 * Sums of rows, the products of a spiking layer: a binary vector times a matrix is the sum of the
 * rows whose input fired. Rows are {@code 2 width} floats of one panel, a half for each plane.
 *
 * <p>{@link ScalarEventKernel} is the definition; {@link VectorEventKernel} gives the same bits,
 * since each lane adds the same numbers in the same order.
 */
public interface EventKernel {
    static EventKernel of(int width) {
        return Vectors.AVAILABLE ? new VectorEventKernel(width) : new ScalarEventKernel(width);
    }

    /**
     * {@code steps[step] += sign weights[input]} for each event of {@link SpikeList} in [begin,
     * end), one after the other.
     *
     * @param weightsAt index of row 0 in {@code weights}
     * @param stepsAt index of row 0 in {@code steps}
     */
    void weigh(
            int[] events,
            int begin,
            int end,
            float[] weights,
            int weightsAt,
            float[] steps,
            int stepsAt);

    /** The way back: {@code weights[input] += sign steps[step]}. */
    void learn(
            int[] events,
            int begin,
            int end,
            float[] weights,
            int weightsAt,
            float[] steps,
            int stepsAt);

    /**
     * Adds row {@code count} to each of the rows before it, of which the first is at {@code at}.
     */
    void addTotal(float[] rows, int at, int count);

    /**
     * {@code out = Σ_n scales[n] w[rows[n]]} for n in [begin, end) and rows of {@code width}.
     *
     * @param out receives {@code width} floats from {@code at} on
     */
    void combine(
            float[] w,
            int base,
            int[] rows,
            float[] scales,
            int begin,
            int end,
            float[] out,
            int at);

    /**
     * Rows of gradients by plane, {@code (X ? g : 0, X ? 0 : g)}, and after them their sum.
     *
     * @param g gradients by drive, from {@code gAt} on; shape [rows][width]
     * @param drive drives from {@code driveAt} on: X = 1 where they are >= 0; same shape
     * @param out receives shape [rows + 1][2 width] from {@code to} on
     */
    void split(float[] g, int gAt, float[] drive, int driveAt, int rows, float[] out, int to);
}

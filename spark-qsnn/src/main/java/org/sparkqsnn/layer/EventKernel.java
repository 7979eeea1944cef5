package org.sparkqsnn.layer;

import org.sparkqsnn.math.Vectors;

/**
 * Sums of weight rows, the products of a spiking layer: a binary input vector times a matrix is the
 * sum of the rows whose input fired. Rows are {@code width} or {@code 2 width} floats of one panel.
 *
 * <p>{@link ScalarEventKernel} is the definition; {@link VectorEventKernel} gives the same bits,
 * since each lane adds the same numbers in the same order.
 */
interface EventKernel {

    static EventKernel of(int width) {
        return Vectors.AVAILABLE ? new VectorEventKernel(width) : new ScalarEventKernel(width);
    }

    /**
     * {@code out = w[bias] + Σ_e w[inputs[e]]}, for rows of {@code 2 width}.
     *
     * @param base index of the panel's first row in {@code w}
     * @param bias number of the row that is always added
     * @param out receives the first half of the row from {@code at} on, the second from {@code at2}
     *     on
     */
    void gather(
            float[] w,
            int base,
            int bias,
            int[] inputs,
            int begin,
            int end,
            float[] out,
            int at,
            int at2);

    /**
     * {@code w[inputs[e]] += (X ? g : 0, X ? 0 : g)} for each e, and for the bias row; rows of
     * {@code 2 width}.
     *
     * @param g gradients by drive; {@code width} floats from {@code gAt} on
     * @param drive drives of the same lanes, from {@code gAt} on: X = 1 where they are >= 0
     */
    void scatter(
            float[] w,
            int base,
            int bias,
            int[] inputs,
            int begin,
            int end,
            float[] g,
            int gAt,
            float[] drive);

    /**
     * {@code out = Σ_n scales[n] w[rows[n]]}, for rows of {@code width}.
     *
     * @param out receives {@code width} floats from {@code at} on
     */
    void combine(float[] w, int base, int[] rows, float[] scales, int count, float[] out, int at);
}

package org.sparkqsnn.layer.event;

import org.sparkqsnn.math.Vectors;

/**
 * Sums of rows, the products of a spiking layer: a binary vector times a matrix is the sum of the
 * rows whose input fired.
 *
 * <p>{@link ScalarEventKernel} is the definition; {@link VectorEventKernel} gives the same bits,
 * since each lane adds the same numbers in the same order.
 */
public interface EventKernel {
    /**
     * The fastest kernel this JVM has.
     *
     * @param row floats of a row, a multiple of the vector length
     */
    static EventKernel of(int row) {
        return Vectors.AVAILABLE ? new VectorEventKernel(row) : new ScalarEventKernel(row);
    }

    /**
     * {@code steps[step] += scale sign weights[input]} for each event of {@link SpikeList} in
     * [begin, end), one after the other.
     *
     * @param weightsAt index of row 0 in {@code weights}
     * @param stepsAt index of row 0 in {@code steps}
     */
    void weigh(
            int[] events,
            int begin,
            int end,
            float scale,
            float[] weights,
            int weightsAt,
            float[] steps,
            int stepsAt);

    /**
     * {@code weights[input] += scale sign steps[step]} for each event of {@link SpikeList} in
     * [begin, end), which is {@link #weigh} backward.
     */
    void learn(
            int[] events,
            int begin,
            int end,
            float scale,
            float[] weights,
            int weightsAt,
            float[] steps,
            int stepsAt);

    /**
     * Adds row {@code count} to each of the rows before it, of which the first is at {@code at}.
     */
    void addTotal(float[] rows, int at, int count);

    /**
     * {@code out += Σ_n scales[n] w[rows[n]]} for n in [begin, end), one after the other.
     *
     * @param base index of row 0 in {@code w}
     * @param at index of the row in {@code out}
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

    /** Makes row {@code count} the sum of the rows before it, in order. */
    void total(float[] rows, int at, int count);
}

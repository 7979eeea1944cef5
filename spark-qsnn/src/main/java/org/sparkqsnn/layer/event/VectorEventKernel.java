package org.sparkqsnn.layer.event;

import static org.sparkqsnn.math.VectorMath.SPECIES;
import static org.sparkqsnn.math.VectorMath.load;

import jdk.incubator.vector.FloatVector;

/**
 * Vector twin of {@link ScalarEventKernel}. Written out for rows of one, two, four and eight
 * vectors, because JDK 17 keeps vectors in registers only as named locals; other rows are slower.
 */
final class VectorEventKernel implements EventKernel {
    private static final int L = SPECIES.length();

    private final int row;

    VectorEventKernel(int row) {
        if (row < L || row % L != 0) {
            throw new IllegalArgumentException("row must be a multiple of " + L + ", got " + row);
        }
        this.row = row;
    }

    @Override
    public void weigh(
            int[] events,
            int begin,
            int end,
            float scale,
            float[] weights,
            int weightsAt,
            float[] steps,
            int stepsAt) {
        if (row == 8 * L) weigh8(events, begin, end, scale, weights, weightsAt, steps, stepsAt);
        else weighAny(events, begin, end, scale, weights, weightsAt, steps, stepsAt);
    }

    private void weighAny(
            int[] events,
            int begin,
            int end,
            float scale,
            float[] weights,
            int weightsAt,
            float[] steps,
            int stepsAt) {
        for (int e = begin; e < end; e++) {
            int from = weightsAt + SpikeList.input(events[e]) * row;
            int to = stepsAt + SpikeList.step(events[e]) * row;
            add(scale * SpikeList.sign(events[e]), weights, from, steps, to);
        }
    }

    @Override
    public void learn(
            int[] events,
            int begin,
            int end,
            float scale,
            float[] weights,
            int weightsAt,
            float[] steps,
            int stepsAt) {
        if (row == 8 * L) learn8(events, begin, end, scale, weights, weightsAt, steps, stepsAt);
        else learnAny(events, begin, end, scale, weights, weightsAt, steps, stepsAt);
    }

    private void learnAny(
            int[] events,
            int begin,
            int end,
            float scale,
            float[] weights,
            int weightsAt,
            float[] steps,
            int stepsAt) {
        for (int e = begin; e < end; e++) {
            int from = stepsAt + SpikeList.step(events[e]) * row;
            int to = weightsAt + SpikeList.input(events[e]) * row;
            add(scale * SpikeList.sign(events[e]), steps, from, weights, to);
        }
    }

    @Override
    public void addTotal(float[] rows, int at, int count) {
        int total = at + count * row;
        for (int i = at, j = total; i < total; i += L) {
            load(rows, i).add(load(rows, j)).intoArray(rows, i);
            j = j + L < total + row ? j + L : total;
        }
    }

    @Override
    public void total(float[] rows, int at, int count) {
        int total = at + count * row;
        for (int j = 0; j < row; j += L) {
            FloatVector sum = FloatVector.broadcast(SPECIES, 0f);
            for (int r = at; r < total; r += row) sum = sum.add(load(rows, r + j));
            sum.intoArray(rows, total + j);
        }
    }

    @Override
    public void combine(
            float[] w,
            int base,
            int[] rows,
            float[] scales,
            int begin,
            int end,
            float[] out,
            int at) {
        if (row == 4 * L) combine4(w, base, 4 * L, rows, scales, begin, end, out, at);
        else combineAny(w, base, rows, scales, begin, end, out, at);
    }

    private void combineAny(
            float[] w,
            int base,
            int[] rows,
            float[] scales,
            int begin,
            int end,
            float[] out,
            int at) {
        int j = 0;
        for (; j + 4 * L <= row; j += 4 * L)
            combine4(w, base + j, row, rows, scales, begin, end, out, at + j);
        for (; j < row; j += L) combine1(w, base + j, row, rows, scales, begin, end, out, at + j);
    }

    private void add(float sign, float[] from, int f, float[] to, int t) {
        if (row == 2 * L) add2(sign, from, f, to, t);
        else for (int j = 0; j < row; j += L) add1(sign, from, f + j, to, t + j);
    }

    // Loops of constant length: C2 unrolls them late. Written out, they put whoever inlines them
    // over its limit of nodes, depending on the order of compilation, and every vector is boxed.

    private static void add1(float sign, float[] from, int f, float[] to, int t) {
        load(from, f).fma(FloatVector.broadcast(SPECIES, sign), load(to, t)).intoArray(to, t);
    }

    private static void add2(float sign, float[] from, int f, float[] to, int t) {
        FloatVector s = FloatVector.broadcast(SPECIES, sign);
        for (int j = 0; j < 2 * L; j += L) {
            load(from, f + j).fma(s, load(to, t + j)).intoArray(to, t + j);
        }
    }

    private static void add8(float sign, float[] from, int f, float[] to, int t) {
        FloatVector s = FloatVector.broadcast(SPECIES, sign);
        for (int j = 0; j < 8 * L; j += L) {
            load(from, f + j).fma(s, load(to, t + j)).intoArray(to, t + j);
        }
    }

    // With the length of a row written out a whole training step takes 6 % less time than with a
    // field, of one hidden layer behind the Poisson encoder.

    private static void weigh8(
            int[] events,
            int begin,
            int end,
            float scale,
            float[] weights,
            int weightsAt,
            float[] steps,
            int stepsAt) {
        for (int e = begin; e < end; e++) {
            int from = weightsAt + SpikeList.input(events[e]) * 8 * L;
            int to = stepsAt + SpikeList.step(events[e]) * 8 * L;
            add8(scale * SpikeList.sign(events[e]), weights, from, steps, to);
        }
    }

    private static void learn8(
            int[] events,
            int begin,
            int end,
            float scale,
            float[] weights,
            int weightsAt,
            float[] steps,
            int stepsAt) {
        for (int e = begin; e < end; e++) {
            int from = stepsAt + SpikeList.step(events[e]) * 8 * L;
            int to = weightsAt + SpikeList.input(events[e]) * 8 * L;
            add8(scale * SpikeList.sign(events[e]), steps, from, weights, to);
        }
    }

    private static void combine1(
            float[] w,
            int base,
            int row,
            int[] rows,
            float[] scales,
            int begin,
            int end,
            float[] out,
            int at) {
        FloatVector a = load(out, at);
        for (int n = begin; n < end; n++) {
            FloatVector s = FloatVector.broadcast(SPECIES, scales[n]);
            a = load(w, base + rows[n] * row).fma(s, a);
        }
        a.intoArray(out, at);
    }

    private static void combine4(
            float[] w,
            int base,
            int row,
            int[] rows,
            float[] scales,
            int begin,
            int end,
            float[] out,
            int at) {
        FloatVector a0 = load(out, at);
        FloatVector a1 = load(out, at + L);
        FloatVector a2 = load(out, at + 2 * L);
        FloatVector a3 = load(out, at + 3 * L);
        for (int n = begin; n < end; n++) {
            int r = base + rows[n] * row;
            FloatVector s = FloatVector.broadcast(SPECIES, scales[n]);
            a0 = load(w, r).fma(s, a0);
            a1 = load(w, r + L).fma(s, a1);
            a2 = load(w, r + 2 * L).fma(s, a2);
            a3 = load(w, r + 3 * L).fma(s, a3);
        }
        a0.intoArray(out, at);
        a1.intoArray(out, at + L);
        a2.intoArray(out, at + 2 * L);
        a3.intoArray(out, at + 3 * L);
    }
}

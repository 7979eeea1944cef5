package org.sparkqsnn.layer.event;

import static org.sparkqsnn.math.VectorMath.SPECIES;
import static org.sparkqsnn.math.VectorMath.load;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.sparkqsnn.math.VectorMath;

/**
 * Vector twin of {@link ScalarEventKernel}. Written out for panels of four vectors and of one,
 * because JDK 17 keeps vectors in registers only as named locals.
 */
final class VectorEventKernel implements EventKernel {
    private static final int L = SPECIES.length();

    private final int width;
    private final boolean narrow;

    VectorEventKernel(int width) {
        if (width != L && width != 4 * L) {
            throw new IllegalArgumentException(
                    "width must be " + L + " or " + 4 * L + ", got " + width);
        }
        this.width = width;
        this.narrow = width == L;
    }

    @Override
    public void weigh(
            int[] events,
            int begin,
            int end,
            float[] weights,
            int weightsAt,
            float[] steps,
            int stepsAt) {
        int row = 2 * width;
        for (int e = begin; e < end; e++) {
            int from = weightsAt + SpikeList.input(events[e]) * row;
            int to = stepsAt + SpikeList.step(events[e]) * row;
            if (narrow) addNarrow(SpikeList.sign(events[e]), weights, from, steps, to);
            else addWide(SpikeList.sign(events[e]), weights, from, steps, to);
        }
    }

    @Override
    public void learn(
            int[] events,
            int begin,
            int end,
            float[] weights,
            int weightsAt,
            float[] steps,
            int stepsAt) {
        int row = 2 * width;
        for (int e = begin; e < end; e++) {
            int from = stepsAt + SpikeList.step(events[e]) * row;
            int to = weightsAt + SpikeList.input(events[e]) * row;
            if (narrow) addNarrow(SpikeList.sign(events[e]), steps, from, weights, to);
            else addWide(SpikeList.sign(events[e]), steps, from, weights, to);
        }
    }

    @Override
    public void addTotal(float[] rows, int at, int count) {
        int row = 2 * width;
        int total = at + count * row;
        for (int i = 0; i < count * row; i += L) {
            load(rows, at + i).add(load(rows, total + (i & (row - 1)))).intoArray(rows, at + i);
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
        if (narrow) combineNarrow(w, base, rows, scales, begin, end, out, at);
        else combineWide(w, base, rows, scales, begin, end, out, at);
    }

    @Override
    public void split(
            float[] g, int gAt, float[] drive, int driveAt, int rows, float[] out, int to) {
        int total = to + rows * 2 * width;
        Arrays.fill(out, total, total + 2 * width, 0);
        for (int i = 0; i < rows * width; i += L) {
            IntVector gradient = load(g, gAt + i).reinterpretAsInts();
            IntVector idle = VectorMath.negative(load(drive, driveAt + i));
            int j = i & (width - 1);
            int cell = to + 2 * i - j;
            FloatVector theta =
                    gradient.lanewise(VectorOperators.AND_NOT, idle).reinterpretAsFloats();
            FloatVector tau = gradient.and(idle).reinterpretAsFloats();
            theta.intoArray(out, cell);
            tau.intoArray(out, cell + width);
            load(out, total + j).add(theta).intoArray(out, total + j);
            load(out, total + width + j).add(tau).intoArray(out, total + width + j);
        }
    }

    // Loops of constant length: C2 unrolls them late. Written out, they put whoever inlines them
    // over
    // its limit of nodes, depending on the order of compilation, and every vector is boxed.

    private static void addNarrow(float sign, float[] from, int f, float[] to, int t) {
        FloatVector s = FloatVector.broadcast(SPECIES, sign);
        for (int j = 0; j < 2 * L; j += L) {
            load(from, f + j).fma(s, load(to, t + j)).intoArray(to, t + j);
        }
    }

    private static void addWide(float sign, float[] from, int f, float[] to, int t) {
        FloatVector s = FloatVector.broadcast(SPECIES, sign);
        for (int j = 0; j < 8 * L; j += L) {
            load(from, f + j).fma(s, load(to, t + j)).intoArray(to, t + j);
        }
    }

    private static void combineNarrow(
            float[] w,
            int base,
            int[] rows,
            float[] scales,
            int begin,
            int end,
            float[] out,
            int at) {
        FloatVector a = FloatVector.broadcast(SPECIES, 0f);
        for (int n = begin; n < end; n++) {
            a = load(w, base + rows[n] * L).fma(FloatVector.broadcast(SPECIES, scales[n]), a);
        }
        a.intoArray(out, at);
    }

    private static void combineWide(
            float[] w,
            int base,
            int[] rows,
            float[] scales,
            int begin,
            int end,
            float[] out,
            int at) {
        FloatVector a0 = FloatVector.broadcast(SPECIES, 0f);
        FloatVector a1 = FloatVector.broadcast(SPECIES, 0f);
        FloatVector a2 = FloatVector.broadcast(SPECIES, 0f);
        FloatVector a3 = FloatVector.broadcast(SPECIES, 0f);
        for (int n = begin; n < end; n++) {
            int r = base + rows[n] * 4 * L;
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

package org.sparkqsnn.layer;

import static org.sparkqsnn.math.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Vector twin of {@link ScalarEventKernel}: a whole row stays in registers over all events. Written
 * out for panels of four vectors and of one, because JDK 17 keeps vectors in registers only as
 * named locals.
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
    public void sum(
            float[] w,
            int base,
            int first,
            int[] rows,
            int begin,
            int end,
            float[] out,
            int at,
            int at2) {
        if (narrow) sumNarrow(w, base, first, rows, begin, end, out, at, at2);
        else sumWide(w, base, first, rows, begin, end, out, at, at2);
    }

    @Override
    public void combine(
            float[] w, int base, int[] rows, float[] scales, int count, float[] out, int at) {
        if (narrow) combineNarrow(w, base, rows, scales, count, out, at);
        else combineWide(w, base, rows, scales, count, out, at);
    }

    @Override
    public void split(float[] g, float[] drive, int at, int rows, float[] out, int to) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < rows * width; i += L) {
            FloatVector gradient = load(g, at + i);
            VectorMask<Float> excited = load(drive, at + i).compare(VectorOperators.GE, 0f);
            int cell = to + i / width * 2 * width + i % width;
            zero.blend(gradient, excited).intoArray(out, cell);
            gradient.blend(zero, excited).intoArray(out, cell + width);
        }
    }

    private static void sumNarrow(
            float[] w,
            int base,
            int first,
            int[] rows,
            int begin,
            int end,
            float[] out,
            int at,
            int at2) {
        int b = base + first * 2 * L;
        FloatVector q = load(w, b);
        FloatVector p = load(w, b + L);
        for (int e = begin; e < end; e++) {
            int r = base + rows[e] * 2 * L;
            q = q.add(load(w, r));
            p = p.add(load(w, r + L));
        }
        q.intoArray(out, at);
        p.intoArray(out, at2);
    }

    private static void sumWide(
            float[] w,
            int base,
            int first,
            int[] rows,
            int begin,
            int end,
            float[] out,
            int at,
            int at2) {
        int b = base + first * 8 * L;
        FloatVector q0 = load(w, b);
        FloatVector q1 = load(w, b + L);
        FloatVector q2 = load(w, b + 2 * L);
        FloatVector q3 = load(w, b + 3 * L);
        FloatVector p0 = load(w, b + 4 * L);
        FloatVector p1 = load(w, b + 5 * L);
        FloatVector p2 = load(w, b + 6 * L);
        FloatVector p3 = load(w, b + 7 * L);
        for (int e = begin; e < end; e++) {
            int r = base + rows[e] * 8 * L;
            q0 = q0.add(load(w, r));
            q1 = q1.add(load(w, r + L));
            q2 = q2.add(load(w, r + 2 * L));
            q3 = q3.add(load(w, r + 3 * L));
            p0 = p0.add(load(w, r + 4 * L));
            p1 = p1.add(load(w, r + 5 * L));
            p2 = p2.add(load(w, r + 6 * L));
            p3 = p3.add(load(w, r + 7 * L));
        }
        q0.intoArray(out, at);
        q1.intoArray(out, at + L);
        q2.intoArray(out, at + 2 * L);
        q3.intoArray(out, at + 3 * L);
        p0.intoArray(out, at2);
        p1.intoArray(out, at2 + L);
        p2.intoArray(out, at2 + 2 * L);
        p3.intoArray(out, at2 + 3 * L);
    }

    private static void combineNarrow(
            float[] w, int base, int[] rows, float[] scales, int count, float[] out, int at) {
        FloatVector a = FloatVector.zero(SPECIES);
        for (int n = 0; n < count; n++) {
            a = load(w, base + rows[n] * L).fma(FloatVector.broadcast(SPECIES, scales[n]), a);
        }
        a.intoArray(out, at);
    }

    private static void combineWide(
            float[] w, int base, int[] rows, float[] scales, int count, float[] out, int at) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector a3 = a0;
        for (int n = 0; n < count; n++) {
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

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}

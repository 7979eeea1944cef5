package org.sparkqsnn.math;

/** Sums of squares in double, in an order that depends on the range alone. */
public final class Norm {
    private Norm() {}

    /**
     * {@code Σ v²} of the elements {@code [from, to)}. In four fixed chains: a single one would
     * wait four cycles for each addition.
     */
    public static double squared(float[] v, int from, int to) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            s0 += (double) v[i] * v[i];
            s1 += (double) v[i + 1] * v[i + 1];
            s2 += (double) v[i + 2] * v[i + 2];
            s3 += (double) v[i + 3] * v[i + 3];
        }
        for (; i < to; i++) s0 += (double) v[i] * v[i];
        return s0 + s1 + (s2 + s3);
    }
}

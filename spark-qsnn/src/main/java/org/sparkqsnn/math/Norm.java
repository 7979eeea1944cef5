package org.sparkqsnn.math;

/** Sums of squares in double, in an order that depends on the range alone. */
public final class Norm {
    /** Sums beside each other: a single one would wait four cycles for each addition. */
    public static final int CHAINS = 4;

    private Norm() {}

    /** {@code Σ v²} of the elements {@code [from, to)}, in four chains. */
    public static double squared(float[] v, int from, int to) {
        double[] chains = new double[CHAINS];
        add(v, from, to, chains, 0);
        return sum(chains);
    }

    /** All chains together, four by four in order. */
    public static double sum(double[] chains) {
        double sum = 0;
        for (int at = 0; at < chains.length; at += CHAINS) {
            sum += chains[at] + chains[at + 1] + (chains[at + 2] + chains[at + 3]);
        }
        return sum;
    }

    /**
     * Goes on with chains where an earlier range left them. A row that comes in pieces whose
     * lengths, but the last one's, are multiples of {@link #CHAINS} has the same sums however it is
     * cut.
     *
     * @param chains the four sums, from {@code at} on
     */
    public static void add(float[] v, int from, int to, double[] chains, int at) {
        double s0 = chains[at];
        double s1 = chains[at + 1];
        double s2 = chains[at + 2];
        double s3 = chains[at + 3];
        int i = from;
        for (; i + 3 < to; i += 4) {
            s0 += (double) v[i] * v[i];
            s1 += (double) v[i + 1] * v[i + 1];
            s2 += (double) v[i + 2] * v[i + 2];
            s3 += (double) v[i + 3] * v[i + 3];
        }
        for (; i < to; i++) s0 += (double) v[i] * v[i];
        chains[at] = s0;
        chains[at + 1] = s1;
        chains[at + 2] = s2;
        chains[at + 3] = s3;
    }
}

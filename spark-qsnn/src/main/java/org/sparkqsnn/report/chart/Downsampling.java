package org.sparkqsnn.report.chart;

import java.util.stream.IntStream;

/**
 * Largest triangle, three buckets: of each bucket of points the one that makes the largest triangle
 * with the point kept before and the mean of the bucket after, so that peaks stay.
 *
 * @see "S. Steinarsson, Downsampling Time Series for Visual Representation, University of Iceland,
 *     2013, section 4.2"
 */
final class Downsampling {
    private Downsampling() {}

    /**
     * Indices of the points to keep, ascending; the first and the last are among them.
     *
     * @param x ascending; shape [points]
     * @param y finite; shape [points]
     * @param most points to keep, at least 3
     */
    static int[] lttb(double[] x, double[] y, int most) {
        if (!(most >= 3)) throw new IllegalArgumentException("most must be >= 3, got " + most);
        if (x.length <= most) return IntStream.range(0, x.length).toArray();
        int[] kept = new int[most];
        kept[most - 1] = x.length - 1;
        for (int b = 1; b < most - 1; b++) {
            int from = bucket(b, x.length, most);
            int to = bucket(b + 1, x.length, most);
            int end = bucket(b + 2, x.length, most);
            kept[b] = largest(x, y, kept[b - 1], from, to, mean(x, to, end), mean(y, to, end));
        }
        return kept;
    }

    /** Where bucket b begins; the first and the last bucket hold one point. */
    private static int bucket(int b, int points, int most) {
        if (b >= most) return points;
        return 1 + (int) ((long) (b - 1) * (points - 2) / (most - 2));
    }

    private static int largest(
            double[] x, double[] y, int before, int from, int to, double nextX, double nextY) {
        int best = from;
        double bestArea = -1;
        for (int i = from; i < to; i++) {
            double area =
                    Math.abs(
                            (x[before] - nextX) * (y[i] - y[before])
                                    - (x[before] - x[i]) * (nextY - y[before]));
            if (area > bestArea) {
                bestArea = area;
                best = i;
            }
        }
        return best;
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) sum += values[i];
        return sum / (to - from);
    }
}

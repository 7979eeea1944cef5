package org.sparkqsnn.sweep.table;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.TDistribution;

/** Where a mean lies with 95 % confidence. */
public record Interval(double low, double high) {
    private static final double TAIL = 0.025;
    private static final int RESAMPLES = 2000;

    /**
     * Student's: {@code mean ± t(0.975, n - 1) s/√n}, for values that scatter normally.
     *
     * @param values n of them
     * @return empty for n < 2
     */
    static Optional<Interval> student(double[] values) {
        int n = values.length;
        if (n < 2) return Optional.empty();
        double half =
                new TDistribution(null, n - 1.0).inverseCumulativeProbability(1 - TAIL)
                        * deviation(values)
                        / Math.sqrt(n);
        double mean = mean(values);
        return Optional.of(new Interval(mean - half, mean + half));
    }

    /**
     * Percentile bootstrap: quantiles 0.025 and 0.975 of the means of {@value #RESAMPLES}
     * resamples; the same values give the same interval. Too narrow for few values: by a factor of
     * about √((n - 1)/n) and the missing tails of t.
     *
     * @return empty for n < 2
     */
    static Optional<Interval> bootstrap(double[] values) {
        int n = values.length;
        if (n < 2) return Optional.empty();
        SplittableRandom random = new SplittableRandom(n);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) sum += values[random.nextInt(n)];
            means[i] = sum / n;
        }
        Arrays.sort(means);
        return Optional.of(new Interval(quantile(means, TAIL), quantile(means, 1 - TAIL)));
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** Standard deviation with n - 1 in the denominator; 0 for one value. */
    static double deviation(double[] values) {
        if (values.length < 2) return 0;
        double mean = mean(values);
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    /** Between the two nearest of sorted values. */
    private static double quantile(double[] sorted, double p) {
        double at = p * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}

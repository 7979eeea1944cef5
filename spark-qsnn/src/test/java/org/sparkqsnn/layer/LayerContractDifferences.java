package org.sparkqsnn.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The loss {@code Σ by membrane} of a read-out at parameters w, and beside its gradient the
 * differences that a little change makes. Where a neuron fires or falls silent, or at a kink, there
 * is no derivative, and none is asked for.
 */
final class LayerContractDifferences {
    /** Factor on weights with which a spike more is a little change. */
    static final double SMALL = 0x1p-8;

    private static final double STEP = 0x1p-10;
    private static final double TOLERANCE = 4e-3;
    private static final double KINK = 5e-3;

    /** Most numbers that differences are taken by. */
    private static final int MOST = 40;

    private final LayerContractBench bench;
    private final float[] w;
    private final double[] by;
    private final double[] outputs;
    private final double here;
    private int compared;

    LayerContractDifferences(LayerContractBench bench, float[] w, double[] by) {
        this.bench = bench;
        this.w = w;
        this.by = by;
        bench.forward(w);
        this.outputs = bench.outputs();
        this.here = loss();
    }

    /** By the parameters. */
    void requireDerivative(float[] gradient) {
        double scale = scale(gradient);
        for (int i : some(w.length)) {
            float at = w[i];
            w[i] = (float) (at - STEP);
            double left = slope(-STEP);
            w[i] = (float) (at + STEP);
            double right = slope(STEP);
            w[i] = at;
            if (isSmooth(left, right, scale)) require(i, (left + right) / 2, gradient[i], scale);
        }
        requireMany(w.length);
    }

    /** By values that the layer reads. */
    void requireDerivativeByValues() {
        double[] gradient = bench.inputGradient(by);
        double scale = scale(gradient);
        for (int i : some(gradient.length)) {
            double left = slope(bench.change(i, -STEP));
            bench.change(i, STEP);
            double right = slope(bench.change(i, STEP));
            bench.change(i, -STEP);
            if (isSmooth(left, right, scale)) require(i, (left + right) / 2, gradient[i], scale);
        }
        requireMany(gradient.length);
    }

    /**
     * By spikes that the layer reads. A spike is no number that could be changed a little, but with
     * small weights one more is a little change; its slope lies between those at its ends. Of a
     * hundred a few may be apart: what jumps in between need not be seen at the ends.
     */
    void requireDerivativeBySpikes() {
        double[] gradient = bench.inputGradient(by);
        double scale = scale(gradient);
        int apart = 0;
        for (int i : some(gradient.length)) {
            double slope = slope(bench.change(i, 1));
            double[] there = bench.inputGradient(by);
            bench.change(i, 1);
            if (Double.isNaN(slope) || !isSmooth(gradient, there, scale)) continue;
            compared++;
            double mean = (gradient[i] + there[i]) / 2;
            apart += Math.abs(slope - mean) > TOLERANCE * scale ? 1 : 0;
        }
        requireMany(gradient.length);
        String many = bench.spec + ": " + apart + " of " + compared + " are apart";
        assertTrue(20 * apart <= compared, many);
    }

    /** Difference quotient after a change of the last thing; NaN if a neuron fires otherwise. */
    private double slope(double change) {
        bench.forward(w);
        return bench.spikesAre(outputs) ? (loss() - here) / change : Double.NaN;
    }

    private double loss() {
        return sum(by, bench.membranes());
    }

    private static boolean isSmooth(double left, double right, double scale) {
        return Math.abs(left - right) < KINK * scale;
    }

    private static boolean isSmooth(double[] here, double[] there, double scale) {
        return IntStream.range(0, here.length).allMatch(k -> isSmooth(here[k], there[k], scale));
    }

    private void require(int i, double slope, double gradient, double scale) {
        compared++;
        assertEquals(slope, gradient, TOLERANCE * scale, bench.spec + " by number " + i);
    }

    private void requireMany(int all) {
        int tried = some(all).length;
        String many = compared + " of " + tried + " compared: the test does not test";
        assertTrue(10 * compared > tried, many);
    }

    private static int[] some(int all) {
        int count = Math.min(all, MOST);
        return IntStream.range(0, count).map(i -> (int) ((long) i * all / count)).toArray();
    }

    static double sum(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static double scale(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    static double scale(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> Math.abs(values[i]))
                .max()
                .orElse(0);
    }
}

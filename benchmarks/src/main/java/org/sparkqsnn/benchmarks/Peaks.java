package org.sparkqsnn.benchmarks;

import static org.sparkqsnn.math.VectorMath.SPECIES;

import java.nio.charset.StandardCharsets;
import java.util.function.DoubleSupplier;
import jdk.incubator.vector.FloatVector;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.math.CacheLines;

/**
 * The most that one core does through Java's vectors, as one line of JSON: what {@code
 * benchmarks/roofline} holds training against. Each number is of the fastest of several runs; each
 * loop's result is checked.
 *
 * <pre>benchmarks/run org.sparkqsnn.benchmarks.Peaks</pre>
 */
public final class Peaks {
    private static final int L = SPECIES.length();
    private static final int FIRST = CacheLines.FIRST;
    private static final int RUNS = 20;

    /** Chains do not wait for each other: two units times a latency of four cycles. */
    private static final int CHAINS = 8;

    /** Steps of a chain, and calls of a loop in a run: the JIT needs calls, not only steps. */
    private static final int STEPS = 1000;

    private static final int CALLS = 1000;

    /** Bytes that a run copies. */
    private static final long COPIED = 96L << 20;

    private Peaks() {}

    /**
     * All in 10^9 a second.
     *
     * @param flops multiplications and additions, fused
     * @param divisions floats divided
     * @param roots square roots of floats
     * @param l1 bytes read and written by a copy that stays in the L1 cache
     * @param l2 in the L2 cache
     * @param l3 of 8 MB, read and written
     * @param memory of 26 MB, as many as an optimiser step of 784-1000-10 goes over
     */
    record Found(
            double flops,
            double divisions,
            double roots,
            double l1,
            double l2,
            double l3,
            double memory) {}

    public static void main(String[] args) {
        double operations = (double) CALLS * STEPS * CHAINS * L;
        Found found =
                new Found(
                        2 * operations / fastest(Peaks::fused, CHAINS * STEPS + 28),
                        operations / fastest(Peaks::divisions, 36),
                        operations / fastest(Peaks::roots, CHAINS),
                        copies(8 << 10),
                        copies(512 << 10),
                        copies(4 << 20),
                        copies(13 << 20));
        System.out.print(new String(Json.line(found), StandardCharsets.UTF_8));
    }

    /** Nanoseconds of the fastest run, all calls together. */
    private static double fastest(DoubleSupplier run, double expected) {
        return fastest(run, expected, CALLS);
    }

    private static double fastest(DoubleSupplier run, double expected, int calls) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            double result = 0;
            for (int n = 0; n < calls; n++) result += run.getAsDouble();
            least = Math.min(least, System.nanoTime() - start);
            Verify.same((long) (calls * expected), (long) result);
        }
        return least;
    }

    /** Bytes read and written in a nanosecond by copies of {@code bytes}. */
    private static double copies(int bytes) {
        int size = bytes / Float.BYTES;
        int times = (int) (COPIED / bytes);
        float[] from = Verify.uniform(size, 1);
        float[] to = CacheLines.array(from.length);
        for (int n = 0; n < CALLS; n++) copy(from, to, Math.min(size, 8 << 10)); // for the JIT
        double nanos = fastest(() -> copy(from, to, size), size, times);
        Verify.same(from, to);
        return 2.0 * bytes * times / nanos;
    }

    private static double copy(float[] from, float[] to, int size) {
        for (int i = FIRST; i < FIRST + size; i += 4 * L) {
            load(from, i).intoArray(to, i);
            load(from, i + L).intoArray(to, i + L);
            load(from, i + 2 * L).intoArray(to, i + 2 * L);
            load(from, i + 3 * L).intoArray(to, i + 3 * L);
        }
        return size;
    }

    /** Chain k counts from k to k + STEPS. */
    private static double fused() {
        FloatVector one = all(1);
        FloatVector a0 = all(0);
        FloatVector a1 = all(1);
        FloatVector a2 = all(2);
        FloatVector a3 = all(3);
        FloatVector a4 = all(4);
        FloatVector a5 = all(5);
        FloatVector a6 = all(6);
        FloatVector a7 = all(7);
        for (int i = 0; i < STEPS; i++) {
            a0 = one.fma(one, a0);
            a1 = one.fma(one, a1);
            a2 = one.fma(one, a2);
            a3 = one.fma(one, a3);
            a4 = one.fma(one, a4);
            a5 = one.fma(one, a5);
            a6 = one.fma(one, a6);
            a7 = one.fma(one, a7);
        }
        return sum(a0, a1, a2, a3) + sum(a4, a5, a6, a7);
    }

    /** Chain k stays at k + 1, of which it divides the square. */
    private static double divisions() {
        FloatVector a0 = all(1);
        FloatVector a1 = all(2);
        FloatVector a2 = all(3);
        FloatVector a3 = all(4);
        FloatVector a4 = all(5);
        FloatVector a5 = all(6);
        FloatVector a6 = all(7);
        FloatVector a7 = all(8);
        for (int i = 0; i < STEPS; i++) {
            a0 = all(1).div(a0);
            a1 = all(4).div(a1);
            a2 = all(9).div(a2);
            a3 = all(16).div(a3);
            a4 = all(25).div(a4);
            a5 = all(36).div(a5);
            a6 = all(49).div(a6);
            a7 = all(64).div(a7);
        }
        return sum(a0, a1, a2, a3) + sum(a4, a5, a6, a7);
    }

    /** Chains end at 1. */
    private static double roots() {
        FloatVector a0 = all(1);
        FloatVector a1 = all(2);
        FloatVector a2 = all(3);
        FloatVector a3 = all(4);
        FloatVector a4 = all(5);
        FloatVector a5 = all(6);
        FloatVector a6 = all(7);
        FloatVector a7 = all(8);
        for (int i = 0; i < STEPS; i++) {
            a0 = a0.sqrt();
            a1 = a1.sqrt();
            a2 = a2.sqrt();
            a3 = a3.sqrt();
            a4 = a4.sqrt();
            a5 = a5.sqrt();
            a6 = a6.sqrt();
            a7 = a7.sqrt();
        }
        return sum(a0, a1, a2, a3) + sum(a4, a5, a6, a7);
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    private static double sum(FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
        return (double) a.lane(0) + b.lane(0) + c.lane(0) + d.lane(0);
    }

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}

package org.sparkqsnn.benchmarks;

import java.util.SplittableRandom;
import org.sparkqsnn.math.CacheLines;

/** What a benchmark compares before it times anything, and the numbers it works on. */
public final class Verify {
    private Verify() {}

    /** Refuses to go on unless the floats are equal; 0 and -0 are. */
    public static void same(float[] expected, float[] actual) {
        close(expected, actual, 0);
    }

    /** Refuses to go on unless no two floats are further than {@code tolerance} apart. */
    public static void close(float[] expected, float[] actual, double tolerance) {
        if (expected.length != actual.length) {
            throw new IllegalStateException(
                    "expected " + expected.length + " floats, got " + actual.length);
        }
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs((double) expected[i] - actual[i]) <= tolerance)) {
                throw new IllegalStateException(
                        "at " + i + ": expected " + expected[i] + ", got " + actual[i]);
            }
        }
    }

    /** Refuses to go on unless the numbers are equal. */
    public static void same(long expected, long actual) {
        if (expected != actual) {
            throw new IllegalStateException("expected " + expected + ", got " + actual);
        }
    }

    /**
     * Numbers that are equal in each call, uniform in [-spread, spread), in an array of {@link
     * CacheLines}: {@code size} of them from {@link CacheLines#FIRST} on.
     */
    public static float[] uniform(int size, double spread) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = CacheLines.array(CacheLines.FIRST + size);
        for (int i = CacheLines.FIRST; i < CacheLines.FIRST + size; i++) {
            values[i] = (float) random.nextDouble(-spread, spread);
        }
        return values;
    }
}

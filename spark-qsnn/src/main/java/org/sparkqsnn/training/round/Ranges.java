package org.sparkqsnn.training.round;

import java.util.stream.IntStream;

/**
 * Work on long arrays, cut into ranges for the threads of the driver. A round's state is read and
 * written at memory speed, which one core does not use up: adding two sums of 19 MB, say. Results
 * do not depend on the number of threads.
 *
 * @param threads that work at once, the caller's among them
 */
public record Ranges(int threads) {
    /** In the caller's thread alone. */
    static final Ranges ONE = new Ranges(1);

    /** 256 KB of floats: what {@link #sum} adds up on its own. */
    private static final int PART = 1 << 16;

    /** Work on the elements {@code [from, to)}, that no other range depends on. */
    interface Body {
        void run(int from, int to);
    }

    /** A sum over the elements {@code [from, to)}. */
    interface Sum {
        double of(int from, int to);
    }

    /**
     * As many threads as a run with {@code slots} tasks at once may use, if the driver has them.
     */
    public static Ranges forSlots(int slots) {
        return new Ranges(Math.min(slots, Runtime.getRuntime().availableProcessors()));
    }

    /** Covers {@code [0, length)}. */
    void forEach(int length, Body body) {
        IntStream stripes = IntStream.range(0, threads);
        (threads > 1 ? stripes.parallel() : stripes)
                .forEach(i -> body.run(bound(length, i), bound(length, i + 1)));
    }

    /** Adds parts of a fixed length in order. */
    double sum(int length, Sum part) {
        double[] sums = new double[(length + PART - 1) / PART];
        forEach(
                sums.length,
                (first, end) -> {
                    for (int i = first; i < end; i++) {
                        sums[i] = part.of(i * PART, Math.min((i + 1) * PART, length));
                    }
                });
        double sum = 0;
        for (double s : sums) sum += s;
        return sum;
    }

    private int bound(int length, int stripe) {
        return (int) ((long) length * stripe / threads);
    }
}

package org.sparkqsnn.cluster;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something to become true. */
final class Await {
    /** Reached by what never happens; what happens is late on a busy machine. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Await() {}

    /** Looks every 10 ms. */
    static void until(Supplier<String> what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not after " + LIMIT.toSeconds() + " s: " + what.get());
            }
            pause(10);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

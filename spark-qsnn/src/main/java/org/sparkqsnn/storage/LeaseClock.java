package org.sparkqsnn.storage;

import java.time.Duration;

/** The time by which a lease is waited for; tests move it by hand. */
public interface LeaseClock {
    /** The machine's. */
    LeaseClock SYSTEM =
            new LeaseClock() {
                @Override
                public long nanoTime() {
                    return System.nanoTime();
                }

                @Override
                public void sleep(Duration time) {
                    try {
                        Thread.sleep(time.toMillis());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new IllegalStateException("interrupted while waiting for a lease", e);
                    }
                }
            };

    /** Nanoseconds since any moment, as {@link System#nanoTime} counts them. */
    long nanoTime();

    void sleep(Duration time);
}

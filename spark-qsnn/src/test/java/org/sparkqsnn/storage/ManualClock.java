package org.sparkqsnn.storage;

import java.time.Duration;

/** A clock that stands still until somebody sleeps by it; then the hearts of others beat. */
final class ManualClock implements LeaseClock {
    private final long beat;
    private Runnable heart = () -> {};
    private long now;

    ManualClock(Duration beat) {
        this.beat = beat.toNanos();
    }

    /** What happens after each beat from now on. */
    void everyBeat(Runnable heart) {
        this.heart = heart;
    }

    Duration now() {
        return Duration.ofNanos(now);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void sleep(Duration time) {
        long before = now / beat;
        now += time.toNanos();
        for (long beats = before; beats < now / beat; beats++) heart.run();
    }
}

package org.sparkqsnn.storage;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.sparkqsnn.data.schema.BadInput;

/**
 * Finds out whether the holder of a lease lives. By our clock alone: what counts is whether its
 * files change while we look on.
 *
 * @param directory as a user writes it
 * @param beat between two looks at a claim that does not say its own
 */
record LeaseWatch(
        LeaseFiles files,
        String directory,
        Duration beat,
        LeaseClock clock,
        Consumer<String> progress) {
    private static final int MISSED_BEATS = 3;

    /**
     * Returns when the lease has ended: released, its process gone, or three beats missed.
     *
     * @throws BadInput if it lives
     */
    void awaitEnd(int number) {
        Optional<LeaseClaim> claim = files.read(number);
        if (files.isReleased(number)) return;
        if (claim.isPresent() && claim.get().holder().isGone()) return;
        String holder = claim.map(LeaseClaim::toString).orElse("another process");
        Duration patience =
                claim.map(known -> Duration.ofMillis(known.beatMillis()))
                        .orElse(beat)
                        .multipliedBy(MISSED_BEATS);
        progress.accept(
                directory
                        + ": a run of "
                        + holder
                        + " is here; waiting up to "
                        + Math.max(1, patience.toSeconds())
                        + " s to see whether it lives");
        if (stirs(number, patience)) {
            throw new BadInput(
                    directory
                            + ": is being written by "
                            + holder
                            + "; wait until it ends or stop it, or set run.dir to a new directory");
        }
    }

    /** True if the holder gives a sign of life; false if none came, or the last. */
    private boolean stirs(int number, Duration patience) {
        String before = files.pulse(number);
        long start = clock.nanoTime();
        while (clock.nanoTime() - start < patience.toNanos()) {
            clock.sleep(patience.dividedBy(50));
            if (files.isReleased(number)) return false;
            if (!files.pulse(number).equals(before)) return true;
        }
        return false;
    }
}

package org.sparkqsnn.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.sparkqsnn.data.schema.BadInput;

/**
 * The right to write a run directory. One process has it: the one with the highest number. A thread
 * gives signs of life; before anything is written that another holder could miss, {@link
 * #requireHeld} asks whether the number is still the highest.
 */
public final class Lease implements Fence, AutoCloseable {
    /**
     * Where two creates may both succeed, what the other one wrote is seen after this part of a
     * beat: 200 ms.
     */
    private static final int SETTLING = 50;

    private final LeaseFiles files;
    private final LeaseClaim claim;
    private final String directory;
    private final Consumer<String> progress;
    private final ScheduledExecutorService heart =
            Executors.newSingleThreadScheduledExecutor(Lease::daemon);
    private volatile boolean lost;
    private long beats;
    private boolean failing;

    private Lease(LeaseFiles files, LeaseClaim claim, String directory, Consumer<String> progress) {
        this.files = files;
        this.claim = claim;
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * Takes the lease of a directory, after waiting if need be until its holder is known to be
     * gone.
     *
     * @param beat between two signs of life
     * @param clock by which others are waited for
     * @param progress told in a line what is waited for, and later if signs of life fail
     * @throws BadInput if another process holds it and lives
     */
    public static Lease take(
            Storage storage,
            LeaseHolder me,
            Duration beat,
            LeaseClock clock,
            Consumer<String> progress) {
        LeaseFiles files = new LeaseFiles(storage);
        LeaseWatch watch = new LeaseWatch(files, storage.nameOf(""), beat, clock, progress);
        while (true) {
            int newest = files.newest();
            if (newest > 0) watch.awaitEnd(newest);
            LeaseClaim claim = claim(newest + 1, me, beat);
            if (files.create(claim) && isMine(files, claim, clock)) {
                Lease lease = new Lease(files, claim, storage.nameOf(""), progress).started();
                if (!lease.lost) return lease;
                lease.close();
            }
            // Somebody else was faster: it is his beat that counts now.
        }
    }

    @Override
    public int lease() {
        return claim.number();
    }

    @Override
    public void requireHeld() {
        if (!lost && files.isNewest(claim)) return;
        lost = true;
        throw new LeaseLost(
                directory
                        + ": "
                        + successor()
                        + "; this process has stopped and writes nothing more");
    }

    /** Leaves the directory to whoever comes next. */
    @Override
    public void close() {
        heart.shutdown();
        try {
            // A beat after the release would take it back.
            if (!heart.awaitTermination(claim.beatMillis(), TimeUnit.MILLISECONDS)) return;
            if (!lost && files.isNewest(claim)) files.release(claim.number());
            // A heart that slept between its question and its answer has written what the successor
            // had deleted.
            else if (files.newest() > claim.number()) files.deleteBeat(claim.number());
        } catch (BadInput e) {
            // Not released: the next start finds the process gone, or waits for three beats.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static LeaseClaim claim(int number, LeaseHolder me, Duration beat) {
        String token = UUID.randomUUID().toString();
        String now = Instant.now().toString();
        return new LeaseClaim(LeaseClaim.VERSION, number, me, token, now, beat.toMillis());
    }

    private static boolean isMine(LeaseFiles files, LeaseClaim claim, LeaseClock clock) {
        clock.sleep(Duration.ofMillis(claim.beatMillis() / SETTLING));
        return files.isNewest(claim);
    }

    private Lease started() {
        long millis = claim.beatMillis();
        beat();
        var unused =
                heart.scheduleWithFixedDelay(this::beat, millis, millis, TimeUnit.MILLISECONDS);
        try {
            files.deleteBelow(claim.number());
        } catch (BadInput e) {
            // What is left over goes with the next start.
        }
        return this;
    }

    /** Gives a sign of life; the heart calls it, and tests do. */
    void beat() {
        try {
            if (lost) return;
            requireHeld();
            files.writeBeat(claim.number(), beats++);
            failing = false;
        } catch (LeaseLost e) {
            // The holder hears of it at its next write.
        } catch (RuntimeException | Error e) {
            // One that is missed does no harm; three do, and then the fence holds. Whatever it is,
            // the next one is tried: what is thrown here would end the heart without a word.
            if (!failing) progress.accept(failed(e));
            failing = true;
        }
    }

    private String failed(Throwable e) {
        String why = e instanceof BadInput ? e.getMessage() : e.toString();
        return directory
                + ": a sign of life failed ("
                + why
                + "); after three another process may take over the run; trying again";
    }

    private String successor() {
        int newest = files.newest();
        if (newest <= claim.number()) return "the lease of this run was removed or changed";
        return files.read(newest).map(LeaseClaim::toString).orElse("another process")
                + " has taken over the run";
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "lease");
        thread.setDaemon(true);
        return thread;
    }
}

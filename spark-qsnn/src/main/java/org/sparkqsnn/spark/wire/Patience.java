package org.sparkqsnn.spark.wire;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work that is waited for a while, and then left to itself. It runs on a daemon thread, so that it
 * does not keep the process: a request to an executor that is gone may never be answered, and with
 * two cores or fewer Java's own pool for such work has threads that are no daemons.
 */
final class Patience {
    private Patience() {}

    /** Returns when the work has ended, in whatever way, or the time is over. */
    static void with(Runnable work, Duration patience) {
        try {
            CompletableFuture.runAsync(work, Patience::start)
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // An executor that does not answer, or is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "qsnn-free");
        thread.setDaemon(true);
        thread.start();
    }
}

package org.sparkqsnn.spark;

import java.util.concurrent.CompletableFuture;

/**
 * Work on results as they arrive, one after another and not on the thread that brings them: Spark's
 * scheduler hands them out on the thread that starts and ends all tasks.
 */
final class Arrivals {
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    /** Does the work after all that was told before. */
    synchronized void then(Runnable work) {
        last = last.thenRunAsync(work);
    }

    /** Returns when all is done, or throws what went wrong. */
    void await() {
        CompletableFuture<Void> all;
        synchronized (this) {
            all = last;
        }
        all.join();
    }
}

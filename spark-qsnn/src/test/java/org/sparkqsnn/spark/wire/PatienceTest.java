package org.sparkqsnn.spark.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatienceTest {

    @Test
    void workThatEnds_isWaitedFor() {
        CompletableFuture<String> done = new CompletableFuture<>();
        Patience.with(() -> done.complete("done"), Duration.ofMinutes(1));
        assertTrue(done.isDone());
    }

    /** A doctor that had said "ready to train" did not end: its executor never answered. */
    @Test
    void workThatNeverEnds_isLeft_andDoesNotKeepTheProcess() {
        CountDownLatch never = new CountDownLatch(1);
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        Patience.with(
                () -> {
                    worker.complete(Thread.currentThread());
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                Duration.ofMillis(200));
        assertTrue(worker.join().isAlive());
        assertTrue(worker.join().isDaemon());
        worker.join().interrupt();
    }

    @Test
    void workThatFails_isOver() {
        Patience.with(
                () -> {
                    throw new IllegalStateException("executor is gone");
                },
                Duration.ofMinutes(1));
        assertFalse(Thread.currentThread().isInterrupted());
    }
}

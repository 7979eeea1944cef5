package org.sparkqsnn.tracking;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A sink and its thread. Nobody who gives it points waits for it; what it cannot take is dropped,
 * and the first time a warning says so.
 */
final class SinkThread {
    /** Rounds and evaluations that may wait: 10 minutes of ten rounds a second. */
    private static final int ROOM = 6000;

    /** Failures in a row after which a sink is left alone. */
    private static final int PATIENCE = 3;

    /** What is waiting goes out together, this long after the first of it. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final String name;
    private final Sink sink;
    private final Duration pause;
    private final Consumer<String> warnings;
    private final BlockingQueue<Supplier<List<Point>>> queue = new ArrayBlockingQueue<>(ROOM);
    private final Thread thread;
    private boolean warned;
    private volatile Sink.End end;
    private int failures;

    /**
     * @param pause in which points gather, {@link #PAUSE} except in tests
     * @param warnings receives one line at most
     */
    SinkThread(String name, Sink sink, Duration pause, Consumer<String> warnings) {
        this.name = name;
        this.sink = sink;
        this.pause = pause;
        this.warnings = warnings;
        this.thread = new Thread(this::run, "tracking " + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Passes points on, which the sink's thread makes. */
    void offer(Supplier<List<Point>> points) {
        if (!queue.offer(points)) warn("is too slow");
    }

    /** Says that no more points come; waits for nothing. */
    void end(Sink.End how) {
        end = how;
    }

    /** After {@link #end}: waits for the sink so long at most. */
    void close(Duration patience) {
        try {
            thread.join(Math.max(1, patience.toMillis())); // 0 would be for ever
            if (!thread.isAlive()) return;
            warn("did not take all numbers before the end of the run");
            thread.interrupt();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            attempt(sink::open);
            while (end == null || !queue.isEmpty()) {
                List<Point> points = next();
                if (!points.isEmpty() && failures < PATIENCE) attempt(() -> sink.write(points));
            }
            if (failures < PATIENCE) attempt(() -> sink.close(end));
        } catch (InterruptedException e) {
            // The end of the run's patience.
        }
    }

    private List<Point> next() throws InterruptedException {
        List<Supplier<List<Point>>> waiting = new ArrayList<>();
        Supplier<List<Point>> first = queue.poll(pause.toMillis() / 10, TimeUnit.MILLISECONDS);
        if (first == null) return List.of();
        waiting.add(first);
        for (int i = 0; i < 10 && end == null; i++) Thread.sleep(pause.toMillis() / 10);
        queue.drainTo(waiting);
        List<Point> points = new ArrayList<>();
        for (Supplier<List<Point>> one : waiting) points.addAll(one.get());
        return points;
    }

    private interface Action {
        void run() throws Exception;
    }

    private void attempt(Action action) throws InterruptedException {
        try {
            action.run();
            failures = 0;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) { // whatever a server or a file system does, the run goes on
            failures++;
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            warn("failed: " + reason.lines().findFirst().orElse(""));
        }
    }

    private synchronized void warn(String what) {
        if (warned) return;
        warned = true;
        warnings.accept(
                "tracking: "
                        + name
                        + " "
                        + what
                        + "; numbers are lost there, metrics.jsonl has all");
    }
}

package org.sparkqsnn.spark;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.run.OutOfMemory;
import org.sparkqsnn.spark.wire.Transport;
import org.sparkqsnn.spark.wire.TrialData;
import org.sparkqsnn.sweep.trial.TrialRecord;
import org.sparkqsnn.sweep.trial.TrialRunner;
import org.sparkqsnn.sweep.trial.TrialTask;

/**
 * Runs each trial as one task, so that no core waits for another. Each is a job of its own: one
 * whose executors die as often as {@code spark.task.maxFailures} says is given up, and the others
 * go on.
 */
public final class SparkTrials implements TrialRunner {
    private static final Pattern GIVEN_UP =
            Pattern.compile(
                    "Task \\d+ in stage \\S+ failed \\d+ times, most recent failure:"
                            + " (?:Lost task .*?\\): )?(.*)");

    /** An executor that is ending refuses tasks, four attempts within milliseconds. */
    private static final String REFUSED = "RejectedExecutionException";

    /** Until that executor is gone; a JVM needs a second or two to end. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** Refusals after which a trial is perhaps the reason for them. */
    private static final int MOST_REFUSALS = 3;

    /**
     * Jobs that are submitted at once, at least: enough to ask dynamic allocation for executors,
     * and few enough for Spark, which sorts all of them whenever a task ends.
     */
    private static final int WINDOW = 64;

    private static final long POLL_MILLIS = 100;

    private final JavaSparkContext spark;
    private final Transport<TrialData, byte[]> transport;
    private final ExecutorLosses losses;

    /**
     * Ships the data to the executors; the context is the caller's to stop.
     *
     * @param datasets by {@code data.path}
     * @param trials directory of the trials' results; executors read and write states there
     */
    public SparkTrials(JavaSparkContext spark, Map<String, Dataset> datasets, String trials) {
        this.spark = spark;
        this.transport = Transport.open(spark, new TrialData(datasets, trials));
        this.losses = ExecutorLosses.of(spark);
    }

    @Override
    public void run(List<TrialTask> tasks, Consumer<TrialRecord> ended, BooleanSupplier stop) {
        new Batch(tasks, ended).run(stop);
    }

    @Override
    public void runAlone(List<TrialTask> tasks, Consumer<TrialRecord> ended, BooleanSupplier stop) {
        for (TrialTask task : tasks) run(List.of(task), ended, stop);
    }

    @Override
    public void close() {
        transport.closeForGood();
        losses.close();
    }

    /**
     * Why Spark gave a task up, in one line; empty if it failed in another way. What Kubernetes
     * says of an executor has its exit code in a later line.
     */
    static Optional<String> reason(String failure) {
        Matcher givenUp = GIVEN_UP.matcher(failure);
        if (!givenUp.find()) return Optional.empty();
        return Optional.of(OutOfMemory.line(failure).orElse(givenUp.group(1)));
    }

    /** Trials on their way. */
    private final class Batch {
        private final Deque<TrialTask> waiting;
        private final Consumer<TrialRecord> ended;
        private final Set<TrialJob> running = new HashSet<>();
        private final BlockingQueue<TrialJob> done = new LinkedBlockingQueue<>();
        private final Map<TrialTask, Integer> refusals = new HashMap<>();
        private final int lossesBefore = losses.count();
        private long pauseEnds = System.nanoTime();

        Batch(List<TrialTask> tasks, Consumer<TrialRecord> ended) {
            this.waiting = new ArrayDeque<>(tasks);
            this.ended = ended;
        }

        void run(BooleanSupplier stop) {
            try {
                while (!stop.getAsBoolean() && !(waiting.isEmpty() && running.isEmpty())) {
                    submit();
                    next().ifPresent(job -> end(job));
                }
            } finally {
                running.forEach(TrialJob::cancel);
            }
            while (!running.isEmpty())
                next().filter(job -> job.failure().isEmpty())
                        .ifPresent(job -> ended.accept(job.record()));
        }

        private void submit() {
            int most = Math.max(WINDOW, 2 * SparkWorkers.registered(spark));
            while (!waiting.isEmpty()
                    && running.size() < most
                    && System.nanoTime() - pauseEnds >= 0)
                running.add(new TrialJob(spark, transport, waiting.remove(), done::add));
        }

        private Optional<TrialJob> next() {
            try {
                Optional<TrialJob> job =
                        Optional.ofNullable(done.poll(POLL_MILLIS, TimeUnit.MILLISECONDS));
                job.ifPresent(running::remove);
                return job;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for trials", e);
            }
        }

        private void end(TrialJob job) {
            Optional<Throwable> failure = job.failure();
            if (failure.isEmpty()) ended.accept(job.record());
            else givenUp(job.task, failure.get());
        }

        private void givenUp(TrialTask task, Throwable failure) {
            Optional<String> known = reason(String.valueOf(failure.getMessage()));
            if (known.isEmpty()) throw new IllegalStateException(failure.getMessage(), failure);
            String reason = known.get();
            boolean refused = reason.contains(REFUSED);
            if (refused && refusals.merge(task, 1, Integer::sum) < MOST_REFUSALS) {
                waiting.add(task);
                pauseEnds = System.nanoTime() + PAUSE_NANOS;
            } else ended.accept(TrialRecord.lost(task, why(reason, refused)));
        }

        /** Why executors end stands with them, not with the tasks that they refuse. */
        private String why(String reason, boolean refused) {
            return refused ? losses.memory(lossesBefore).orElse(reason) : reason;
        }
    }
}

package org.sparkqsnn.spark;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.run.config.ExperimentConfig;
import org.sparkqsnn.sweep.TrialRecord;
import org.sparkqsnn.sweep.TrialRun;
import org.sparkqsnn.sweep.TrialRunner;
import org.sparkqsnn.sweep.TrialTask;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.Workers;

/**
 * Runs each trial as {@code train} does, data-parallel on all executors, some trials at once: while
 * one waits for its driver's sums, another computes.
 *
 * <p>Needs {@code spark.scheduler.mode=FAIR}: each thread has a pool, else the first trial would
 * take all slots. The pool is set by the thread that submits, since threads of a pool may inherit
 * another's (SPARK-26914).
 */
public final class SparkTrialJobs implements TrialRunner {
    private static final String POOL = "spark.scheduler.pool";
    private static final long POLL_MILLIS = 100;

    private final JavaSparkContext spark;
    private final Map<String, Dataset> datasets;
    private final TrialFiles files;
    private final int concurrent;

    /**
     * @param datasets by {@code data.path}
     * @param trials directory of the trials' results and states
     * @param concurrent trials that run at once
     */
    public SparkTrialJobs(
            JavaSparkContext spark, Map<String, Dataset> datasets, String trials, int concurrent) {
        this.spark = spark;
        this.datasets = datasets;
        this.files = TrialFiles.at(trials, Session.hadoop(spark.getConf()));
        this.concurrent = concurrent;
    }

    @Override
    public int slots() {
        return concurrent;
    }

    @Override
    public void run(List<TrialTask> tasks, Consumer<TrialRecord> ended, BooleanSupplier stop) {
        Queue<TrialTask> waiting = new ArrayDeque<>(tasks);
        BlockingQueue<TrialRecord> results = new LinkedBlockingQueue<>();
        AtomicInteger running = new AtomicInteger();
        for (int i = 0; i < Math.min(concurrent, tasks.size()); i++) {
            running.incrementAndGet();
            String pool = "trials-" + (i + 1);
            Thread thread =
                    new Thread(
                            () -> {
                                spark.setLocalProperty(POOL, pool);
                                try {
                                    work(waiting, results, stop);
                                } finally {
                                    running.decrementAndGet();
                                }
                            },
                            pool);
            thread.start();
        }
        while (running.get() > 0 || !results.isEmpty()) {
            TrialRecord result = poll(results);
            if (result != null) ended.accept(result);
        }
        if (spark.sc().isStopped())
            throw new IllegalStateException("Spark has stopped; start the sweep again to go on");
    }

    private void work(
            Queue<TrialTask> waiting, BlockingQueue<TrialRecord> results, BooleanSupplier stop) {
        for (TrialTask task = next(waiting); task != null; task = next(waiting)) {
            if (stop.getAsBoolean()) return;
            Dataset dataset = datasets.get(task.trial().config().data().path());
            try {
                TrialRecord result = TrialRun.run(task, dataset, files, this::team, stop);
                // What a dead context lets fail is no failure of the trial.
                if (spark.sc().isStopped()) return;
                results.add(result);
            } catch (CancellationException e) {
                return;
            }
        }
    }

    private Workers team(ExperimentConfig config, TrainingData data) {
        return new SparkWorkers(spark, config, data);
    }

    private static TrialTask next(Queue<TrialTask> waiting) {
        synchronized (waiting) {
            return waiting.poll();
        }
    }

    private static TrialRecord poll(BlockingQueue<TrialRecord> results) {
        try {
            return results.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for trials", e);
        }
    }

    @Override
    public void close() {}
}

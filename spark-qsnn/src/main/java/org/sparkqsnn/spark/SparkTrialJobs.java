package org.sparkqsnn.spark;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.run.OutOfMemory;
import org.sparkqsnn.run.RootCause;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.sweep.trial.TrialRecord;
import org.sparkqsnn.sweep.trial.TrialRun;
import org.sparkqsnn.sweep.trial.TrialRunner;
import org.sparkqsnn.sweep.trial.TrialTask;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.round.Workers;

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
    public void run(List<TrialTask> tasks, Consumer<TrialRecord> ended, BooleanSupplier stop) {
        run(tasks, concurrent, ended, stop);
    }

    @Override
    public void runAlone(List<TrialTask> tasks, Consumer<TrialRecord> ended, BooleanSupplier stop) {
        run(tasks, 1, ended, stop);
    }

    private void run(
            List<TrialTask> tasks, int most, Consumer<TrialRecord> ended, BooleanSupplier stop) {
        AtomicInteger pools = new AtomicInteger();
        ExecutorService threads =
                Executors.newFixedThreadPool(
                        Math.min(most, tasks.size()),
                        work -> new Thread(work, "trials-" + pools.incrementAndGet()));
        CompletionService<Optional<TrialRecord>> trials = new ExecutorCompletionService<>(threads);
        try {
            for (TrialTask task : tasks) trials.submit(() -> train(task, stop));
            for (int i = 0; i < tasks.size(); i++) trials.take().get().ifPresent(ended);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().toString(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for trials", e);
        } finally {
            List<Runnable> unused = threads.shutdownNow();
        }
        if (spark.sc().isStopped())
            throw new IllegalStateException("Spark has stopped; start the sweep again to go on");
    }

    /** Empty if it was stopped. */
    private Optional<TrialRecord> train(TrialTask task, BooleanSupplier stop) {
        if (stop.getAsBoolean()) return Optional.empty();
        spark.setLocalProperty(POOL, Thread.currentThread().getName());
        Dataset dataset = datasets.get(task.trial().config().data().path());
        try {
            TrialRecord result = TrialRun.run(task, dataset, files, this::team, stop);
            // What a dead context lets fail is no failure of the trial.
            return spark.sc().isStopped() ? Optional.empty() : Optional.of(result);
        } catch (CancellationException e) {
            return Optional.empty();
        } catch (Exception e) { // Scala throws checked ones, too
            if (spark.sc().isStopped()) return Optional.empty();
            return Optional.of(givenUp(task, e));
        }
    }

    /** Spark gave up one of its jobs: for its executors, or for what a task of it threw. */
    private static TrialRecord givenUp(TrialTask task, Exception e) {
        if (OutOfMemory.isCause(e)) return TrialRecord.outOfMemory(task);
        String all = RootCause.of(e).toString();
        String reason = all.lines().findFirst().orElse(all);
        return ExecutorLosses.isSequel(e)
                ? TrialRecord.lost(task, reason)
                : TrialRecord.broken(task, reason);
    }

    private Workers team(ExperimentConfig config, TrainingData data) {
        return new SparkWorkers(spark, config, data);
    }

    @Override
    public void close() {}
}

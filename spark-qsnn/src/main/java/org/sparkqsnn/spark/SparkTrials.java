package org.sparkqsnn.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.sweep.TrialRecord;
import org.sparkqsnn.sweep.TrialRun;
import org.sparkqsnn.sweep.TrialRunner;
import org.sparkqsnn.sweep.TrialTask;
import org.sparkqsnn.training.CallerWorkers;
import scala.Function1;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * Runs each trial as one task of one job: a task costs milliseconds, a job for each trial 0.1 s and
 * more, and no core waits for another. Results are handed over as tasks end. A trial whose
 * executors die as often as {@code spark.task.maxFailures} says has failed; the others go on.
 */
public final class SparkTrials implements TrialRunner {
    private static final Pattern CULPRIT =
            Pattern.compile(
                    "Task (\\d+) in stage \\S+ failed \\d+ times, most recent failure: (.*)");
    private static final long POLL_MILLIS = 100;

    private final JavaSparkContext spark;
    private final Exchange<TrialData, TrialRecord> exchange;

    /**
     * Ships the data to the executors; the context is the caller's to stop.
     *
     * @param datasets by {@code data.path}
     * @param trials directory of the trials' results; executors read and write states there
     */
    public SparkTrials(JavaSparkContext spark, Map<String, Dataset> datasets, String trials) {
        this.spark = spark;
        this.exchange = Exchange.open(spark, new TrialData(datasets, trials));
    }

    @Override
    public void run(List<TrialTask> tasks, Consumer<TrialRecord> ended, BooleanSupplier stop) {
        Map<String, TrialTask> left = new HashMap<>();
        for (TrialTask task : tasks) left.put(task.trial().id(), task);
        while (!left.isEmpty() && !stop.getAsBoolean()) {
            List<TrialTask> job =
                    tasks.stream().filter(task -> left.containsKey(task.trial().id())).toList();
            Consumer<TrialRecord> known =
                    record -> {
                        left.remove(record.id());
                        ended.accept(record);
                    };
            runJob(job, known, stop).ifPresent(known);
        }
    }

    /**
     * Runs a job to its end; the result, if there is one, is the failure of the trial that ended
     * it.
     */
    private Optional<TrialRecord> runJob(
            List<TrialTask> tasks, Consumer<TrialRecord> ended, BooleanSupplier stop) {
        BlockingQueue<Object> receipts = new LinkedBlockingQueue<>();
        SimpleFutureAction<Object> job = submit(tasks, receipts);
        boolean stopped = false;
        while (!job.isCompleted() || !receipts.isEmpty()) {
            Object receipt = poll(receipts);
            if (receipt != null) ended.accept(exchange.receive(receipt));
            if (!stopped && stop.getAsBoolean()) {
                stopped = true;
                job.cancel();
            }
        }
        if (stopped || job.value().get().isSuccess()) return Optional.empty();
        Throwable cause = job.value().get().failed().get();
        Matcher culprit = CULPRIT.matcher(String.valueOf(cause.getMessage()));
        if (!culprit.find()) throw new IllegalStateException(cause.getMessage(), cause);
        TrialTask task = tasks.get(Integer.parseInt(culprit.group(1)));
        return Optional.of(TrialRecord.lost(task, culprit.group(2)));
    }

    private SimpleFutureAction<Object> submit(
            List<TrialTask> tasks, BlockingQueue<Object> receipts) {
        try (JobLabel label = new JobLabel(spark.sc())) {
            label.put("sweep", "sweep, " + tasks.size() + " trials");
            List<Object> all = new ArrayList<>(IntStream.range(0, tasks.size()).boxed().toList());
            return spark.sc()
                    .submitJob(
                            spark.parallelize(tasks, tasks.size()).rdd(),
                            new Train(exchange),
                            CollectionConverters.asScala(all).toSeq(),
                            (index, receipt) -> {
                                receipts.add(receipt);
                                return BoxedUnit.UNIT;
                            },
                            () -> BoxedUnit.UNIT);
        }
    }

    private static Object poll(BlockingQueue<Object> receipts) {
        try {
            return receipts.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for trials", e);
        }
    }

    @Override
    public void close() {
        exchange.closeForGood();
    }

    private record Train(Exchange<TrialData, TrialRecord> exchange)
            implements Function1<Iterator<TrialTask>, Object>, Serializable {
        @Override
        public Object apply(Iterator<TrialTask> tasks) {
            TrialTask task = tasks.next();
            TrialData data = exchange.take();
            TrialFiles files = TrialFiles.at(data.trials(), Session.hadoop(SparkEnv.get().conf()));
            Dataset dataset = data.of(task.trial().config());
            // A task that is killed ends at its next round.
            BooleanSupplier killed = TaskContext.get()::isInterrupted;
            return exchange.give(TrialRun.run(task, dataset, files, CallerWorkers::new, killed));
        }
    }
}

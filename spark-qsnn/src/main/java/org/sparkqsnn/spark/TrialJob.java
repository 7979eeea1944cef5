package org.sparkqsnn.spark;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.spark.wire.Transport;
import org.sparkqsnn.spark.wire.TrialData;
import org.sparkqsnn.spark.wire.TrialWire;
import org.sparkqsnn.sweep.trial.TrialRecord;
import org.sparkqsnn.sweep.trial.TrialRun;
import org.sparkqsnn.sweep.trial.TrialTask;
import org.sparkqsnn.training.CallerWorkers;
import scala.Function1;
import scala.collection.Iterator;
import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/** A trial as a job of one task, so that Spark's giving it up ends no other. */
final class TrialJob {
    private static final ExecutionContext CALLER = ExecutionContext.fromExecutor(Runnable::run);

    final TrialTask task;
    private final Transport<TrialData, byte[]> transport;
    private final SimpleFutureAction<Object> action;

    /**
     * Submits the job.
     *
     * @param ended told when it has ended, on a thread of Spark's
     */
    TrialJob(
            JavaSparkContext spark,
            Transport<TrialData, byte[]> transport,
            TrialTask task,
            Consumer<TrialJob> ended) {
        this.task = task;
        this.transport = transport;
        this.action = submit(spark);
        action.onComplete(
                result -> {
                    ended.accept(this);
                    return BoxedUnit.UNIT;
                },
                CALLER);
    }

    private SimpleFutureAction<Object> submit(JavaSparkContext spark) {
        AtomicReference<Object> receipt = new AtomicReference<>();
        try (JobLabel label = new JobLabel(spark.sc())) {
            String id = task.trial().id().substring(0, 12);
            label.put("sweep", "config " + task.trial().candidate() + ", trial " + id);
            return spark.sc()
                    .submitJob(
                            spark.parallelize(List.of(TrialWire.bytes(task)), 1).rdd(),
                            new Train(transport),
                            CollectionConverters.asScala(List.<Object>of(0)).toSeq(),
                            (index, given) -> {
                                receipt.set(given);
                                return BoxedUnit.UNIT;
                            },
                            receipt::get);
        }
    }

    void cancel() {
        action.cancel();
    }

    /** Why Spark gave it up; empty if it did not. Asked after the end, as is the record. */
    Optional<Throwable> failure() {
        return action.value().get().isSuccess()
                ? Optional.empty()
                : Optional.of(action.value().get().failed().get());
    }

    TrialRecord record() {
        byte[] json = transport.receive(action.value().get().get());
        return TrialRecord.read(json, "result of a trial");
    }

    private record Train(Transport<TrialData, byte[]> transport)
            implements Function1<Iterator<byte[]>, Object>, Serializable {
        @Override
        public Object apply(Iterator<byte[]> tasks) {
            return transport.give(train(TrialWire.task(tasks.next())).json());
        }

        private TrialRecord train(TrialTask task) {
            // A task that is killed ends at its next round.
            BooleanSupplier killed = TaskContext.get()::isInterrupted;
            try {
                TrialData data = transport.take();
                TrialFiles files =
                        TrialFiles.at(data.trials(), Session.hadoop(SparkEnv.get().conf()));
                Dataset dataset = data.of(task.trial().config());
                return TrialRun.run(task, dataset, files, CallerWorkers::new, killed);
            } catch (BadInput e) {
                return TrialRecord.refused(task, e);
            } catch (OutOfMemoryError e) {
                return TrialRecord.outOfMemory(task);
            }
        }
    }
}

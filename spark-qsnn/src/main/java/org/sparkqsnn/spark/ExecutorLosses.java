package org.sparkqsnn.spark;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.sparkqsnn.run.OutOfMemory;

/**
 * What befell executors. The failure of a job tells only of a task's last attempt, and that may be
 * one that an executor refused because it was ending already, without the reason why.
 */
public final class ExecutorLosses extends SparkListener implements AutoCloseable {
    /** What Spark says of a job that ends because its executors did. */
    private static final Pattern SEQUEL =
            Pattern.compile("RejectedExecutionException|ExecutorLostFailure|was shut down");

    /** An executor's exit code comes to the driver after its tasks' failures. */
    private static final long PATIENCE_MILLIS = 10_000;

    private static final long POLL_MILLIS = 100;

    private final List<String> reasons = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> cores = new ConcurrentHashMap<>();
    private final IntSupplier slotsNow;
    private final Consumer<ExecutorLosses> leave;
    private volatile int most;

    /**
     * @param slotsNow tasks that can run at once; 0 once the context has stopped
     * @param leave takes this listener off its context
     */
    ExecutorLosses(IntSupplier slotsNow, Consumer<ExecutorLosses> leave) {
        this.slotsNow = slotsNow;
        this.leave = leave;
    }

    /** Those of a context from now on, until it is closed. */
    public static ExecutorLosses of(JavaSparkContext spark) {
        ExecutorLosses losses =
                new ExecutorLosses(
                        () -> spark.sc().isStopped() ? 0 : SparkWorkers.registered(spark),
                        spark.sc()::removeSparkListener);
        spark.sc().addSparkListener(losses);
        return losses;
    }

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded event) {
        cores.put(event.executorId(), event.executorInfo().totalCores());
        most = slots();
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
        String reason = event.reason();
        reasons.add(OutOfMemory.line(reason).orElse(reason));
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
        if (!(event.reason() instanceof TaskFailedReason failure)) return;
        OutOfMemory.line(failure.toErrorString()).ifPresent(reasons::add);
    }

    @Override
    public void close() {
        leave.accept(this);
    }

    /** How many there were; to be given to {@link #memory(int)} later. */
    int count() {
        return reasons.size();
    }

    /** The last one for want of memory, if there is one, since {@code count} were known. */
    Optional<String> memory(int count) {
        return reasons.stream().skip(count).filter(OutOfMemory::isIn).reduce((a, b) -> b);
    }

    /** Whether a failure may come of lost executors. */
    public static boolean isSequel(Throwable e) {
        return SEQUEL.matcher(e.toString()).find();
    }

    /** The last one for want of memory, if one becomes known in the next seconds. */
    public Optional<String> awaitMemory() {
        try {
            for (long left = PATIENCE_MILLIS; left > 0 && memory(0).isEmpty(); left -= POLL_MILLIS)
                Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return memory(0);
    }

    /** Most tasks that could run at once, as far as is known. */
    public int slots() {
        return Math.max(most, slotsNow.getAsInt());
    }

    /** Most cores that an executor had; 0 if none has come. */
    public int cores() {
        return cores.values().stream().mapToInt(count -> count).max().orElse(0);
    }
}

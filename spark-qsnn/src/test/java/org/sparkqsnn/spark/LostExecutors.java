package org.sparkqsnn.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** Executors that one context has lost, whatever happens to others of this JVM. */
final class LostExecutors extends SparkListener {
    private static final long PATIENCE_MILLIS = 60_000;

    private final Map<String, String> reasons = new ConcurrentHashMap<>();

    private LostExecutors() {}

    /** From now on. */
    static LostExecutors of(JavaSparkContext spark) {
        LostExecutors lost = new LostExecutors();
        spark.sc().addSparkListener(lost);
        return lost;
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
        reasons.put(event.executorId(), event.reason());
    }

    /** Reasons by id. */
    Map<String, String> reasons() {
        return Map.copyOf(reasons);
    }

    /** Whether this executor is lost, within a minute. */
    boolean await(String id) throws InterruptedException {
        return await(() -> reasons.containsKey(id));
    }

    /** Whether one is lost for this reason, within a minute. */
    boolean awaitReason(String reason) throws InterruptedException {
        return await(() -> reasons.containsValue(reason));
    }

    private static boolean await(BooleanSupplier known) throws InterruptedException {
        for (long left = PATIENCE_MILLIS; left > 0 && !known.getAsBoolean(); left -= 100)
            Thread.sleep(100);
        return known.getAsBoolean();
    }
}

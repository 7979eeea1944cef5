package org.sparkqsnn.spark;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.sparkqsnn.experiment.ExperimentConfig;

/**
 * The JVMs of a session as they are, asked by one small job.
 *
 * @param driver facts of the driver
 * @param executors facts of each executor, by id; in local mode of the driver alone
 * @param registered executors that were registered with the driver
 * @param slots tasks that run at once
 * @param beginMillis driver's clock before the executors read theirs
 * @param endMillis driver's clock after that
 */
public record Survey(
        JvmFacts driver,
        List<JvmFacts> executors,
        int registered,
        int slots,
        long beginMillis,
        long endMillis) {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /**
     * Once no new executor has come for as long as this, no more are expected. With 3 s, the second
     * of two came too late on a busy machine.
     */
    private static final Duration QUIET = Duration.ofSeconds(6);

    /** Jobs until every executor had a task; the first one is enough as a rule. */
    private static final int JOBS = 5;

    /**
     * Waits for the executors that were asked for, then asks each.
     *
     * @param config of the run whose fingerprints are asked for
     * @param patience longest wait
     */
    public static Survey of(
            JavaSparkContext spark,
            ExperimentConfig config,
            RequestedResources asked,
            Duration patience) {
        if (!spark.isLocal()) await(spark, asked, patience);
        int slots = SparkWorkers.registered(spark);
        int registered = registered(spark);
        JvmFacts driver = JvmFacts.here(config);
        if (slots == 0) return new Survey(driver, List.of(), registered, 0, 0, 0);
        Map<String, JvmFacts> found = new TreeMap<>();
        long begin = 0;
        // Twice at least: the first job loads classes for a second or two, which would hide a
        // clock that is off by as much.
        for (int job = 0; job < 2 || job < JOBS && found.size() < registered; job++) {
            begin = System.currentTimeMillis();
            for (JvmFacts facts : ask(spark, config, slots)) found.put(facts.executor(), facts);
        }
        return new Survey(
                driver,
                List.copyOf(found.values()),
                registered,
                slots,
                begin,
                System.currentTimeMillis());
    }

    /**
     * By how much an executor's clock is ahead of the driver's, at least; 0 if it may be right. The
     * executor read it at some time between two readings of the driver's.
     */
    public long aheadMillis(JvmFacts executor) {
        long clock = executor.clockMillis();
        if (clock > endMillis) return clock - endMillis;
        return Math.min(0, clock - beginMillis);
    }

    /** A task on every slot: free executors are given tasks in turns. */
    private static List<JvmFacts> ask(JavaSparkContext spark, ExperimentConfig config, int slots) {
        List<Integer> parts = IntStream.range(0, slots).boxed().toList();
        return Tasks.run(spark, parts, slots, new Ask(config)).stream()
                .map(JvmFacts.class::cast)
                .toList();
    }

    private static void await(JavaSparkContext spark, RequestedResources asked, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        long changed = System.nanoTime();
        int before = 0;
        while (System.nanoTime() < end && !spark.sc().isStopped()) {
            int now =
                    asked.unit() == RequestedResources.Unit.CORES
                            ? cores(spark)
                            : registered(spark);
            if (now != before) changed = System.nanoTime();
            before = now;
            if (asked.count() > 0 && now >= asked.count()) return;
            boolean quiet = System.nanoTime() - changed > QUIET.toNanos();
            if (asked.count() == 0 && now > 0 && quiet) return;
            sleep();
        }
    }

    /** Cores of the executors, as far as tasks can use them. */
    private static int cores(JavaSparkContext spark) {
        return SparkWorkers.registered(spark) * spark.getConf().getInt("spark.task.cpus", 1);
    }

    private static int registered(JavaSparkContext spark) {
        return spark.isLocal() ? 1 : spark.sc().getExecutorIds().size();
    }

    private static void sleep() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for executors", e);
        }
    }

    private record Ask(ExperimentConfig config) implements Function<Integer, Object> {
        @Override
        public Object call(Integer part) {
            return JvmFacts.here(config);
        }
    }
}

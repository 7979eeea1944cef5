package org.sparkqsnn.doctor;

import java.util.List;
import org.sparkqsnn.spark.Settings;

/** Settings of how Spark gives out tasks, and of what it does beside them. */
public record SchedulingChecks(Settings settings) {
    private static final String DYNAMIC = "spark.dynamicAllocation.";

    public List<Finding> all() {
        return List.of(taskCpus(), speculation(), dynamicAllocation(), committer());
    }

    /** A task computes on one thread, BLAS included. */
    Finding taskCpus() {
        String key = "spark.task.cpus";
        int cpus = settings.whole(key, 1);
        if (cpus == 1) return Finding.ok(key, "1", "a task is one thread");
        return Finding.advice(
                key,
                Integer.toString(cpus),
                "a task is one thread, so "
                        + (cpus - 1)
                        + " of "
                        + cpus
                        + " cores would stand idle",
                key + "=1");
    }

    /** SameBitsIT speculates. */
    Finding speculation() {
        String key = "spark.speculation";
        String value = Boolean.toString(settings.flag(key, false));
        return Finding.ok(
                key, value, "tasks are pure functions: a second copy of one changes no bits");
    }

    /**
     * Shuffle tracking matters to Spark's start only: a round has no shuffle. Tasks wait because
     * {@link org.sparkqsnn.spark.SparkWorkers} cuts such rounds for twice the slots.
     */
    Finding dynamicAllocation() {
        String key = DYNAMIC + "enabled";
        if (!settings.flag(key, false))
            return Finding.ok(key, "false", "the executors stay as they are");
        if (!mayShuffle()) {
            return Finding.problem(
                    key,
                    "true",
                    "Spark does not start without a shuffle service or shuffle tracking",
                    DYNAMIC + "shuffleTracking.enabled=true");
        }
        String backlog = DYNAMIC + "schedulerBacklogTimeout";
        return Finding.ok(
                key,
                "true",
                "Spark adds executors while a round's tasks wait for "
                        + settings.text(backlog, "1s")
                        + " ("
                        + backlog
                        + ")");
    }

    private boolean mayShuffle() {
        boolean decommission =
                settings.flag("spark.decommission.enabled", false)
                        && settings.flag("spark.storage.decommission.shuffleBlocks.enabled", true);
        return settings.flag("spark.shuffle.service.enabled", false)
                || settings.flag(DYNAMIC + "shuffleTracking.enabled", true)
                || decommission;
    }

    /**
     * Training writes from the driver alone, without a committer; {@code prepare} writes Parquet.
     */
    Finding committer() {
        String key = "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version";
        String value = settings.text(key, "1");
        if (value.equals("1"))
            return Finding.ok(key, value, "training uses none: its driver alone writes");
        return Finding.advice(
                key,
                value,
                "training uses none, but a task that writes Parquet twice under version 2 can leave"
                        + " doubled rows (SPARK-33019)",
                key + "=1");
    }
}

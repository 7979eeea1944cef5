package org.sparkqsnn.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of a cluster the settings ask for, where they say. In local mode, and on a standalone
 * cluster whose cores are all taken, they do not.
 *
 * @param setting that says it; empty if none does
 * @param count executors, or cores
 * @param unit what is counted
 */
public record RequestedResources(String setting, int count, Unit unit) {
    private static final Pattern LOCAL_CLUSTER = Pattern.compile("local-cluster\\[\\s*(\\d+).*");

    /** What a setting counts. */
    public enum Unit {
        EXECUTORS,
        CORES
    }

    public static RequestedResources of(Settings settings) {
        String master = settings.master();
        Matcher localCluster = LOCAL_CLUSTER.matcher(master);
        if (localCluster.matches())
            return new RequestedResources(
                    "spark.master", Integer.parseInt(localCluster.group(1)), Unit.EXECUTORS);
        if (settings.isLocal()) return NOTHING;
        if (settings.flag("spark.dynamicAllocation.enabled", false))
            return executors(settings, "spark.dynamicAllocation.minExecutors", 0);
        if (!master.startsWith("spark:"))
            return executors(settings, "spark.executor.instances", 2); // Spark's default
        int cores = settings.whole("spark.cores.max", 0);
        return cores == 0 ? NOTHING : new RequestedResources("spark.cores.max", cores, Unit.CORES);
    }

    private static final RequestedResources NOTHING = new RequestedResources("", 0, Unit.EXECUTORS);

    private static RequestedResources executors(Settings settings, String key, int fallback) {
        int count = settings.whole(key, fallback);
        return count == 0 ? NOTHING : new RequestedResources(key, count, Unit.EXECUTORS);
    }
}

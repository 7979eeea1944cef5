package org.sparkqsnn.spark;

import java.util.List;
import org.apache.spark.SparkContext;

/**
 * What the Spark UI calls the jobs of this thread, until it is closed; then all is as before. A job
 * group of the caller's stays, so that cancelling it stops a fit.
 */
final class JobLabel implements AutoCloseable {
    private static final String GROUP = "spark.jobGroup.id";
    private static final List<String> KEYS =
            List.of(GROUP, "spark.job.description", "spark.job.interruptOnCancel");

    private final SparkContext spark;
    private final String[] before = new String[KEYS.size()];

    JobLabel(SparkContext spark) {
        this.spark = spark;
        for (int i = 0; i < before.length; i++) before[i] = spark.getLocalProperty(KEYS.get(i));
    }

    void put(String group, String description) {
        if (before[0] == null) spark.setJobGroup(group, description, false);
        else spark.setJobDescription(description);
    }

    @Override
    public void close() {
        for (int i = 0; i < before.length; i++) spark.setLocalProperty(KEYS.get(i), before[i]);
    }
}

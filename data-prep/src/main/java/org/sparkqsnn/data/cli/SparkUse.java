package org.sparkqsnn.data.cli;

import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/** The Spark session that is there, or one of our own for as long as it is needed. */
final class SparkUse {
    private SparkUse() {}

    /** With the {@code spark.*} settings of spark-submit. */
    static <T> T with(String name, Function<SparkSession, T> work) {
        boolean ours =
                SparkSession.getActiveSession().isEmpty()
                        && SparkSession.getDefaultSession().isEmpty();
        String master = System.getProperty("spark.master", "local[*]");
        SparkSession spark = SparkSession.builder().appName(name).master(master).getOrCreate();
        JobProgress progress = new JobProgress();
        spark.sparkContext().addSparkListener(progress);
        try {
            return work.apply(spark);
        } finally {
            spark.sparkContext().removeSparkListener(progress);
            if (ours) spark.stop();
        }
    }
}

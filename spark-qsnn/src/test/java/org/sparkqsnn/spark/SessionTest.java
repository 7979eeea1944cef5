package org.sparkqsnn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";

    @Test
    void settingsOfTheUser_win() {
        assertEquals("7", with("spark.ui.retainedJobs", "7").get("spark.ui.retainedJobs"));
        assertEquals("200", Session.conf("test").get("spark.ui.retainedJobs"));
    }

    @Test
    void ours_areSet() {
        SparkConf conf = Session.conf("test");
        assertTrue(conf.getBoolean("spark.kryo.registrationRequired", false));
        assertEquals("1", conf.get("spark.executorEnv.OMP_NUM_THREADS"));
        assertEquals(VECTORS + " -XX:+UseG1GC", executorOptions(conf));
    }

    @Test
    void executorOptionsOfTheUser_comeAfterOurs() {
        assertEquals(
                VECTORS + " -XX:+UseG1GC -Xss4m",
                executorOptions(with("spark.executor.extraJavaOptions", "-Xss4m")));
    }

    @Test
    void collectorOfTheUser_isTheOnlyOne() {
        String parallel = "-XX:+UseParallelGC";
        assertEquals(
                VECTORS + " " + parallel,
                executorOptions(with("spark.executor.extraJavaOptions", parallel)));
        assertEquals(VECTORS, executorOptions(with("spark.executor.defaultJavaOptions", parallel)));
    }

    private static String executorOptions(SparkConf conf) {
        return conf.get("spark.executor.extraJavaOptions");
    }

    private static SparkConf with(String key, String value) {
        System.setProperty(key, value);
        try {
            return Session.conf("test");
        } finally {
            System.clearProperty(key);
        }
    }
}

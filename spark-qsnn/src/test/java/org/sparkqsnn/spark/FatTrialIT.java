package org.sparkqsnn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.sweep.SmallSweep;
import org.sparkqsnn.sweep.Sweep;
import org.sparkqsnn.sweep.SweepListener;
import org.sparkqsnn.sweep.SweepPlan;
import org.sparkqsnn.sweep.table.Row;
import org.sparkqsnn.sweep.trial.TrialRunner;
import org.sparkqsnn.training.Small;

/** A trial that no executor has room for, and innocent ones in the same JVM. */
@Timeout(900)
class FatTrialIT {
    /** 784-60000-10: 381 MB of parameters, of which training needs several copies. */
    private static final String FAT = "[60000]";

    private static final String SIX = "[8], [9], [10], [11], [12], [13]";
    private static final String SEVEN = SIX + ", " + FAT;

    private static final String HEAP = "600m";

    @TempDir private Path folder;
    private Map<String, String> innocents;

    @BeforeEach
    void undisturbed() {
        innocents = sweep("alone", local(), SIX);
        assertEquals(6, innocents.size());
    }

    @Test
    void inLocalMode_itIsARow_andTheOthersAreAsWithoutIt() {
        requireSameInnocents(sweep("local", local(), SEVEN));
    }

    /** The error is thrown in the trial's own thread, or in the innocent one's. */
    @Test
    void inAnExecutor_itIsARow_andTheOthersAreAsWithoutIt() {
        requireSameInnocents(sweep("here", cluster(), SEVEN));
    }

    /** As Spark sets it on YARN: the executor dies, with the innocent trial beside the fat one. */
    @Test
    void executorThatDiesOfIt_costsNoInnocentTrial() throws InterruptedException {
        SparkConf conf =
                cluster()
                        .set(
                                "spark.executor.extraJavaOptions",
                                "-XX:OnOutOfMemoryError='kill -9 %p'")
                        .set("spark.task.maxFailures", "2");
        try (JavaSparkContext spark = Session.open(conf)) {
            LostExecutors lost = LostExecutors.of(spark);
            requireSameInnocents(sweep("died", spark, SEVEN));
            boolean died = lost.awaitReason("Command exited with code 137");
            assertTrue(died, "nobody died: the test did not test " + lost.reasons());
        }
    }

    /** Trials as jobs on all executors: one whose executors die does not end the sweep. */
    @Test
    void inJobs_itIsARow_andTheOthersAreAsWithoutIt() {
        SparkConf conf =
                cluster().set("spark.scheduler.mode", "FAIR").set("spark.task.maxFailures", "2");
        TrialFiles files = TrialFiles.at(uri("jobs"), new Configuration());
        try (JavaSparkContext spark = Session.open(conf);
                TrialRunner runner =
                        new SparkTrialJobs(spark, Map.of("", Small.dataset()), uri("jobs"), 2)) {
            requireSameInnocents(table(files, runner, SEVEN));
        }
    }

    private void requireSameInnocents(Map<String, String> table) {
        List<String> fat = new ArrayList<>();
        for (Map.Entry<String, String> row : table.entrySet()) {
            String undisturbed = innocents.get(row.getKey());
            if (undisturbed == null) fat.add(row.getValue());
            else assertEquals(undisturbed, row.getValue());
        }
        assertEquals(innocents.size() + 1, table.size());
        assertEquals(1, fat.size(), fat.toString());
        assertTrue(fat.get(0).contains("\"failure\":\"memory: "), fat.get(0));
    }

    private Map<String, String> sweep(String name, SparkConf conf, String hidden) {
        try (JavaSparkContext spark = Session.open(conf)) {
            return sweep(name, spark, hidden);
        }
    }

    private Map<String, String> sweep(String name, JavaSparkContext spark, String hidden) {
        TrialFiles files = TrialFiles.at(uri(name), new Configuration());
        try (TrialRunner runner = new SparkTrials(spark, Map.of("", Small.dataset()), uri(name))) {
            return table(files, runner, hidden);
        }
    }

    /** Everything about the rows but their numbers in the sweep and their seconds, by trial. */
    private static Map<String, String> table(TrialFiles files, TrialRunner runner, String hidden) {
        Sweep sweep = new Sweep(plan(hidden), files, true, runner, new SweepListener() {});
        assertEquals(Sweep.End.DONE, sweep.run(() -> false));
        Map<String, String> table = new TreeMap<>();
        for (Row row : sweep.rows()) {
            ObjectNode json = row.json();
            json.remove(List.of("seconds", "config"));
            table.put(row.trial(), json.toString());
        }
        return table;
    }

    private String uri(String name) {
        return folder.resolve(name).toString();
    }

    private static SweepPlan plan(String hidden) {
        return SmallSweep.plan("sweep.seeds=1", "axes.model.hidden=[" + hidden + "]");
    }

    private static SparkConf local() {
        return Session.conf("test").setMaster("local[2]");
    }

    private static SparkConf cluster() {
        return Session.conf("test")
                .setMaster("local-cluster[1,2,1024]")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.executor.memory", HEAP)
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    }
}

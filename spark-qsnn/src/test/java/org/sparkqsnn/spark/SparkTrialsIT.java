package org.sparkqsnn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.sweep.SmallSweep;
import org.sparkqsnn.sweep.Sweep;
import org.sparkqsnn.sweep.SweepListener;
import org.sparkqsnn.sweep.SweepPlan;
import org.sparkqsnn.sweep.search.Candidate;
import org.sparkqsnn.sweep.table.Row;
import org.sparkqsnn.sweep.trial.TrialRecord;
import org.sparkqsnn.sweep.trial.TrialRunner;
import org.sparkqsnn.sweep.trial.TrialTask;
import org.sparkqsnn.training.Small;

/** The same sweep on threads of one JVM, on executors in JVMs of their own, and as jobs. */
@Timeout(900)
class SparkTrialsIT {
    private static final List<String> SWEEP =
            List.of(
                    "axes.optimiser.learningRate=[1e-4, 1e-3, 1e-2, 1e38]",
                    "optimiser.kind=sgd",
                    "optimiser.clipNorm=0",
                    "sweep.seeds=3",
                    "sweep.schedule=halving",
                    "sweep.eta=2",
                    "training.epochs=3");

    @TempDir private Path folder;

    @Test
    void tasksAndJobs_hereAndThere_giveTheSameTable() {
        Map<String, String> expected = sweep("one", local("local[1]"), this::tasks);
        assertEquals(12, expected.size());
        assertTrue(expected.containsValue("failed"), expected.toString());
        assertEquals(expected, sweep("two", local("local[2]"), this::tasks));
        assertEquals(expected, sweep("cluster", cluster(), this::tasks));
        SparkConf fair = cluster().set("spark.scheduler.mode", "FAIR");
        assertEquals(expected, sweep("jobs", fair, this::jobs));
    }

    @Test
    void lostExecutor_costsNoTrial() throws InterruptedException {
        Map<String, String> expected = sweep("whole", local("local[2]"), this::tasks);
        try (JavaSparkContext spark = Session.open(cluster())) {
            Killer killer = new Killer(spark);
            assertEquals(expected, sweep("killed", spark, this::tasks, killer));
            assertTrue(killer.hasKilled(), "nothing was killed: the test did not test");
        }
    }

    /** A file system that only the driver knows. */
    @Test
    void trialThatFailsItsTask_isARow_andTheOthersGoOn() {
        List<TrialRecord> ended = new ArrayList<>();
        try (JavaSparkContext spark = Session.open(local("local[2]"));
                TrialRunner runner =
                        new SparkTrials(spark, Map.of("", Small.dataset()), "none:///trials")) {
            runner.run(tasks().subList(0, 2), ended::add, () -> false);
        }
        assertEquals(2, ended.size());
        for (TrialRecord record : ended) {
            assertTrue(record.failure().contains("cannot use none:///trials"), record.failure());
            assertEquals(1, record.failure().lines().count());
        }
    }

    /** Only Kryo has writers for our records; Java's serializer needs them to be Serializable. */
    @Test
    void javaSerializer_givesTheSameTable() {
        String key = "spark.serializer";
        String java = "org.apache.spark.serializer.JavaSerializer";
        Map<String, String> expected = sweep("kryo", local("local[2]"), this::tasks);
        assertEquals(expected, sweep("java", local("local[2]").set(key, java), this::tasks));
        assertEquals(expected, sweep("there", cluster().set(key, java), this::tasks));
        SparkConf fair = cluster().set("spark.scheduler.mode", "FAIR").set(key, java);
        assertEquals(expected, sweep("java-jobs", fair, this::jobs));
    }

    @Test
    void stop_endsTheJob_andKeepsWhatHasEnded() {
        List<TrialRecord> ended = new ArrayList<>();
        try (JavaSparkContext spark = Session.open(local("local[2]"));
                TrialRunner runner = tasks(spark, uri("stopped"))) {
            runner.run(tasks(), ended::add, () -> ended.size() >= 3);
        }
        assertTrue(ended.size() >= 3 && ended.size() < 12, "" + ended.size());
    }

    /** Kills an executor of its own context after the fifth trial. */
    private static final class Killer implements SweepListener {
        private final LostExecutors lost;
        private final String executor;
        private final long process;
        private int trials;

        Killer(JavaSparkContext spark) {
            this.lost = LostExecutors.of(spark);
            Object answer = Tasks.run(spark, List.of(0), 1, new WhoAmI()).get(0);
            String[] parts = ((String) answer).split(" ");
            this.executor = parts[0];
            this.process = Long.parseLong(parts[1]);
        }

        boolean hasKilled() throws InterruptedException {
            return lost.await(executor);
        }

        @Override
        public void ended(Candidate candidate, TrialRecord record) {
            if (++trials != 5) return;
            assertEquals(Map.of(), lost.reasons());
            assertTrue(ProcessHandle.of(process).orElseThrow().destroyForcibly());
        }
    }

    /** The executor of a task, and the process that it is. */
    private record WhoAmI() implements Function<Integer, Object> {
        @Override
        public Object call(Integer part) {
            return SparkEnv.get().executorId() + " " + ProcessHandle.current().pid();
        }
    }

    /** Sha256 of each trial's weights by its id, or its status if there are none. */
    private Map<String, String> sweep(
            String name, SparkConf conf, BiFunction<JavaSparkContext, String, TrialRunner> maker) {
        try (JavaSparkContext spark = Session.open(conf)) {
            return sweep(name, spark, maker, new SweepListener() {});
        }
    }

    private Map<String, String> sweep(
            String name,
            JavaSparkContext spark,
            BiFunction<JavaSparkContext, String, TrialRunner> maker,
            SweepListener listener) {
        TrialFiles files = TrialFiles.at(uri(name), new Configuration());
        try (TrialRunner runner = maker.apply(spark, uri(name))) {
            Sweep sweep = new Sweep(plan(), files, true, runner, listener);
            assertEquals(Sweep.End.DONE, sweep.run(() -> false));
            Map<String, String> table = new TreeMap<>();
            for (Row row : sweep.rows()) {
                String sha256 = row.paramsSha256();
                table.put(row.trial(), sha256.isEmpty() ? "failed" : sha256);
            }
            return table;
        }
    }

    private TrialRunner tasks(JavaSparkContext spark, String trials) {
        return new SparkTrials(spark, Map.of("", Small.dataset()), trials);
    }

    private TrialRunner jobs(JavaSparkContext spark, String trials) {
        return new SparkTrialJobs(spark, Map.of("", Small.dataset()), trials, 3);
    }

    private String uri(String name) {
        return folder.resolve(name).toString();
    }

    private static SweepPlan plan() {
        return SmallSweep.plan(SWEEP.toArray(String[]::new));
    }

    private static List<TrialTask> tasks() {
        return plan().allTrials().stream()
                .map(trial -> new TrialTask(trial, 1, Optional.empty()))
                .toList();
    }

    private static SparkConf local(String master) {
        return Session.conf("test").setMaster(master);
    }

    private static SparkConf cluster() {
        return Session.conf("test")
                .setMaster("local-cluster[2,1,1024]")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.executor.memory", "1g")
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    }
}

package org.sparkqsnn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskKilled;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerSpeculativeTaskSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.shard.EmbeddedSample;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.run.config.AveragingConfig;
import org.sparkqsnn.run.config.AveragingConfig.Outer;
import org.sparkqsnn.run.config.ExperimentConfig;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.DirectoryJournal;
import org.sparkqsnn.training.Journal;
import org.sparkqsnn.training.RoundPlan;
import org.sparkqsnn.training.RoundReport;
import org.sparkqsnn.training.RunListener;
import org.sparkqsnn.training.Score;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.ThreadWorkers;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.TrainingRun;
import org.sparkqsnn.training.WeightsFile;
import org.sparkqsnn.training.Workers;

/** The same weights on the embedded sample, wherever the tasks run and whatever happens to them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class SameBitsIT {
    private static final String LOCAL_CLUSTER = "local-cluster[2,1,1536]";
    private final ExperimentConfig config =
            Small.config(
                    "model.hidden=20",
                    "encoder.steps=10",
                    "training.batchSize=50",
                    "training.epochs=1",
                    "averaging.workers=8",
                    "averaging.outer=nesterov");
    private final ExperimentConfig ownMoments =
            config.withAveraging(
                    new AveragingConfig(
                            8, 2, Outer.NESTEROV, 0.7, 0.9, AveragingConfig.OptimiserState.LOCAL));
    private final TrainingData data = TrainingData.test(EmbeddedSample.load());
    private String expected;
    @TempDir private static Path folder;

    @BeforeAll
    void withoutSpark() {
        try (Workers workers = new ThreadWorkers(config, data, 1)) {
            expected = train(config, workers, "threads", round -> {});
        }
    }

    @Test
    void localOne() {
        assertEquals(expected, train(conf("local[1]"), new SparkListener() {}, round -> {}));
    }

    @Test
    void localTwo() {
        assertEquals(expected, train(conf("local[2]"), new SparkListener() {}, round -> {}));
    }

    @Test
    void separateExecutors() {
        assertEquals(expected, train(conf(LOCAL_CLUSTER), new SparkListener() {}, round -> {}));
    }

    @Test
    void aTaskMadeToFail() {
        TaskKiller killer = new TaskKiller();
        assertEquals(expected, train(conf("local[2,4]"), killer, round -> {}));
        assertTrue(killer.killed.get() > 0, "no task was killed: the test did not test");
    }

    @Test
    void anExecutorKilled() {
        Observer observer = new Observer();
        String sha256 =
                train(
                        conf(LOCAL_CLUSTER),
                        observer,
                        round -> {
                            if (round == 2) executors().get(0).destroyForcibly();
                        });
        assertEquals(expected, sha256);
        assertTrue(observer.lostExecutors.get() > 0, "no executor was lost: the test did not test");
    }

    /** The moments of the lost blocks go to the executor that is left. */
    @Test
    void workersWithTheirOwnMoments_andAnExecutorKilled() {
        Observer observer = new Observer();
        String sha256 =
                train(
                        ownMoments,
                        conf(LOCAL_CLUSTER),
                        observer,
                        round -> {
                            if (round == 3) executors().get(0).destroyForcibly();
                        });
        try (Workers workers = new ThreadWorkers(ownMoments, data, 1)) {
            assertEquals(train(ownMoments, workers, "own moments", round -> {}), sha256);
        }
        assertTrue(observer.lostExecutors.get() > 0, "no executor was lost: the test did not test");
    }

    /**
     * One executor stands still for a while, so that its task is started a second time on the
     * other.
     */
    @Test
    void speculation() {
        Observer observer = new Observer();
        SparkConf conf =
                conf(LOCAL_CLUSTER)
                        .set("spark.speculation", "true")
                        .set("spark.speculation.interval", "50ms")
                        .set("spark.speculation.quantile", "0.3")
                        .set("spark.speculation.multiplier", "1.1");
        String sha256 =
                train(
                        conf,
                        observer,
                        round -> {
                            if (round == 2) standStill(executors().get(0), Duration.ofSeconds(6));
                        });
        assertEquals(expected, sha256);
        assertTrue(observer.speculated.get() > 0, "no task was speculated: the test did not test");
    }

    private String train(SparkConf conf, SparkListener listener, RoundHook hook) {
        return train(config, conf, listener, hook);
    }

    private String train(
            ExperimentConfig config, SparkConf conf, SparkListener listener, RoundHook hook) {
        try (JavaSparkContext spark = Session.open(conf);
                Workers workers = new SparkWorkers(spark, config, data)) {
            if (listener instanceof TaskKiller killer) killer.spark = spark;
            spark.sc().addSparkListener(listener);
            return train(config, workers, "run" + System.nanoTime(), hook);
        }
    }

    private String train(ExperimentConfig config, Workers workers, String name, RoundHook hook) {
        RunDirectory directory =
                RunDirectory.at(folder.resolve(name).toString(), new Configuration());
        RoundPlan plan = new RoundPlan(config, data.train().size());
        Checkpoint start = Checkpoint.fresh(config, data);
        Journal journal = DirectoryJournal.after(start, directory, config);
        TrainingRun run = new TrainingRun(config, plan, workers, "test", journal, hook);
        Checkpoint end = run.run(start, () -> false);
        assertEquals(8, end.state().round());
        return WeightsFile.sha256(end.state().parameters());
    }

    private static SparkConf conf(String master) {
        return Session.conf("same bits")
                .setMaster(master)
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.executor.memory", "1g")
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    }

    /**
     * local-cluster starts its executors as children of this JVM, and there are no other Java
     * children.
     */
    private static List<ProcessHandle> executors() {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .toList();
    }

    private static void standStill(ProcessHandle process, Duration time) {
        signal("STOP", process);
        Thread waker =
                new Thread(
                        () -> {
                            try {
                                Thread.sleep(time.toMillis());
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            signal("CONT", process);
                        });
        waker.start();
    }

    private static void signal(String name, ProcessHandle process) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Called after each round. */
    private interface RoundHook extends RunListener {
        void after(int round);

        @Override
        default void round(RoundReport report) {
            after(report.round());
        }

        @Override
        default void evaluated(Score score) {}
    }

    private static final class Observer extends SparkListener {
        private final AtomicInteger lostExecutors = new AtomicInteger();
        private final AtomicInteger speculated = new AtomicInteger();

        @Override
        public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
            lostExecutors.incrementAndGet();
        }

        @Override
        public void onSpeculativeTaskSubmitted(SparkListenerSpeculativeTaskSubmitted submitted) {
            speculated.incrementAndGet();
        }
    }

    /** Kills first attempts until one kill came before its task ended. */
    private static final class TaskKiller extends SparkListener {
        private final AtomicInteger killed = new AtomicInteger();
        private JavaSparkContext spark;

        @Override
        public void onTaskStart(SparkListenerTaskStart start) {
            if (killed.get() == 0 && start.taskInfo().attemptNumber() == 0) {
                boolean unused =
                        spark.sc().killTaskAttempt(start.taskInfo().taskId(), false, "test");
            }
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            if (end.reason() instanceof TaskKilled) killed.incrementAndGet();
        }
    }
}

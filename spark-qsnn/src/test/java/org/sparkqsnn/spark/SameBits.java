package org.sparkqsnn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.experiment.AveragingConfig;
import org.sparkqsnn.experiment.AveragingConfig.Outer;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.DirectoryJournal;
import org.sparkqsnn.training.Journal;
import org.sparkqsnn.training.RoundReport;
import org.sparkqsnn.training.RunListener;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.ThreadWorkers;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.TrainingRun;
import org.sparkqsnn.training.WeightsFile;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.Workers;

/** The same weights on the embedded sample, wherever the tasks run and whatever happens to them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(900)
abstract class SameBits {
    static final String LOCAL_CLUSTER = "local-cluster[2,1,1536]";
    private final ExperimentConfig config = config();
    private final ExperimentConfig ownMoments =
            config.withAveraging(
                    new AveragingConfig(
                            8, 2, Outer.NESTEROV, 0.7, 0.9, AveragingConfig.OptimiserState.LOCAL));
    private String expected;
    @TempDir private static Path folder;
    private TrainingData data;

    @BeforeAll
    void withoutSpark() {
        data = data(folder.resolve("data"));
        expected = withoutSpark(config);
    }

    /**
     * What is trained on.
     *
     * @param free where data may be written
     */
    abstract TrainingData data(Path free);

    /** Keys beside those of all of these tests. */
    abstract List<String> keys();

    /** Settings beside those of all of these tests. */
    void configure(SparkConf conf) {}

    /** The weights of {@link #config} without Spark. */
    String expected() {
        return expected;
    }

    /** On any master as without Spark. */
    void requireSameBits(ExperimentConfig experiment) {
        String alone = withoutSpark(experiment);
        for (String master : List.of("local[1]", "local[2]", LOCAL_CLUSTER)) {
            SparkListener nobody = new SparkListener() {};
            assertEquals(alone, train(conf(master), experiment, nobody, round -> {}), master);
        }
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
                        conf(LOCAL_CLUSTER),
                        ownMoments,
                        observer,
                        round -> {
                            if (round == 3) executors().get(0).destroyForcibly();
                        });
        assertEquals(withoutSpark(ownMoments), sha256);
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
                            if (round == 2) standStill(executors().get(0), observer);
                        });
        assertEquals(expected, sha256);
        assertTrue(
                observer.speculation.getCount() == 0,
                "no task was speculated: the test did not test");
    }

    private String withoutSpark(ExperimentConfig experiment) {
        try (Workers workers = new ThreadWorkers(experiment, data, 1)) {
            return train(workers, experiment, round -> {});
        }
    }

    private String train(SparkConf conf, SparkListener listener, RoundHook hook) {
        return train(conf, config, listener, hook);
    }

    private String train(
            SparkConf conf, ExperimentConfig experiment, SparkListener listener, RoundHook hook) {
        try (JavaSparkContext spark = Session.open(conf);
                Workers workers = new SparkWorkers(spark, experiment, data)) {
            if (listener instanceof TaskKiller killer) killer.spark = spark;
            spark.sc().addSparkListener(listener);
            return train(workers, experiment, hook);
        }
    }

    private String train(Workers workers, ExperimentConfig experiment, RoundHook hook) {
        String name = "run" + System.nanoTime();
        RunDirectory directory =
                RunDirectory.at(folder.resolve(name).toString(), new Configuration());
        RoundPlan plan = new RoundPlan(experiment, data.train().size());
        Checkpoint start = Checkpoint.fresh(experiment, data);
        Journal journal = DirectoryJournal.after(start, directory, experiment);
        TrainingRun run = new TrainingRun(experiment, plan, workers, "test", journal, hook);
        Checkpoint end = run.run(start, () -> false);
        assertEquals(8, end.state().round());
        return WeightsFile.sha256(end.state().parameters());
    }

    ExperimentConfig config(String... more) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "model.hidden=20",
                                "encoder.steps=10",
                                "training.batchSize=50",
                                "training.epochs=1",
                                "averaging.workers=8",
                                "averaging.outer=nesterov"));
        all.addAll(keys());
        all.addAll(Arrays.asList(more));
        return Small.config(all.toArray(String[]::new));
    }

    private SparkConf conf(String master) {
        SparkConf conf =
                Session.conf("same bits")
                        .setMaster(master)
                        .set("spark.driver.host", "127.0.0.1")
                        .set("spark.executor.memory", "1g")
                        .set(
                                "spark.executor.extraClassPath",
                                System.getProperty("java.class.path"));
        configure(conf);
        return conf;
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

    /** Until a task of it is started a second time. */
    private static void standStill(ProcessHandle process, Observer observer) {
        signal("STOP", process);
        Thread waker =
                new Thread(
                        () -> {
                            try {
                                boolean unused = observer.speculation.await(1, TimeUnit.MINUTES);
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
        private final CountDownLatch speculation = new CountDownLatch(1);

        @Override
        public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
            lostExecutors.incrementAndGet();
        }

        @Override
        public void onSpeculativeTaskSubmitted(SparkListenerSpeculativeTaskSubmitted submitted) {
            speculation.countDown();
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

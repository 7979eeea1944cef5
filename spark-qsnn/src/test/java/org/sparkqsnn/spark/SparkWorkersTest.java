package org.sparkqsnn.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.spark.TaskKilled;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sparkqsnn.data.shard.EmbeddedSample;
import org.sparkqsnn.evaluation.Evaluation;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.model.Network;
import org.sparkqsnn.spark.wire.Assignment;
import org.sparkqsnn.spark.wire.Transport;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.Journal;
import org.sparkqsnn.training.RunListener;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.ThreadWorkers;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.TrainingRun;
import org.sparkqsnn.training.WeightsFile;
import org.sparkqsnn.training.Workbench;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.Workers;

class SparkWorkersTest {
    private final ExperimentConfig config = Small.config();
    private final TrainingData data = Small.data();
    private final ModelState start = Checkpoint.fresh(config, data).state();

    @Test
    void roundAndEvaluation_haveTheBitsOfPlainThreads() {
        try (JavaSparkContext spark = Session.open(Session.conf("test").setMaster("local[2]"));
                Workers cluster = new SparkWorkers(spark, config, data);
                Workers threads = new ThreadWorkers(config, data, 1)) {
            Workers.RoundResult expected = threads.run(start);
            Workers.RoundResult got = cluster.run(start);
            assertArrayEquals(expected.sum().delta(), got.sum().delta());
            assertArrayEquals(expected.sum().moments(), got.sum().moments());
            assertEquals(expected.sum().counts().lossSum(), got.sum().counts().lossSum());
            Evaluation evaluation = cluster.evaluate(start.parameters());
            assertArrayEquals(
                    threads.evaluate(start.parameters()).confusion(), evaluation.confusion());
            assertEquals(120, evaluation.counts().samples());
        }
    }

    /** As CrossValidator does with parallelism 2. */
    @Test
    void twoRunsAtOnce_haveTheirOwnBits() {
        ExperimentConfig other = Small.config("model.hidden=7", "seed=5");
        List<String> expected = List.of(threads(config), threads(other));
        try (JavaSparkContext spark = Session.open(Session.conf("test").setMaster("local[2]"))) {
            CompletableFuture<String> one =
                    CompletableFuture.supplyAsync(() -> tasks(spark, config));
            CompletableFuture<String> two =
                    CompletableFuture.supplyAsync(() -> tasks(spark, other));
            assertEquals(expected, List.of(one.join(), two.join()));
        }
    }

    @Test
    void workbench_isTheRunsOwn_untilItIsClosed() {
        Assignment run = new Assignment(config, data);
        Workbench bench = run.bench();
        assertSame(bench, run.bench());
        assertNotSame(bench, new Assignment(config, data).bench());
        run.close();
        assertNotSame(bench, run.bench());
    }

    /** Where each worker keeps moments, and where the outer step has a velocity. */
    @Test
    void momentsOfTheirOwn_reachTheirWorkers() {
        ExperimentConfig own =
                Small.config("averaging.optimiserState=local", "averaging.outer=nesterov");
        String expected = threads(own);
        try (JavaSparkContext spark = Session.open(Session.conf("test").setMaster("local[2]"))) {
            assertEquals(expected, tasks(spark, own));
        }
        assertEquals(0, Transport.Shared.count());
    }

    /** The one slot is free again, although the killed task's block takes minutes. */
    @Test
    @Timeout(900)
    void killedTask_endsBeforeItsNextStep() throws Exception {
        ExperimentConfig minutes =
                Small.config(
                        "model.hidden=[1000, 1000]",
                        "encoder.steps=1024",
                        "training.batchSize=1",
                        "training.microBatch=1",
                        "averaging.workers=1",
                        "averaging.localSteps=6000");
        TrainingData many = TrainingData.test(EmbeddedSample.load());
        ModelState from = Checkpoint.fresh(minutes, many).state();
        List<Object> ends = Collections.synchronizedList(new ArrayList<>());
        try (JavaSparkContext spark = Session.open(Session.conf("test").setMaster("local[1]"));
                Workers cluster = new SparkWorkers(spark, minutes, many)) {
            spark.sc().addSparkListener(tasks(ends));
            CompletableFuture<Object> round =
                    CompletableFuture.supplyAsync(() -> cluster.run(from));
            awaitStep();
            spark.sc().cancelAllJobs();
            assertThrows(CompletionException.class, round::join);
            assertEquals(List.of(1), Tasks.run(spark, List.of(1), 1, part -> part));
            spark.sc().listenerBus().waitUntilEmpty();
        }
        assertEquals(2, ends.size());
        assertTrue(ends.get(0) instanceof TaskKilled, ends.toString());
    }

    /** Until a task of this JVM is in the middle of a step. */
    private static void awaitStep() throws InterruptedException {
        for (int tries = 0; tries < 6000; tries++) {
            boolean begun =
                    Thread.getAllStackTraces().values().stream()
                            .flatMap(Arrays::stream)
                            .anyMatch(SparkWorkersTest::isOfAStep);
            if (begun) return;
            Thread.sleep(10);
        }
        fail("no step has begun within a minute");
    }

    /** Samples go forward through a network in steps only. */
    private static boolean isOfAStep(StackTraceElement frame) {
        return frame.getClassName().equals(Network.class.getName())
                && frame.getMethodName().equals("forward");
    }

    private static SparkListener tasks(List<Object> ends) {
        return new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                ends.add(end.reason());
            }
        };
    }

    @Test
    void callersJobGroup_isKeptAndRestored() throws Exception {
        List<String> groups = Collections.synchronizedList(new ArrayList<>());
        try (JavaSparkContext spark = Session.open(Session.conf("test").setMaster("local[2]"));
                Workers cluster = new SparkWorkers(spark, config, data)) {
            listen(spark, "spark.jobGroup.id", groups);
            cluster.run(start);
            assertNull(spark.getLocalProperty("spark.jobGroup.id"));
            assertNull(spark.getLocalProperty("spark.job.description"));
            spark.setJobGroup("mine", "my words", true);
            cluster.run(start);
            assertEquals("mine", spark.getLocalProperty("spark.jobGroup.id"));
            assertEquals("my words", spark.getLocalProperty("spark.job.description"));
            assertEquals("true", spark.getLocalProperty("spark.job.interruptOnCancel"));
            spark.sc().listenerBus().waitUntilEmpty();
        }
        assertEquals(List.of("train", "mine"), groups);
    }

    private String tasks(JavaSparkContext spark, ExperimentConfig config) {
        try (Workers workers = new SparkWorkers(spark, config, data)) {
            return train(workers, config);
        }
    }

    private String threads(ExperimentConfig config) {
        try (Workers workers = new ThreadWorkers(config, data, 1)) {
            return train(workers, config);
        }
    }

    private String train(Workers workers, ExperimentConfig config) {
        RoundPlan plan = new RoundPlan(config, data.train().size());
        RunListener deaf = new RunListener() {};
        Checkpoint end =
                new TrainingRun(config, plan, workers, "test", Journal.NONE, deaf)
                        .run(Checkpoint.fresh(config, data), () -> false);
        return WeightsFile.sha256(end.state().parameters());
    }

    private static void listen(JavaSparkContext spark, String key, List<String> values) {
        spark.sc()
                .addSparkListener(
                        new SparkListener() {
                            @Override
                            public void onJobStart(SparkListenerJobStart job) {
                                values.add(job.properties().getProperty(key));
                            }
                        });
    }

    @Test
    void jobs_areDescribedForTheUi() throws Exception {
        List<String> descriptions = Collections.synchronizedList(new ArrayList<>());
        try (JavaSparkContext spark = Session.open(Session.conf("test").setMaster("local[2]"));
                Workers cluster = new SparkWorkers(spark, config, data)) {
            listen(spark, "spark.job.description", descriptions);
            cluster.run(start);
            cluster.run(new ModelState(5, start.parameters(), start.velocity(), List.of()));
            cluster.evaluate(start.parameters());
            spark.sc().listenerBus().waitUntilEmpty();
        }
        assertEquals(
                List.of(
                        "epoch 1 of 2, round 1 of 8",
                        "epoch 2 of 2, round 6 of 8",
                        "evaluate 120 samples"),
                descriptions);
    }
}

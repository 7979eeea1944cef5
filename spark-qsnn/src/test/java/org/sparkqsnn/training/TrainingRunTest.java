package org.sparkqsnn.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.evaluation.Evaluation;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.ExperimentRun;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.WorkerSum;
import org.sparkqsnn.training.round.Workers;

class TrainingRunTest {
    @TempDir private Path folder;
    private final TrainingData data = Small.data();

    @ParameterizedTest
    @ValueSource(strings = {"reset", "local", "average"})
    void bits_doNotDependOnThreads(String policy) {
        ExperimentConfig config =
                Small.config("averaging.optimiserState=" + policy, "averaging.outer=nesterov");
        String one = sha256(train(config, "a", 1, () -> false));
        assertEquals(one, sha256(train(config, "b", 3, () -> false)));
        assertEquals(one, sha256(train(config, "c", 8, () -> false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "local", "average"})
    void bits_doNotDependOnStops(String policy) throws IOException {
        ExperimentConfig config =
                Small.config("averaging.optimiserState=" + policy, "averaging.outer=nesterov");
        Checkpoint whole = train(config, "whole", 2, () -> false);
        AtomicInteger rounds = new AtomicInteger();
        Checkpoint last;
        do {
            last = train(config, "pieces", 2, () -> rounds.incrementAndGet() % 3 == 0);
        } while (last.state().round() < whole.state().round());
        assertEquals(sha256(whole), sha256(last));
        assertEquals(whole.score(), last.score());
        assertEquals(withoutTimes("whole"), withoutTimes("pieces"));
    }

    @Test
    void metrics_haveOneLinePerRoundAndOnePerEvaluation() throws IOException {
        Checkpoint end = train(Small.config(), "run", 2, () -> false);
        List<JsonNode> lines = lines("run");
        List<JsonNode> rounds = lines.stream().filter(line -> line.has("loss")).toList();
        assertEquals(8, rounds.size());
        assertEquals(2, lines.stream().filter(line -> line.has("testAccuracy")).count());
        for (int i = 0; i < 8; i++) assertEquals(i + 1, rounds.get(i).get("round").intValue());
        JsonNode last = rounds.get(7);
        assertEquals(sha256(end), last.get("paramsSha256").textValue());
        assertEquals(2, last.get("epoch").intValue());
        assertEquals(2, last.get("firingRate").size());
        for (String key :
                List.of("trainAccuracy", "imagesPerSecond", "learningRate", "drift", "ties")) {
            assertTrue(Double.isFinite(last.get(key).doubleValue()), key);
        }
        for (String key :
                List.of(
                        "broadcast",
                        "compute",
                        "wait",
                        "collect",
                        "average",
                        "checkpoint",
                        "rest")) {
            assertTrue(last.get("seconds").get(key).doubleValue() >= 0, key);
        }
        double correct = end.score().orElseThrow().correct();
        assertEquals(correct / 120, lines.get(9).get("testAccuracy").doubleValue());
    }

    @Test
    void everyImage_isSeenOncePerEpoch() throws IOException {
        train(Small.config(), "run", 2, () -> false);
        long seen =
                lines("run").stream()
                        .filter(line -> line.has("loss"))
                        .mapToLong(line -> line.get("samples").longValue())
                        .sum();
        assertEquals(2 * 300, seen);
    }

    @Test
    void holdout_isMeasuredAsValidation() throws IOException {
        ExperimentConfig config = Small.config("data.holdout=0.2");
        TrainingData held = TrainingData.of(Small.dataset(), config);
        try (Workers workers = new ThreadWorkers(config, held, 2)) {
            run(config, held, "run", workers, () -> false);
        }
        List<JsonNode> lines = lines("run");
        assertEquals(2, lines.stream().filter(line -> line.has("validationAccuracy")).count());
        assertEquals(0, lines.stream().filter(line -> line.has("testAccuracy")).count());
    }

    @Test
    void fault_stopsTheRun_andKeepsCheckpointsAndMetrics() throws IOException {
        ExperimentConfig config = Small.config("checkpoint.everyRounds=1");
        try (Workers threads = new ThreadWorkers(config, data, 2)) {
            Workers faulty = new FaultyFrom(4, threads);
            Diverged stop =
                    assertThrows(
                            Diverged.class, () -> run(config, data, "run", faulty, () -> false));
            assertTrue(
                    stop.getMessage().contains("round 5: worker 2 lost its numbers"),
                    stop.getMessage());
            assertTrue(
                    stop.getMessage().contains("checkpoints up to round 4 are kept"),
                    stop.getMessage());
        }
        assertEquals(4 + 1, lines("run").size(), "four rounds and the evaluation after them");
        Checkpoint resumed = train(config, "run", 2, () -> false);
        assertEquals(sha256(train(config, "other", 2, () -> false)), sha256(resumed));
    }

    /**
     * Checkpoints after rounds 3 and 6: the lines of 4 and 5, and an evaluation, follow the first.
     */
    @Test
    void fault_keepsTheLinesAfterTheLastCheckpoint() throws IOException {
        ExperimentConfig config = Small.config("checkpoint.everyRounds=3");
        try (Workers threads = new ThreadWorkers(config, data, 2)) {
            Workers faulty = new FaultyFrom(5, threads);
            assertThrows(Diverged.class, () -> run(config, data, "run", faulty, () -> false));
        }
        assertEquals(5 + 1, lines("run").size());
    }

    @Test
    void listener_hearsTheScoreOfEachEpoch() {
        List<Score> scores = new ArrayList<>();
        RunListener listener =
                new RunListener() {
                    @Override
                    public void evaluated(Score score) {
                        scores.add(score);
                    }
                };
        ExperimentConfig config = Small.config();
        RoundPlan plan = new RoundPlan(config, data.train().size());
        try (Workers workers = new ThreadWorkers(config, data, 2)) {
            Checkpoint end =
                    new TrainingRun(config, plan, workers, "test", Journal.NONE, listener)
                            .run(Checkpoint.fresh(config, data), () -> false);
            assertEquals(end.score().orElseThrow(), scores.get(1));
        }
        assertEquals(List.of(1, 2), scores.stream().map(Score::epoch).toList());
        assertEquals(List.of(4, 8), scores.stream().map(Score::round).toList());
    }

    @Test
    void checkpointOfAnotherNetwork_isRefused() {
        ExperimentConfig config = Small.config();
        Checkpoint unused = train(config, "run", 2, () -> false);
        NetworkShape other = config.network(783, 10);
        BadInput refused =
                assertThrows(
                        BadInput.class,
                        () ->
                                Checkpoint.latest(
                                        new ExperimentRun(directory("run")).checkpoints(config),
                                        config,
                                        other,
                                        warning -> {}));
        assertTrue(refused.getMessage().contains("train into a new run.dir"));
    }

    /** {@code metrics.jsonl} is there for people. */
    @Test
    void checkpoint_hasItsLinesOfItsOwn() throws IOException {
        Checkpoint end = train(Small.config(), "run", 2, () -> false);
        Files.delete(folder.resolve("run/metrics.jsonl"));
        byte[] lines = latest(Small.config(), data, "run").metrics().tail();
        assertArrayEquals(end.metrics().tail(), lines);
    }

    @Test
    void learning_improvesOnChance() {
        ExperimentConfig config = Small.config("training.epochs=8", "optimiser.learningRate=0.01");
        Score score = train(config, "run", 2, () -> false).score().orElseThrow();
        assertTrue(score.correct() > 40, score.line() + ", chance is 12 of 120");
    }

    @Test
    void checkpoint_givesBackTheWholeState() {
        ExperimentConfig config =
                Small.config("averaging.optimiserState=local", "averaging.outer=nesterov");
        Checkpoint written = train(config, "run", 2, () -> false);
        Checkpoint read = latest(config, data, "run");
        assertArrayEquals(written.state().parameters(), read.state().parameters());
        assertArrayEquals(written.state().velocity(), read.state().velocity());
        assertEquals(5, read.state().moments().size());
        assertArrayEquals(written.state().moments().get(4), read.state().moments().get(4));
        assertEquals(written.score(), read.score());
        assertArrayEquals(written.metrics().tail(), read.metrics().tail());
    }

    private Checkpoint train(
            ExperimentConfig config, String name, int threads, BooleanSupplier stop) {
        try (Workers workers = new ThreadWorkers(config, data, threads)) {
            return run(config, data, name, workers, stop);
        }
    }

    private Checkpoint run(
            ExperimentConfig config,
            TrainingData shown,
            String name,
            Workers workers,
            BooleanSupplier stop) {
        Checkpoint start = latest(config, shown, name);
        RoundPlan plan = new RoundPlan(config, shown.train().size());
        Journal journal = DirectoryJournal.after(start, directory(name), config);
        return new TrainingRun(config, plan, workers, shown.split(), journal, new RunListener() {})
                .run(start, stop);
    }

    private Checkpoint latest(ExperimentConfig config, TrainingData shown, String name) {
        return Checkpoint.latest(
                        new ExperimentRun(directory(name)).checkpoints(config),
                        config,
                        shown,
                        warning -> {
                            throw new AssertionError(warning);
                        })
                .orElseGet(() -> Checkpoint.fresh(config, shown));
    }

    private RunDirectory directory(String name) {
        return RunDirectory.at(folder.resolve(name).toString(), new Configuration());
    }

    private static String sha256(Checkpoint checkpoint) {
        return WeightsFile.sha256(checkpoint.state().parameters());
    }

    private List<JsonNode> lines(String name) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(name).resolve("metrics.jsonl"))) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private List<JsonNode> withoutTimes(String name) throws IOException {
        List<JsonNode> lines = lines(name);
        for (JsonNode line : lines) {
            ((ObjectNode) line).remove(List.of("seconds", "imagesPerSecond", "evaluationSeconds"));
        }
        return lines;
    }

    private record FaultyFrom(int round, Workers workers) implements Workers {
        @Override
        public RoundResult run(ModelState state) {
            RoundResult result = workers.run(state);
            if (state.round() < round) return result;
            WorkerSum s = result.sum();
            WorkerSum faulty =
                    new WorkerSum(
                            s.first(),
                            s.leaves(),
                            s.examples(),
                            s.delta(),
                            s.moments(),
                            s.ownMoments(),
                            s.counts(),
                            "worker 2 lost its numbers");
            return new RoundResult(faulty, result.times());
        }

        @Override
        public int slots() {
            return workers.slots();
        }

        @Override
        public Evaluation evaluate(float[] parameters) {
            return workers.evaluate(parameters);
        }

        @Override
        public void close() {}
    }
}

package org.sparkqsnn.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.ExperimentRun;
import org.sparkqsnn.storage.Fault;
import org.sparkqsnn.storage.FaultyFileSystem;
import org.sparkqsnn.storage.Holders;
import org.sparkqsnn.storage.Lease;
import org.sparkqsnn.storage.LeaseLost;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.DirectoryJournal;
import org.sparkqsnn.training.RoundReport;
import org.sparkqsnn.training.RunListener;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.ThreadWorkers;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.TrainingRun;
import org.sparkqsnn.training.WeightsFile;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.Workers;

/**
 * Real training on a file system that fails: whatever goes wrong, the run either ends with the same
 * weights and one line for every round, or stops in one clear line and does so when it is started
 * again.
 */
@Timeout(900)
class FaultIT {
    private static final int RUNS = 150;
    private static final int ROUNDS = 6;
    private static final int MOST_STARTS = 8;
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(1);

    /** 60 images, 784-3-10 over 2 steps, a checkpoint after every round. */
    private final ExperimentConfig config =
            Small.config(
                    "model.hidden=3",
                    "encoder.steps=2",
                    "training.epochs=3",
                    "training.batchSize=15",
                    "averaging.workers=2",
                    "averaging.localSteps=1",
                    "checkpoint.everyRounds=1",
                    "checkpoint.keep=2");

    private final Dataset dataset =
            new Dataset(
                    "small",
                    "0".repeat(64),
                    Small.dataset().train().slice(0, 60),
                    Small.dataset().test().slice(0, 20));
    private final TrainingData data = TrainingData.test(dataset);
    private final RoundPlan plan = new RoundPlan(config, data.train().size());
    private final Workers workers = new ThreadWorkers(config, data, 1);
    private final List<String> warnings = new ArrayList<>();
    private int recorded;

    @TempDir private Path folder;

    @AfterEach
    void close() throws Exception {
        workers.close();
    }

    @Test
    void run_endsTheSame_whateverFails() throws IOException {
        assertEquals(ROUNDS, plan.rounds());
        String expected = sha256(start("whole", Fault.NONE, 0, 0, "").orElseThrow());
        int before = FaultyFileSystem.HAPPENED.get();
        Map<Fault, Integer> stops = new EnumMap<>(Fault.class);
        for (int run = 0; run < RUNS; run++) {
            Random random = new Random(run);
            Optional<Checkpoint> end = Optional.empty();
            String story = "run " + run + ":";
            recorded = 0;
            for (int start = 0; end.isEmpty(); start++) {
                // Two or three starts with a fault, then none.
                Fault fault = start < 2 + run % 2 ? any(random) : Fault.NONE;
                // Sooner rather than later: a start that goes on has fewer calls left.
                int at = (int) (60 * random.nextDouble() * random.nextDouble());
                story += " " + fault + " at " + at;
                assertTrue(start < MOST_STARTS, story + " " + warnings);
                end = start("run" + run, fault, at, run, story);
                if (end.isEmpty()) stops.merge(fault, 1, Integer::sum);
            }
            assertEquals(expected, sha256(end.get()), story);
            requireWhole(folder.resolve("run" + run), expected, story);
        }
        int happened = FaultyFileSystem.HAPPENED.get() - before;
        assertTrue(happened >= 200, happened + " faults, stopped by " + stops);
        assertTrue(stops.keySet().containsAll(List.of(Fault.KILL, Fault.FULL, Fault.TORN)));
        assertFalse(stops.containsKey(Fault.DELETE_LOST), "what is not deleted harms nobody");
        assertFalse(stops.containsKey(Fault.NONE), "without a fault every run ends");
        assertEquals(0, FaultyFileSystem.RENAMES.get());
    }

    @Test
    void directoryThatDisappears_stopsTheRun_andIsNotMadeAgain() {
        Path run = folder.resolve("run");
        RunListener remover =
                new RunListener() {
                    @Override
                    public void round(RoundReport report) {
                        if (report.round() == 3) FileUtil.fullyDelete(run.toFile());
                    }
                };
        Configuration conf = FaultyFileSystem.with(Fault.NONE, 0, 0);
        RunDirectory directory = RunDirectory.at("faulty://" + run, conf);
        LeaseLost lost = assertThrows(LeaseLost.class, () -> start(directory, LONG, remover));
        assertTrue(lost.getMessage().contains("the lease of this run was removed"));
        assertFalse(Files.exists(run));
    }

    @Test
    void holderThatIsOvertaken_leavesTheRunToTheOther() throws IOException {
        String uri = "faulty://" + folder.resolve("run");
        RunDirectory directory = RunDirectory.at(uri, FaultyFileSystem.with(Fault.NONE, 0, 0));
        List<Checkpoint> ends = new ArrayList<>();
        RunListener overtaker =
                new RunListener() {
                    @Override
                    public void round(RoundReport report) {
                        if (report.round() == 3)
                            ends.add(start(directory, LONG, new RunListener() {}));
                    }
                };
        assertThrows(LeaseLost.class, () -> start(directory, LONG, overtaker));
        String sha256 = sha256(ends.get(0));
        requireWhole(folder.resolve("run"), sha256, "overtaken");
        assertEquals(sha256, sha256(start(directory, LONG, new RunListener() {})));
    }

    private static Fault any(Random random) {
        Fault[] faults = Fault.values();
        return faults[1 + random.nextInt(faults.length - 1)];
    }

    private Optional<Checkpoint> start(String name, Fault fault, int at, long seed, String story) {
        Configuration conf = FaultyFileSystem.with(fault, at, seed);
        RunDirectory directory = RunDirectory.at("faulty://" + folder.resolve(name), conf);
        try {
            return Optional.of(start(directory, SHORT, new RunListener() {}));
        } catch (BadInput | LeaseLost e) {
            assertFalse(
                    e.getMessage().contains("checkpoints are damaged"),
                    story + ": " + e.getMessage());
            assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
            return Optional.empty();
        }
    }

    /** What {@code train} does, in its order; the holder before is known to be gone. */
    private Checkpoint start(RunDirectory directory, Duration beat, RunListener listener) {
        new ExperimentRun(directory).requireFit(config, DataIdentity.of(dataset));
        try (Lease lease = directory.lease(Holders.gone(), beat, told -> {})) {
            RunDirectory held = directory.under(lease);
            new ExperimentRun(held).begin(config, DataIdentity.of(dataset));
            Checkpoint start =
                    Checkpoint.latest(
                                    new ExperimentRun(held).checkpoints(config),
                                    config,
                                    data,
                                    warnings::add)
                            .orElseGet(() -> Checkpoint.fresh(config, data));
            RunIdentity identity = held.identity().orElseThrow();
            held.record(Provenance.now("train", "none", "threads", identity, Set.of()));
            recorded++;
            DirectoryJournal journal = DirectoryJournal.after(start, held, config);
            return new TrainingRun(config, plan, workers, "test", journal, listener)
                    .run(start, () -> false);
        }
    }

    /**
     * One line for every round, the sha256 of the end in the last, and one entry for every start.
     */
    private void requireWhole(Path run, String sha256, String story) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> rounds = new ArrayList<>();
        int evaluations = 0;
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            JsonNode json = mapper.readTree(line);
            if (json.has("loss")) rounds.add(json);
            else evaluations++;
        }
        assertEquals(ROUNDS, rounds.size(), story);
        for (int i = 0; i < ROUNDS; i++) {
            assertEquals(i + 1, rounds.get(i).get("round").intValue(), story);
        }
        assertEquals(sha256, rounds.get(ROUNDS - 1).get("paramsSha256").textValue(), story);
        assertEquals(3, evaluations, story);
        JsonNode provenance = mapper.readTree(run.resolve("provenance.json").toFile());
        assertTrue(provenance.get("starts").size() >= recorded, story);
    }

    private static String sha256(Checkpoint checkpoint) {
        assertEquals(ROUNDS, checkpoint.state().round());
        return WeightsFile.sha256(checkpoint.state().parameters());
    }
}

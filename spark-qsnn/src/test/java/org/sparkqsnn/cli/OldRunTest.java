package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Directories that commit d87453b wrote, formats of version 1: a run of the embedded sample without
 * its last samples, cut off after round 10 of 14, and a sweep of two configs with two seeds.
 */
class OldRunTest {
    private static final Path WRITTEN = Path.of("src/test/resources/written-by-d87453b");

    /** Of the weights after each of the last rounds, by that commit. */
    private static final String END =
            "76469aa4044b3d7c3af5e5a70300a2ff332774c4da2c2e2cfc5b5a6726115e01";

    @TempDir private Path folder;
    private Path run;

    @BeforeEach
    void copy() throws IOException {
        run = folder.resolve("run");
        Cli.copy(WRITTEN.resolve("run"), run);
    }

    @Test
    void resumed_itEndsWithTheBitsOfItsTime() throws IOException {
        Cli resumed = Cli.run("resume", run.toString());
        assertEquals(0, resumed.code(), resumed.err());
        assertFalse(resumed.err().contains("warning: "), resumed.err());
        assertTrue(resumed.out().contains("on from round 10 in"), resumed.out());
        // Its progress line of then.
        assertTrue(resumed.out().contains("validation accuracy 0.1417 (85 of 600)"), resumed.out());
        List<JsonNode> rounds = rounds();
        assertEquals(14, rounds.size());
        assertEquals(END, rounds.get(13).get("paramsSha256").textValue());
        // What evaluate of then said.
        Cli evaluated = Cli.run("evaluate", run.toString());
        assertTrue(evaluated.out().contains("test accuracy 0.1640 (164 of 1000)"), evaluated.out());
        Cli again = Cli.run("resume", run.toString());
        assertTrue(again.out().startsWith("this run is complete"), again.out());
    }

    @Test
    void evaluateAndReport_readIt() throws IOException {
        Cli evaluated = Cli.run("evaluate", run.toString());
        assertEquals(0, evaluated.code(), evaluated.err());
        Cli reported = Cli.run("report", run.toString());
        assertEquals(0, reported.code(), reported.err());
        String page = Files.readString(run.resolve("report.html"));
        assertTrue(page.contains("10 of 14 rounds"));
        assertFalse(page.contains("its lines are the checkpoint"));
        assertTrue(page.contains("<th scope=\"row\">data.split</th><td>tail</td>"));
    }

    /** Today's split is another, so that {@code train} must ask for that of then. */
    @Test
    void train_goesOnWithTheSplitOfThen_andWithNoOther() {
        List<String> args = new ArrayList<>(List.of("train"));
        for (String set :
                List.of(
                        "model.hidden=2",
                        "model.readoutInit=1",
                        "model.readoutBias=0",
                        "encoder.steps=4",
                        "training.batchSize=100",
                        "averaging.localSteps=2",
                        "optimiser.clipNorm=0",
                        "optimiser.learningRate=0.01",
                        "training.epochs=2",
                        "data.holdout=0.1",
                        "run.dir=" + run)) args.addAll(List.of("--set", set));
        Cli refused = Cli.run(args.toArray(String[]::new));
        assertEquals(2, refused.code());
        assertTrue(
                refused.err().contains("holds a run with data.split = tail, not stratified"),
                refused.err());
        args.addAll(List.of("--set", "data.split=tail"));
        Cli trained = Cli.run(args.toArray(String[]::new));
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.out().contains("on from round 10 in"), trained.out());
    }

    @Test
    void oldSweep_isReported() throws IOException {
        Path sweep = folder.resolve("sweep");
        Cli.copy(WRITTEN.resolve("sweep"), sweep);
        Cli reported = Cli.run("report", sweep.toString());
        assertEquals(0, reported.code(), reported.err());
        assertTrue(Files.readString(sweep.resolve("report.html")).contains("neuron.t1"));
    }

    private List<JsonNode> rounds() throws IOException {
        List<JsonNode> rounds = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            JsonNode json = new ObjectMapper().readTree(line);
            if (json.has("loss")) rounds.add(json);
        }
        return rounds;
    }
}

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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Directories that earlier commits wrote, one for each version of the formats: a run of the
 * embedded sample without a tenth of its samples, stopped half way, and a sweep of two configs with
 * two seeds. What they end with is what the build of that commit ended with.
 */
class OldRunTest {

    /** A commit, with what its own build said of its run. */
    private enum Written {
        /** Formats of version 1; the last samples are held out. */
        BY_D87453B(
                "d87453b",
                10,
                14,
                "76469aa4044b3d7c3af5e5a70300a2ff332774c4da2c2e2cfc5b5a6726115e01",
                "validation accuracy 0.1417 (85 of 600)",
                "test accuracy 0.1640 (164 of 1000)",
                "tail",
                "stratified",
                List.of(
                        "model.readoutInit=1",
                        "model.readoutBias=0",
                        "optimiser.clipNorm=0",
                        "training.epochs=2")),
        /** Formats of version 2; of each class its share is held out. */
        BY_4C8C729(
                "4c8c729",
                6,
                28,
                "7c3c1e012de6ed0602dbf55925bd9898c4a94460cf421fd89c11cf1e5bcaf04b",
                "validation accuracy 0.1917 (115 of 600)",
                "test accuracy 0.1910 (191 of 1000)",
                "stratified",
                "tail",
                List.of("training.epochs=4"));

        private final Path folder;
        private final int done;
        private final int rounds;

        /** Of the weights after the last round. */
        private final String end;

        private final String validation;
        private final String test;
        private final String split;
        private final String otherSplit;
        private final List<String> settings;

        Written(
                String commit,
                int done,
                int rounds,
                String end,
                String validation,
                String test,
                String split,
                String otherSplit,
                List<String> settings) {
            this.folder = Path.of("src/test/resources/written-by-" + commit);
            this.done = done;
            this.rounds = rounds;
            this.end = end;
            this.validation = validation;
            this.test = test;
            this.split = split;
            this.otherSplit = otherSplit;
            this.settings = settings;
        }

        String on() {
            return "on from round " + done + " in";
        }

        /** What makes the same run anew, with that split. */
        String[] train(Path run, String heldOut) {
            List<String> args = new ArrayList<>(List.of("train"));
            List<String> all = new ArrayList<>(settings);
            all.addAll(
                    List.of(
                            "model.hidden=2",
                            "encoder.steps=4",
                            "training.batchSize=100",
                            "averaging.localSteps=2",
                            "optimiser.learningRate=0.01",
                            "data.holdout=0.1",
                            "data.split=" + heldOut,
                            "run.dir=" + run));
            for (String set : all) args.addAll(List.of("--set", set));
            return args.toArray(String[]::new);
        }
    }

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void resumed_itEndsWithTheBitsOfItsTime(Written written) throws IOException {
        Path run = copy(written, "run");
        Cli resumed = Cli.run("resume", run.toString());
        assertEquals(0, resumed.code(), resumed.err());
        // Its two neurons leave classes silent, which it said then, too.
        List<String> warnings =
                resumed.err()
                        .lines()
                        .filter(line -> line.contains("warning: ") && !line.contains("silent"))
                        .toList();
        assertEquals(List.of(), warnings);
        assertTrue(resumed.out().contains(written.on()), resumed.out());
        assertTrue(resumed.out().contains(written.validation), resumed.out());
        List<JsonNode> rounds = rounds(run);
        assertEquals(written.rounds, rounds.size());
        assertEquals(written.end, rounds.get(written.rounds - 1).get("paramsSha256").textValue());
        Cli evaluated = Cli.run("evaluate", run.toString());
        assertTrue(evaluated.out().contains(written.test), evaluated.out());
        Cli again = Cli.run("resume", run.toString());
        assertTrue(again.out().startsWith("this run is complete"), again.out());
    }

    @ParameterizedTest
    @EnumSource
    void evaluateAndReport_readIt(Written written) throws IOException {
        Path run = copy(written, "run");
        Cli evaluated = Cli.run("evaluate", run.toString());
        assertEquals(0, evaluated.code(), evaluated.err());
        Cli reported = Cli.run("report", run.toString());
        assertEquals(0, reported.code(), reported.err());
        String page = Files.readString(run.resolve("report.html"));
        assertTrue(page.contains(written.done + " of " + written.rounds + " rounds"));
        assertFalse(page.contains("its lines are the checkpoint"));
        assertTrue(
                page.contains("<th scope=\"row\">data.split</th><td>" + written.split + "</td>"));
    }

    /** {@code train} must ask for the split of then, be it today's default or not. */
    @ParameterizedTest
    @EnumSource
    void train_goesOnWithTheSplitOfThen_andWithNoOther(Written written) throws IOException {
        Path run = copy(written, "run");
        Cli refused = Cli.run(written.train(run, written.otherSplit));
        assertEquals(2, refused.code());
        String expected =
                "holds a run with data.split = " + written.split + ", not " + written.otherSplit;
        assertTrue(refused.err().contains(expected), refused.err());
        Cli trained = Cli.run(written.train(run, written.split));
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.out().contains(written.on()), trained.out());
    }

    @ParameterizedTest
    @EnumSource
    void oldSweep_isReported(Written written) throws IOException {
        Path sweep = copy(written, "sweep");
        Cli reported = Cli.run("report", sweep.toString());
        assertEquals(0, reported.code(), reported.err());
        assertTrue(Files.readString(sweep.resolve("report.html")).contains("neuron.t1"));
    }

    private Path copy(Written written, String what) throws IOException {
        Path copy = folder.resolve(what);
        Cli.copy(written.folder.resolve(what), copy);
        return copy;
    }

    private static List<JsonNode> rounds(Path run) throws IOException {
        List<JsonNode> rounds = new ArrayList<>();
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            JsonNode json = new ObjectMapper().readTree(line);
            if (json.has("loss")) rounds.add(json);
        }
        return rounds;
    }
}

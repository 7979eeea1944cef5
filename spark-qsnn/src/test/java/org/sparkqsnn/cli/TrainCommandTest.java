package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train}, {@code resume} and {@code evaluate} as a script meets them. */
class TrainCommandTest {
    @TempDir private Path folder;

    @BeforeEach
    void data() {
        Cli.prepare(folder.resolve("data"));
    }

    @Test
    void train_endsWithTheTwoLinesThatScriptsRead() {
        Cli done = Cli.train(folder);
        assertEquals(0, done.code(), done.err());
        List<String> lines = done.out().lines().toList();
        String accuracy = lines.get(lines.size() - 2);
        assertTrue(accuracy.matches("test accuracy 0\\.\\d{4} \\(\\d+ of 120\\)"), accuracy);
        assertEquals("run directory " + folder.resolve("run"), lines.get(lines.size() - 1));
        assertEquals(
                "qsnn 784-8-10, 12,740 parameters; small: 300 to train on, 120 to test on",
                lines.get(0));
        assertEquals(
                "8 rounds in 2 epochs: 4 workers x 2 steps x 10 images, average; local[2], 2 tasks at once",
                lines.get(1));
    }

    @Test
    void finishedRun_saysSo_andItsAccuracyAgain() {
        String accuracy = line(Cli.train(folder), "test accuracy");
        List<String> before = Cli.contents(folder);
        Cli again = Cli.train(folder);
        assertEquals(0, again.code(), again.err());
        assertTrue(again.out().startsWith("this run is complete"), again.out());
        assertEquals(accuracy, line(again, "test accuracy"));
        assertEquals(before, Cli.contents(folder));
    }

    @Test
    void damagedNewestCheckpoint_fallsBackOne_andEndsWithTheSameBits() throws IOException {
        Cli.train(folder);
        String sha256 = sha256();
        List<String> metrics = withoutTimes();
        Path newest = folder.resolve("run/ckpt/r000008-1/weights.bin");
        Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 1000));
        Cli resumed = Cli.run("resume", folder.resolve("run").toString());
        assertEquals(0, resumed.code(), resumed.err());
        assertTrue(
                resumed.err().contains("warning: checkpoint of round 8 is damaged"), resumed.err());
        assertTrue(resumed.out().contains("on from round 6 in"), resumed.out());
        assertEquals(sha256, sha256());
        assertEquals(metrics, withoutTimes());
    }

    @Test
    void runDirectory_canBeMoved() throws IOException {
        String accuracy = line(Cli.train(folder), "test accuracy");
        Files.move(folder.resolve("run"), folder.resolve("moved"));
        Cli moved = Cli.run("resume", folder.resolve("moved").toString());
        assertEquals(accuracy, line(moved, "test accuracy"));
        assertEquals("run directory " + folder.resolve("moved"), line(moved, "run directory"));
    }

    @Test
    void evaluate_findsWhatTrainFound_andSaysItPerClass() throws IOException {
        String accuracy = line(Cli.train(folder), "test accuracy");
        Cli evaluated = Cli.run("evaluate", folder.resolve("run").toString());
        assertEquals(0, evaluated.code(), evaluated.err());
        assertEquals(accuracy, line(evaluated, "test accuracy"));
        JsonNode json = new ObjectMapper().readTree(folder.resolve("run/evaluation.json").toFile());
        assertEquals(sha256(), json.get("paramsSha256").textValue());
        assertEquals(10, json.get("classes").size());
        long shown = 0;
        for (JsonNode row : json.get("confusion"))
            for (JsonNode count : row) shown += count.longValue();
        assertEquals(120, shown);
        assertTrue(accuracy.contains("(" + json.get("correct").longValue() + " of 120)"), accuracy);
        assertEquals(
                "evaluate " + folder.resolve("run"),
                json.get("provenance").get("command").textValue());
    }

    @Test
    void provenance_saysWhereResultsComeFrom() throws IOException {
        Cli.train(folder);
        JsonNode start =
                new ObjectMapper()
                        .readTree(folder.resolve("run/provenance.json").toFile())
                        .get("starts")
                        .get(0);
        assertTrue(
                start.get("commit").textValue().matches("unknown|[0-9a-f]{40}(\\+changes)?"),
                start.toString());
        assertEquals("local[2]", start.get("master").textValue());
        assertEquals(42, start.get("seed").longValue());
        assertTrue(
                start.get("command").textValue().startsWith("train --set model.hidden=8"),
                start.toString());
        for (String key :
                List.of("java", "spark", "nd4j", "os", "cpu", "configSha256", "dataSha256")) {
            assertTrue(start.get(key).textValue().length() > 3, key + " in " + start);
        }
    }

    @Test
    void everyVerb_hasHelp() {
        for (String verb : List.of("prepare", "train", "resume", "evaluate")) {
            Cli help = Cli.run(verb, "--help");
            assertEquals(0, help.code());
            assertTrue(help.out().contains(verb), help.out());
        }
        assertTrue(
                Cli.run("--help")
                        .out()
                        .contains(
                                "Exit codes: 0 done, 1 doctor found a problem, 2 bad input or config, 3 stopped"));
        assertTrue(Cli.run("--version").out().contains("spark-qsnn 0.1.0"));
    }

    @Test
    void divergedRun_exitsWith4_inOneLine() {
        Cli diverged =
                Cli.train(
                        folder,
                        "model.hidden=16",
                        "optimiser.learningRate=1e38",
                        "optimiser.kind=sgd",
                        "optimiser.clipNorm=0");
        assertEquals(4, diverged.code(), diverged.out() + diverged.err());
        assertTrue(diverged.err().contains("try a smaller optimiser.learningRate"), diverged.err());
    }

    private static String line(Cli cli, String start) {
        return cli.out()
                .lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElse(cli.toString());
    }

    private String sha256() throws IOException {
        Path state = folder.resolve("run/ckpt/r000008-1/state.json");
        return new ObjectMapper().readTree(state.toFile()).get("paramsSha256").textValue();
    }

    private List<String> withoutTimes() throws IOException {
        return Files.readAllLines(folder.resolve("run/metrics.jsonl")).stream()
                .map(
                        line ->
                                line.replaceAll(
                                        "\"(seconds\":\\{[^}]*}|imagesPerSecond\":[^,}]*|evaluationSeconds\":[^,}]*)",
                                        ""))
                .toList();
    }
}

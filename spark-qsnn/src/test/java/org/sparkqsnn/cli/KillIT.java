package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line in a process of its own, ended by signals, on the embedded sample. */
@Timeout(900)
class KillIT {
    /** 90 rounds of 400 images, a checkpoint after every third. */
    private static final List<String> SETTINGS =
            List.of(
                    "model.hidden=16",
                    "encoder.steps=10",
                    "training.epochs=6",
                    "training.batchSize=50",
                    "averaging.localSteps=2",
                    "averaging.outer=nesterov",
                    "checkpoint.everyRounds=3");

    private static final int ROUNDS = 90;

    @TempDir private Path folder;

    /** With LIF, numbers of the neurons' own and their moments come back, too. */
    @ParameterizedTest
    @CsvSource({
        "5, model.kind=qsnn",
        "2, model.kind=snn neuron.trainBeta=true averaging.optimiserState=local"
    })
    void killed_andResumed_endsWithTheSameBits(int kills, String settings) throws Exception {
        String[] more = settings.split(" ");
        assertEquals(0, start("whole", "whole", more).waitFor());
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String story = "seed " + seed + ", killed after the checkpoints of rounds";
        int next = 0;
        for (int kill = 0; kill < kills; kill++) {
            Process process = start("killed", "killed", more);
            next += 1 + random.nextInt(6); // always a new one: the start has trained
            awaitCheckpoint("killed", next, process);
            Thread.sleep(random.nextInt(150));
            process.destroyForcibly().waitFor();
            assertEquals(137, process.exitValue(), "it must not have ended by itself; " + story);
            next = newestCheckpoint("killed");
            story += " " + next;
        }
        assertEquals(0, start("killed", "killed", more).waitFor(), story);
        assertEquals(sha256("whole"), sha256("killed"), story);
        assertEquals(rounds("whole"), rounds("killed"), story);
        assertEquals(
                kills + 1,
                new ObjectMapper()
                        .readTree(folder.resolve("killed/provenance.json").toFile())
                        .get("starts")
                        .size());
    }

    @Test
    void terminated_finishesItsRound_exitsWith3_andResumes() throws Exception {
        Process process = start("stopped");
        awaitCheckpoint("stopped", 1, process);
        process.destroy();
        assertEquals(3, process.waitFor());
        String out = Files.readString(folder.resolve("stopped.out"));
        int round = newestCheckpoint("stopped");
        assertTrue(out.contains("stopped after round " + round + " of " + ROUNDS), out);
        assertEquals(0, start("stopped").waitFor());
        assertEquals(0, start("whole").waitFor());
        assertEquals(sha256("whole"), sha256("stopped"));
        assertEquals(rounds("whole"), rounds("stopped"));
    }

    /** Again where one was done, or was late with its signs of life, before the other looked. */
    @Test
    void twoStartsAtOnce_oneTrains() throws Exception {
        assertEquals(0, start("whole").waitFor());
        boolean refused = false;
        for (int i = 0; i < 5 && !refused; i++) refused = oneIsRefused("shared" + i);
        assertTrue(refused, "none was refused: the test did not test");
    }

    private boolean oneIsRefused(String name) throws Exception {
        // A sign of life each second: with ten the run may end before the loser has seen one.
        Process[] both = {
            start(name, "one", "run.leaseSeconds=1"), start(name, "two", "run.leaseSeconds=1")
        };
        List<Integer> codes = List.of(both[0].waitFor(), both[1].waitFor());
        assertTrue(
                codes.contains(0) && List.of(0, 2, 4).containsAll(codes),
                codes + " " + read("one.err") + read("two.err"));
        assertEquals(sha256("whole"), sha256(name));
        assertEquals(rounds("whole"), rounds(name));
        if (!codes.contains(2)) return false;
        String loser = read(codes.get(0) == 2 ? "one.err" : "two.err");
        assertTrue(loser.contains("qsnn: ") && loser.contains("is being written by"), loser);
        return true;
    }

    @Test
    void processThatSlept_findsItsRunTakenOver_andWritesNothing() throws Exception {
        Process sleeper = start("run", "sleeper", "run.leaseSeconds=1");
        awaitCheckpoint("run", 1, sleeper);
        signal("STOP", sleeper);
        assertEquals(0, start("run", "heir", "run.leaseSeconds=1").waitFor(), read("heir.err"));
        assertTrue(read("heir.err").contains("to see whether it lives"), read("heir.err"));
        List<String> before = Cli.contents(folder.resolve("run"));
        signal("CONT", sleeper);
        assertEquals(4, sleeper.waitFor(), read("sleeper.err"));
        String last = read("sleeper.err").lines().reduce((a, b) -> b).orElse("");
        assertTrue(last.contains("has taken over the run"), last);
        assertEquals(before, Cli.contents(folder.resolve("run")));
        assertEquals(0, start("whole").waitFor());
        assertEquals(sha256("whole"), sha256("run"));
        assertEquals(rounds("whole"), rounds("run"));
    }

    private static void signal(String name, Process process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
        assertEquals(0, kill.waitFor());
    }

    private String read(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private Process start(String name) throws IOException {
        return start(name, name);
    }

    /** A start whose output goes to {@code log.out} and {@code log.err}. */
    private Process start(String name, String log, String... more) throws IOException {
        List<String> command = Cli.command("train", "--set", "run.dir=" + folder.resolve(name));
        for (String setting : SETTINGS) command.addAll(List.of("--set", setting));
        for (String setting : more) command.addAll(List.of("--set", setting));
        return new ProcessBuilder(command)
                .redirectOutput(file(log + ".out"))
                .redirectError(file(log + ".err"))
                .start();
    }

    private File file(String name) {
        return folder.resolve(name).toFile();
    }

    private void awaitCheckpoint(String name, int round, Process process) throws Exception {
        while (newestCheckpoint(name) < round) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("ended with " + process.exitValue() + ": " + told());
            }
        }
    }

    private String told() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".err")).toList())
                all.append(Files.readString(file));
        }
        return all.toString();
    }

    /** 0 if there is none. */
    private int newestCheckpoint(String name) throws IOException {
        Path directory = folder.resolve(name);
        if (!Files.exists(directory)) return 0;
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.matches("MANIFEST-\\d+\\.json"))
                    .mapToInt(file -> Integer.parseInt(file.substring(9, 15)))
                    .max()
                    .orElse(0);
        }
    }

    private String sha256(String name) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Path run = folder.resolve(name);
        JsonNode manifest = json.readTree(run.resolve("MANIFEST-0000" + ROUNDS + ".json").toFile());
        for (JsonNode file : manifest.get("files")) {
            String path = file.get("file").textValue();
            if (path.endsWith("/state.json"))
                return json.readTree(run.resolve(path).toFile()).get("paramsSha256").textValue();
        }
        throw new AssertionError(manifest);
    }

    /** The hash after every round: one line for each, however often the run was cut off. */
    private List<String> rounds(String name) throws IOException {
        List<String> rounds = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(name).resolve("metrics.jsonl"))) {
            JsonNode json = new ObjectMapper().readTree(line);
            if (json.has("loss")) rounds.add(json.get("round") + " " + json.get("paramsSha256"));
        }
        assertEquals(ROUNDS, rounds.size(), name);
        return rounds;
    }
}

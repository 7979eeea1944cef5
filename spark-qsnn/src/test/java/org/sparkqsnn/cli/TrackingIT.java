package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.cli.terminal.ExitCode;
import org.sparkqsnn.tracking.FakeMlflow;

/** Runs with trackers, well and unwell: the same weights, exit code 0, and no time lost. */
@Timeout(900)
class TrackingIT {
    /** 5 s at the end, and what a busy machine needs; a client that waits takes minutes. */
    private static final double LONGEST_WAIT_SECONDS = 60;

    @TempDir private static Path home;
    private static String expected;
    private static double secondsWithout;

    @BeforeAll
    static void withoutTracking() throws IOException {
        Cli.prepare(home.resolve("data"));
        Cli unused = train("warm-up"); // classes and kernels are loaded
        long start = System.nanoTime();
        expected = sha256(train("plain"), "plain");
        secondsWithout = (System.nanoTime() - start) / 1e9;
    }

    @Test
    void server_hearsEverything() throws IOException {
        try (FakeMlflow server = new FakeMlflow(FakeMlflow.Mood.WELL)) {
            Cli run = tracked("well", server.uri());
            assertTrue(!run.err().contains("tracking"), run.err());
            assertEquals(1, server.count("runs/create"));
            assertEquals(1, server.count("runs/update"));
        }
    }

    @Test
    void deadPort_changesNothing() throws IOException {
        warned(tracked("dead", "http://127.0.0.1:1"), "dead");
    }

    @Test
    void serverThatHangs_changesNothing() throws IOException {
        try (FakeMlflow server = new FakeMlflow(FakeMlflow.Mood.NEVER)) {
            warned(tracked("hangs", server.uri()), "hangs");
        }
    }

    @Test
    void serverWith500_changesNothing() throws IOException {
        try (FakeMlflow server = new FakeMlflow(FakeMlflow.Mood.WITH_500)) {
            warned(tracked("500", server.uri()), "500");
        }
    }

    @Test
    void folderThatCannotBe_changesNothing() throws IOException {
        Files.writeString(home.resolve("file"), "");
        Cli run = train("nowhere", "tracking.tensorboard=" + home.resolve("file/tb"));
        assertEquals(expected, sha256(run, "nowhere"));
        assertTrue(run.err().contains("warning: tracking: TensorBoard failed"), run.err());
    }

    /** Whoever wrote config.json does not decide where numbers and a token go. */
    @Test
    void resume_tracksWhereTheUserSays_notWhereTheDirectoryDoes() throws IOException {
        try (FakeMlflow stored = new FakeMlflow(FakeMlflow.Mood.WELL);
                FakeMlflow named = new FakeMlflow(FakeMlflow.Mood.WELL)) {
            sha256(tracked("theirs", stored.uri()), "theirs");
            long before = stored.count("runs/create");
            String run = home.resolve("theirs").toString();
            Files.delete(home.resolve("theirs/MANIFEST-000008.json"));
            Cli silent = Cli.run("resume", run);
            assertEquals(expected, sha256(silent, "theirs"));
            String how = "--set tracking.mlflow=" + stored.uri();
            assertTrue(
                    silent.err().contains("is not used; to go on there, say " + how), silent.err());
            assertEquals(before, stored.count("runs/create"));
            Files.delete(home.resolve("theirs/MANIFEST-000008.json"));
            Cli told = Cli.run("resume", run, "--set", "tracking.mlflow=" + named.uri());
            assertEquals(expected, sha256(told, "theirs"));
            assertEquals(1, named.count("runs/create"));
            assertEquals(before, stored.count("runs/create"));
        }
    }

    @Test
    void badServer_isOneLine() {
        Cli run = train("bad", "tracking.mlflow=http://me:secret@host:5000");
        assertEquals(ExitCode.BAD_INPUT, run.code());
        assertTrue(run.err().contains("tracking.mlflow has a user or password"), run.err());
        assertTrue(!(run.err() + run.out()).contains("secret"), run.err());
        Cli other = train("bad", "tracking.mlflow=ftp://host");
        assertEquals(ExitCode.BAD_INPUT, other.code());
        assertTrue(other.err().contains("must be a URI such as http"), other.err());
    }

    /** By npm's tfrecord, which checks the CRCs, and protobufjs. */
    @Test
    void eventFile_isReadByAnIndependentReader() throws Exception {
        Path folder = home.resolve("tb");
        assertEquals(
                expected,
                sha256(train("tensorboard", "tracking.tensorboard=" + folder), "tensorboard"));
        Path reader = home.resolve("reader");
        Cli.copy(Path.of("src/test/tfevents").toAbsolutePath(), reader);
        Output install = process(reader, "npm", "install", "--silent", "--ignore-scripts");
        assumeTrue(install.code == 0, () -> "needs npm and its registry: " + install.text);
        Output read = process(reader, "node", "read.js", only(folder).toString());
        assertEquals(0, read.code, read.text);
        List<String> expectedLines =
                new ArrayList<>(List.of("version brain.Event:2", "1 session 1"));
        for (String line : Files.readAllLines(home.resolve("tensorboard/metrics.jsonl")))
            expectedLines.addAll(curves(new ObjectMapper().readTree(line)));
        List<String> got = read.text.lines().toList();
        assertTrue(got.containsAll(expectedLines), expectedLines + "\n" + read.text);
        for (String tag :
                List.of("imagesPerSecond", "firingRate/1", "seconds/compute", "learningRate"))
            assertTrue(read.text.contains(" " + tag + " "), tag);
    }

    /** Loss, accuracy and test accuracy of a line of metrics.jsonl, as the reader prints them. */
    private static List<String> curves(JsonNode line) {
        List<String> curves = new ArrayList<>();
        for (String tag : List.of("loss", "trainAccuracy", "testAccuracy")) {
            if (!line.has(tag)) continue;
            double value = (float) line.get(tag).asDouble();
            curves.add(line.get("round").asInt() + " " + tag + " " + number(value));
        }
        return curves;
    }

    /** As JavaScript prints it. */
    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static Cli tracked(String name, String server) throws IOException {
        long start = System.nanoTime();
        Cli run = train(name, "tracking.mlflow=" + server);
        double seconds = (System.nanoTime() - start) / 1e9;
        assertEquals(expected, sha256(run, name));
        assertTrue(
                seconds < secondsWithout + LONGEST_WAIT_SECONDS,
                seconds + " s, " + secondsWithout + " s without");
        return run;
    }

    private static void warned(Cli run, String name) {
        long warnings = run.err().lines().filter(line -> line.contains("tracking: MLflow")).count();
        assertEquals(1, warnings, name + ": " + run.err());
    }

    private static Cli train(String name, String... overrides) {
        List<String> all = new ArrayList<>(List.of(overrides));
        all.add("run.dir=" + home.resolve(name));
        return Cli.train(home, all.toArray(String[]::new));
    }

    private static String sha256(Cli run, String name) throws IOException {
        assertEquals(ExitCode.DONE, run.code(), run.err());
        List<String> lines = Files.readAllLines(home.resolve(name).resolve("metrics.jsonl"));
        for (int i = lines.size() - 1; ; i--) {
            JsonNode line = new ObjectMapper().readTree(lines.get(i));
            if (line.has("paramsSha256")) return line.get("paramsSha256").asText();
        }
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), all.toString());
            return all.get(0);
        }
    }

    private record Output(int code, String text) {}

    private static Output process(Path folder, String... command) throws Exception {
        Path log = Files.createTempFile(home, "process", ".log");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            if (!process.waitFor(600, TimeUnit.SECONDS)) process.destroyForcibly();
            return new Output(process.waitFor(), Files.readString(log, StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new Output(127, e.getMessage());
        }
    }
}

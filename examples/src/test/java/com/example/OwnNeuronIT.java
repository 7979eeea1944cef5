package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.Sha256;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.RepeatCommand;

/**
 * A neuron of a user's own, from its source to a trained network: the commands of
 * docs/guide/own-neuron.md as they stand there, in an empty folder, and what they lead to.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(1200)
class OwnNeuronIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String JAR = "adaptive-lif.jar";
    private static final String KIND = "com.example.AdaptiveLif";

    @TempDir private static Path folder;

    /** A process that has ended, and what it said. */
    private record Ended(int code, String said) {}

    @BeforeAll
    static void followTheGuide() throws Exception {
        String guide = Files.readString(ROOT.resolve("docs/guide/own-neuron.md"));
        List<String> java = blocks(guide, "java");
        assertEquals(source("main", "AdaptiveLif"), java.get(0));
        assertEquals(source("test", "AdaptiveLifTest"), java.get(1));
        Files.writeString(folder.resolve("AdaptiveLif.java"), java.get(0));
        for (String commands : blocks(guide, "sh")) succeed(commands);
    }

    @Test
    void neuron_isOneShortFile() throws IOException {
        assertTrue(Files.readAllLines(folder.resolve("AdaptiveLif.java")).size() < 60);
    }

    @Test
    void network_hasLearnt_andIsReported() throws IOException {
        double accuracy = json("run/evaluation.json").get("accuracy").doubleValue();
        assertTrue(accuracy > 0.5, "by chance it were 0.1, and is " + accuracy);
        String page = Files.readString(folder.resolve("run/report.html"));
        assertTrue(page.contains("./scripts/qsnn train --jars " + JAR), "the command to repeat it");
    }

    @Test
    void provenance_namesTheJar() throws IOException {
        String sha256 = Sha256.of(Files.readAllBytes(folder.resolve(JAR)));
        Map<String, String> expected = Map.of("name", KIND, "from", JAR, "sha256", sha256);
        for (String run : List.of("run", "run-on-executors")) {
            JsonNode kinds = json(run + "/provenance.json").at("/starts/0/kinds");
            assertEquals(new ObjectMapper().valueToTree(List.of(expected)), kinds);
        }
        assertEquals(sha256, json("run/evaluation.json").at("/provenance/kinds/0/sha256").asText());
    }

    /** The guide trains on two threads, and on executors in JVMs of their own. */
    @Test
    void weights_areTheSameOnOneThread_andAfterAResume() throws Exception {
        assertEquals(sha256("run"), sha256("run-on-executors"));
        succeed(repeat("local[1]", "checkpoint.everyRounds=5", "run.dir=alone"));
        assertEquals(sha256("run"), sha256("alone"));
        Files.delete(last("alone", "MANIFEST-"));
        String resumed = succeed("$QSNN/scripts/qsnn resume --jars " + JAR + " alone");
        assertTrue(resumed.contains("on from round "), resumed);
        assertEquals(sha256("run"), sha256("alone"));
    }

    /** What a user reads who forgets the jar. */
    @Test
    void withoutTheJar_allIsOneLine() throws Exception {
        String line =
                "neuron.kind "
                        + KIND
                        + ": no such class on the class path; give the jar that has it with --jars";
        for (String verb : List.of("evaluate run", "train --set neuron.kind=" + KIND)) {
            Ended ended = run("$QSNN/scripts/qsnn " + verb);
            assertEquals(2, ended.code, ended.said);
            String last = ended.said.lines().reduce((a, b) -> b).orElseThrow();
            assertTrue(last.startsWith("qsnn: ") && last.endsWith(line), last);
        }
    }

    /** The command that trains the guide's network again, as a page of the run has it. */
    private static String repeat(String master, String... settings) throws IOException {
        JsonNode stored = json("run/config.json").get("config");
        ExperimentConfig config = ConfigReader.read(stored.toString(), "config.json");
        String own = "\\$QSNN/scripts/qsnn train --jars " + JAR + " --master '" + master + "'";
        return RepeatCommand.of(config).replaceFirst("^\\S+ train( --jars \\S+)?", own)
                + " --set "
                + String.join(" --set ", settings);
    }

    /** Of the weights after the last round. */
    private static String sha256(String run) throws IOException {
        Path state = last(run + "/ckpt", "r").resolve("state.json");
        return new ObjectMapper().readTree(state.toFile()).get("paramsSha256").textValue();
    }

    /** The last file of a folder whose name begins so. */
    private static Path last(String in, String begin) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(in))) {
            return files.filter(file -> file.getFileName().toString().startsWith(begin))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    private static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(folder.resolve(file).toFile());
    }

    private static String source(String part, String name) throws IOException {
        return Files.readString(Path.of("src", part, "java/com/example", name + ".java"));
    }

    /** What stands in the fenced blocks of a language. */
    private static List<String> blocks(String markdown, String language) {
        List<String> blocks = new ArrayList<>();
        Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(markdown)
                .results()
                .forEach(block -> blocks.add(block.group(1)));
        return blocks;
    }

    private static String succeed(String commands) throws Exception {
        Ended ended = run(commands);
        assertEquals(0, ended.code, commands + "\n" + ended.said);
        return ended.said;
    }

    /** As in a user's terminal, in the folder. */
    private static Ended run(String commands) throws Exception {
        Path said = folder.resolve("said");
        String java = System.getProperty("java.home");
        ProcessBuilder builder = new ProcessBuilder("bash", "-euc", commands);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeAll(List.of("SPARK_HOME", "SPARK_SCALA_VERSION"));
        environment.put("QSNN", ROOT.toString());
        environment.put("JAVA_HOME", java);
        environment.merge("PATH", java + "/bin", (path, own) -> own + ":" + path);
        builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(said.toFile());
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(10, TimeUnit.MINUTES), "not over: " + commands);
            return new Ended(process.exitValue(), Files.readString(said));
        } finally {
            process.destroyForcibly();
        }
    }
}

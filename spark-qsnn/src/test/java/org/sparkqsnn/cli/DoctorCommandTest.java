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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} as a user and a script meet it, on local[2]. */
class DoctorCommandTest {
    @TempDir private Path folder;

    @Test
    void healthySession_exitsWith0_andAVerdict() {
        Cli done = doctor();
        assertEquals(0, done.code(), done.out() + done.err());
        List<String> lines = done.out().lines().toList();
        assertTrue(lines.get(lines.size() - 1).startsWith("0 problem(s), "), done.out());
        assertTrue(done.out().contains("efficiency of a round"), done.out());
        assertFalse(done.out().contains("problem  "), done.out());
    }

    @Test
    void nothing_isLeftBehind() throws IOException {
        assertEquals(0, doctor().code());
        assertEquals(List.of(), files());
        assertEquals(0, Cli.run(with("train")).code());
        List<String> before = Cli.contents(folder);
        Cli again = doctor("--no-probe");
        assertTrue(again.out().contains("holds this run, which goes on"), again.out());
        assertEquals(before, Cli.contents(folder));
    }

    @Test
    void problems_comeFirst_andExitWith1() throws IOException {
        Files.writeString(folder.resolve("run"), "a file");
        Cli done = doctor("--no-probe");
        assertEquals(1, done.code(), done.out() + done.err());
        assertTrue(done.out().startsWith("problem  run.dir"), done.out());
        assertTrue(done.out().lines().skip(1).findFirst().orElse("").startsWith("         -> "));
        assertTrue(done.out().endsWith("mend the problems before training\n"), done.out());
    }

    @Test
    void json_isOneObject() throws IOException {
        JsonNode json = new ObjectMapper().readTree(doctor("--json").out());
        assertEquals(1, json.get("version").intValue());
        assertEquals(0, json.get("problems").intValue());
        assertEquals("local[2]", json.get("master").textValue());
        JsonNode first = json.get("findings").get(0);
        for (String key : List.of("level", "setting", "value", "why", "suggestion"))
            assertTrue(first.get(key).isTextual(), key);
        assertTrue(json.get("probe").get("seconds").get("compute").doubleValue() > 0);
        assertFalse(new ObjectMapper().readTree(doctor("--json", "--no-probe").out()).has("probe"));
    }

    @Test
    void missingDataset_isAProblem_andTheRestIsChecked() {
        Cli done = doctor("--set", "data.path=/no/such/data");
        assertEquals(1, done.code(), done.err());
        assertTrue(done.out().contains("/no/such/data"), done.out());
        assertTrue(done.out().contains("spark.speculation"), done.out());
    }

    @Test
    void sessionThatDoesNotStart_isAProblem() {
        Cli done = doctorWith("spark.executor.memory", "100m");
        assertEquals(1, done.code(), done.err());
        assertTrue(done.out().contains("Executor memory"), done.out());
    }

    @Test
    void badInput_exitsWith2() {
        assertEquals(2, doctor("--set", "optimiser.lerningRate=1").code());
        Cli done = doctorWith("spark.driver.maxResultSize", "much", "--no-probe");
        assertEquals(2, done.code());
        assertTrue(done.err().contains("spark.driver.maxResultSize must be a size"), done.err());
    }

    @Test
    void secrets_areNotPrinted() throws IOException {
        Files.writeString(folder.resolve("hush-123"), "a file");
        Cli done =
                doctorWith(
                        "spark.hadoop.fs.s3a.secret.key",
                        "hush-123",
                        "--no-probe",
                        "--set",
                        "run.dir=" + folder.resolve("hush-123/run"));
        assertEquals(1, done.code());
        assertFalse((done.out() + done.err()).contains("hush-123"), done.out() + done.err());
        assertTrue(done.out().contains("(hidden)/run"), done.out());
    }

    private Cli doctorWith(String key, String value, String... args) {
        System.setProperty(key, value);
        try {
            return doctor(args);
        } finally {
            System.clearProperty(key);
        }
    }

    private Cli doctor(String... args) {
        return Cli.run(with("doctor", args));
    }

    /** A verb with a small network on the embedded sample, and a directory of ours. */
    private String[] with(String verb, String... args) {
        List<String> all =
                new ArrayList<>(
                        List.of(
                                verb,
                                "--set",
                                "model.hidden=8",
                                "--set",
                                "encoder.steps=4",
                                "--set",
                                "training.epochs=1",
                                "--set",
                                "run.dir=" + folder.resolve("run")));
        all.addAll(Arrays.asList(args));
        return all.toArray(String[]::new);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder)).map(Path::toString).toList();
        }
    }
}

package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.sweep.SmallSweep;
import org.sparkqsnn.sweep.SweepFile;

/** Files that somebody wrote to make the reader call a host, tell a secret or write elsewhere. */
class HostileFilesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir private Path folder;
    private Ear ear;

    @BeforeEach
    void listen() throws IOException {
        ear = new Ear();
    }

    @AfterEach
    void close() throws IOException {
        ear.close();
    }

    /** Axes were once parsed as HOCON, where a text may include a URL. */
    @Test
    void axesOfAStoredSweep_areNoHocon() throws IOException {
        String payload = "[0.001]\ninclude url(\"http://" + ear.address() + "/x.conf\")";
        ObjectNode sweep = sweep();
        sweep.with("axes").put("optimiser.learningRate", payload);
        refused("axes.optimiser.learningRate must be a list", "report", stored(sweep));
        refused("axes.optimiser.learningRate must be a list", "resume", stored(sweep));
        assertEquals(List.of(), ear.heard());
    }

    /** A variable of the environment went out in the request's path. */
    @Test
    void dataPathOfAStoredSweep_isNoHocon_andCallsNobody() throws IOException {
        ObjectNode sweep = sweep();
        String uri = "http://" + ear.address() + "/";
        sweep.with("axes").put("data.path", "[\"" + uri + "\"${PATH}]");
        refused("axes.data.path must be a list", "resume", stored(sweep));
        sweep.with("axes").putArray("data.path").add(uri);
        refused("on another file system than the directory", "resume", stored(sweep));
        assertEquals(List.of(), ear.heard());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"[0.001] \\nvalue = null\"",
                "\"null\"",
                "null",
                "[null]",
                "[{}]",
                "[[[1]]]",
                "{\"from\": null, \"to\": 1}",
                "{\"from\": 1, \"to\": 2, \"points\": 2000000000}",
                "\"${?x}\""
            })
    void craftedAxis_isOneLine(String axis) throws IOException {
        ObjectNode sweep = sweep();
        sweep.with("axes").set("optimiser.learningRate", MAPPER.readTree(axis));
        refused("", "report", stored(sweep));
    }

    @Test
    void sweepThatIsTooLarge_isOneLine() throws IOException {
        ObjectNode sweep = sweep();
        sweep.with("axes").putArray("neuron.t1").add(30);
        sweep.with("sweep").put("configs", 2_000_000_000).put("search", "random");
        refused("at most 1,000,000 are drawn", "resume", stored(sweep));
        sweep.with("sweep").put("configs", 1).put("seeds", 2_000_000_000);
        refused("at most 10,000,000 are planned", "resume", stored(sweep));
    }

    @Test
    void trialsOfAStoredSweep_areWrittenElsewhereOnlyIfTheUserSaysSo() throws IOException {
        ObjectNode sweep = sweep();
        sweep.with("sweep").put("trials", folder.resolve("elsewhere").toString());
        refused("nothing is written outside of the directory unasked", "resume", stored(sweep));
        assertFalse(Files.exists(folder.resolve("elsewhere")));
    }

    /** Hadoop has a file system for http, too. */
    @Test
    void reportOfARun_callsNobody() throws IOException {
        Path run = run("http://" + ear.address() + "/data");
        Cli report = Cli.run("report", run.toString());
        assertEquals(0, report.code(), report.err());
        String page = Files.readString(run.resolve("report.html"));
        assertTrue(page.contains("on another file system than the directory"), page);
        refused("on another file system than the directory", "resume", run.toString());
        refused("on another file system than the directory", "evaluate", run.toString());
        assertEquals(List.of(), ear.heard());
        Cli asked =
                Cli.run("evaluate", run.toString(), "--data", "http://" + ear.address() + "/data");
        assertEquals(2, asked.code());
        assertTrue(ear.heard().contains("a call"), "the user's own word counts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include url(\"http://EAR/x.conf\")",
                "include \"http://EAR/x.conf\"",
                "include required(url(\"http://EAR/x.conf\"))",
                "include file(\"/etc/hostname\")",
                "include \"/etc/hostname\"",
                "include \"../x.conf\"",
                "include classpath(\"x.conf\")",
                "include \"missing.conf\""
            })
    void configFile_includesNothingButFilesBesideIt(String text) throws IOException {
        Path conf = folder.resolve("a.conf");
        Files.writeString(conf, text.replace("EAR", ear.address()));
        refused("is refused; include a file beside it", "train", conf.toString());
        assertEquals(List.of(), ear.heard());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.dir = ${PATH}", "run.dir = ${?PATH}", "run.dir = runs/${PATH}"})
    void configFile_seesTheEnvironmentOnlyIfTheUserSaysSo(String text) throws IOException {
        Path conf = Files.writeString(folder.resolve("a.conf"), text);
        refused("allow the environment with --allow-env", "train", conf.toString());
        refused("allow the environment with --allow-env", "doctor", conf.toString());
        refused("allow the environment with --allow-env", "sweep", conf.toString());
        String path = System.getenv("PATH");
        String dir = ConfigReader.read(Optional.of(conf.toFile()), List.of(), true).run().dir();
        assertTrue(dir.endsWith(path), dir);
    }

    @Test
    void allowedEnvironment_standsInProvenance() throws IOException {
        Cli.prepare(folder.resolve("data"));
        Path conf = Files.writeString(folder.resolve("a.conf"), "tracking.experiment = ${PATH}");
        String[] args = Cli.trainArgs(folder, "training.epochs=1");
        args[0] = conf.toString();
        Cli trained = Cli.run(concat("train", "--allow-env", args));
        assertEquals(0, trained.code(), trained.err());
        JsonNode starts =
                MAPPER.readTree(folder.resolve("run/provenance.json").toFile()).get("starts");
        assertTrue(starts.get(0).get("command").textValue().startsWith("train --allow-env "));
        JsonNode config = MAPPER.readTree(folder.resolve("run/config.json").toFile());
        assertEquals(System.getenv("PATH"), config.at("/config/tracking/experiment").textValue());
    }

    private static String[] concat(String first, String second, String[] rest) {
        String[] all = new String[rest.length + 2];
        all[0] = first;
        all[1] = second;
        System.arraycopy(rest, 0, all, 2, rest.length);
        return all;
    }

    private void refused(String expected, String... args) {
        Cli told = Cli.run(args);
        assertEquals(2, told.code(), told.err());
        assertEquals(1, told.err().lines().count(), told.err());
        assertTrue(told.err().startsWith("qsnn: ") && told.err().contains(expected), told.err());
        assertFalse(told.err().contains("\"null\" because"), told.err());
    }

    private static ObjectNode sweep() {
        return SmallSweep.of(List.of("sweep.seeds=1")).json();
    }

    /** A sweep directory with that sweep. */
    private String stored(ObjectNode sweep) throws IOException {
        Path directory = Files.createDirectories(folder.resolve("sweep"));
        ObjectNode file = Json.object().put("version", 1);
        file.set("sweep", sweep);
        Files.write(directory.resolve("sweep.json"), Json.line(file));
        assertEquals(1, SweepFile.read(Json.line(file), "sweep.json").version());
        return directory.toString();
    }

    /** A run directory whose config names that data, with the sha256 it must have. */
    private Path run(String data) throws IOException {
        Cli.prepare(folder.resolve("data"));
        Cli trained = Cli.train(folder, "training.epochs=1");
        assertEquals(0, trained.code(), trained.err());
        Resigned.dataPath(folder.resolve("run"), data);
        return folder.resolve("run");
    }
}

package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.Deciding;

/** Whole sweeps over kinds and elements of lists: table, trials, views, page, and going on. */
@Timeout(900)
class SweepKindsTest {
    private static final String BASE =
            """
            model.hidden = [8]
            encoder.steps = 4
            training { epochs = 2, batchSize = 10 }
            averaging { workers = 2, localSteps = 2 }
            """;

    private static final String LAYERS =
            """
            model.kind = layers
            model.layers = [
              { kind = dense, outputs = 6, neuron.kind = lif }
              { kind = dense }
            ]
            """;

    @TempDir private Path folder;

    @BeforeEach
    void prepare() {
        Cli.prepare(folder.resolve("data"));
    }

    @Test
    void kinds_haveTheirPresets_fromTheTableToThePage() throws IOException, InterruptedException {
        String axes = "model.kind = [qsnn, snn, ann], optimiser.learningRate = [1e-3, 1e-2]";
        Cli sweep = sweep(BASE, axes);
        assertEquals(6, requireTrials(BASE));
        List<ObjectNode> rows = rows();
        assertEquals(
                List.of("qsnn", "qsnn", "snn", "snn", "ann", "ann"),
                rows.stream().map(row -> row.at("/values/model.kind").asText()).toList());
        for (String kind : List.of("qsnn", "snn", "ann"))
            assertTrue(sweep.out().contains("model.kind=" + kind + " optimiser"), sweep.out());
        requireParquet("model_kind = 'ann' and optimiser_learningRate = 0.01", 1);
        String page = page();
        assertTrue(page.contains("qsnn, snn, ann"), "what varies");
        assertTrue(page.contains("training.epochs") && !page.contains("neuron.kind"), "what not");
        requireRepeatable(sweep, rows);
        requireGoingOn();
    }

    @Test
    void elementsOfLists_andKeysOfTheirKinds() throws IOException {
        String axes =
                "model.layers.0 { outputs = [5, 7], neuron.beta = [0.8, 0.9] },"
                        + " model.layers.1.neuron = [{ kind = qlif, t1 = 30 }, { kind = cuba-lif }]";
        Cli sweep = sweep(BASE + LAYERS, axes);
        assertEquals(8, requireTrials(BASE + LAYERS));
        assertTrue(sweep.out().contains("model.layers.1.neuron={kind=cuba-lif}"), sweep.out());
        requireParquet("model_layers_0_outputs = 7 and model_layers_0_neuron_beta = 0.9", 2);
        assertTrue(page().contains("model.layers.1.neuron"));
    }

    /** The row of a trial that cannot be says why; the others have their results. */
    @Test
    void readoutThatReadsNoSpikes_isARowWithItsReason() throws IOException {
        Cli sweep = sweep(BASE, "readout.kind = [count, value]");
        assertTrue(sweep.out().contains("all trials failed: config 2"), sweep.out());
        List<ObjectNode> rows = rows();
        assertEquals("done", rows.get(0).get("status").asText());
        String reason = rows.get(1).get("failure").asText();
        assertTrue(reason.startsWith("readout.kind value reads values, but"), reason);
        assertEquals(1, reason.lines().count());
    }

    @Test
    void kindWithoutTheKey_isOneLine_andNothingIsTrained() throws IOException {
        Files.writeString(folder.resolve("sweep.conf"), text(BASE, "neuron.beta = [0.8]"));
        Cli refused = run();
        assertEquals(2, refused.code());
        assertTrue(
                refused.err()
                        .contains("axes.neuron.beta=0.8: unknown key neuron.beta of kind qlif"),
                refused.err());
        assertFalse(Files.exists(folder.resolve("sweep")));
    }

    private Cli sweep(String base, String axes) throws IOException {
        Files.writeString(folder.resolve("sweep.conf"), text(base, axes));
        Cli sweep = run();
        assertEquals(0, sweep.code(), sweep.err());
        return sweep;
    }

    private String text(String base, String axes) {
        return base + "data.path = \"" + folder.resolve("data") + "\"\naxes { " + axes + " }\n";
    }

    private Cli run() {
        return Cli.run(
                "sweep",
                folder.resolve("sweep.conf").toString(),
                "--set",
                "sweep.seeds=1",
                "--set",
                "sweep.dir=" + folder.resolve("sweep"));
    }

    /** Each trial's record has the config that train reads of the file and its values. */
    private int requireTrials(String base) throws IOException {
        Path file = Files.writeString(folder.resolve("train.conf"), base);
        List<ObjectNode> rows = rows();
        for (ObjectNode row : rows) {
            assertEquals("done", row.get("status").asText(), row.toString());
            List<String> settings = new ArrayList<>();
            row.get("values")
                    .properties()
                    .forEach(
                            value ->
                                    settings.add(value.getKey() + "=" + value.getValue().asText()));
            String id = row.get("trial").asText();
            JsonNode record =
                    new ObjectMapper()
                            .readTree(
                                    folder.resolve("sweep/trials/" + id + "-e0002.json").toFile());
            assertEquals(
                    Deciding.leaves(ConfigReader.read(Optional.of(file.toFile()), settings)),
                    Deciding.leaves(ConfigReader.read(record.get("config").toString(), id)),
                    settings.toString());
        }
        return rows.size();
    }

    private void requireParquet(String where, long count) throws IOException {
        try (SparkSession spark =
                SparkSession.builder()
                        .master("local[1]")
                        .config("spark.ui.enabled", "false")
                        .config("spark.driver.host", "127.0.0.1")
                        .getOrCreate()) {
            String file = folder.resolve("sweep/results.parquet").toString();
            Dataset<Row> rows = spark.read().parquet(file);
            assertEquals(count, rows.filter(where + " and status = 'done'").count());
        }
    }

    /** The command that was printed trains the bits of the trial. */
    private void requireRepeatable(Cli sweep, List<ObjectNode> rows)
            throws IOException, InterruptedException {
        String line =
                sweep.out()
                        .lines()
                        .filter(one -> one.startsWith("best: "))
                        .findFirst()
                        .orElseThrow();
        List<String> words = words(line.substring("best: ./scripts/qsnn ".length()));
        words.addAll(List.of("--set", "run.dir=" + folder.resolve("run")));
        Cli train = Cli.run(words.toArray(String[]::new));
        assertEquals(0, train.code(), train.err());
        List<String> metrics = Files.readAllLines(folder.resolve("run/metrics.jsonl"));
        String hash =
                metrics.stream()
                        .filter(round -> round.contains("\"paramsSha256\""))
                        .reduce((first, last) -> last)
                        .orElseThrow();
        ObjectNode best =
                rows.stream().max((a, b) -> Double.compare(accuracy(a), accuracy(b))).orElseThrow();
        assertTrue(hash.contains(best.get("paramsSha256").asText()), line);
    }

    private static double accuracy(ObjectNode row) {
        return row.get("accuracy").asDouble();
    }

    /** As a shell reads them. */
    private static List<String> words(String command) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + command).start();
        String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor());
        return out.lines().collect(Collectors.toCollection(ArrayList::new));
    }

    /** As after a kill: two results are missing, and what is there is not trained again. */
    private void requireGoingOn() throws IOException {
        List<ObjectNode> whole = rows();
        Map<String, String> before = trials();
        List<String> lost = before.keySet().stream().skip(1).limit(2).toList();
        for (String name : lost) Files.delete(folder.resolve("sweep/trials").resolve(name));
        Cli resumed = Cli.run("resume", folder.resolve("sweep").toString());
        assertEquals(0, resumed.code(), resumed.err());
        Map<String, String> after = trials();
        assertEquals(before.keySet(), after.keySet());
        lost.forEach(before::remove);
        assertTrue(after.entrySet().containsAll(before.entrySet()), "each has its seconds in it");
        assertEquals(withoutSeconds(whole), withoutSeconds(rows()));
    }

    private String page() throws IOException {
        Cli report = Cli.run("report", folder.resolve("sweep").toString());
        assertEquals(0, report.code(), report.err());
        return Files.readString(folder.resolve("sweep/report.html"));
    }

    private Map<String, String> trials() throws IOException {
        Map<String, String> trials = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve("sweep/trials"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".json")).toList())
                trials.put(file.getFileName().toString(), Files.readString(file));
        }
        return trials;
    }

    private List<ObjectNode> rows() throws IOException {
        List<ObjectNode> rows = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("sweep/results.jsonl")))
            rows.add((ObjectNode) new ObjectMapper().readTree(line));
        return rows;
    }

    private static List<String> withoutSeconds(List<ObjectNode> rows) {
        return rows.stream().map(row -> row.deepCopy().without("seconds").toString()).toList();
    }
}

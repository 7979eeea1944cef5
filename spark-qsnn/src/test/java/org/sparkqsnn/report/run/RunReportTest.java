package org.sparkqsnn.report.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.ExperimentRun;
import org.sparkqsnn.report.html.Page;
import org.sparkqsnn.run.DataIdentity;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.DirectoryJournal;
import org.sparkqsnn.training.RunListener;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.ThreadWorkers;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.TrainingRun;
import org.sparkqsnn.training.round.RoundPlan;

/** What the page of a run says, for runs of every kind: 300 images, 8 rounds of 4 an epoch. */
class RunReportTest {
    private static final RunListener QUIET = new RunListener() {};

    private static final ExperimentConfig MIXED =
            Small.config(
                    "model.kind=layers",
                    "encoder.kind=direct",
                    "readout.kind=value",
                    "model.layers=[{kind=dense, outputs=20, neuron.kind=relu},"
                            + " {kind=dense, outputs=12, neuron.kind=lif},"
                            + " {kind=dense, neuron.kind=li}]");

    @TempDir private Path folder;

    @Test
    void wholeRun_agreesWithItself() {
        train(Small.config(), 8);
        RunReport.Made made = report().make();
        assertTrue(made.complete());
        String html = html(made);
        assertTrue(html.contains(">8</dd><dd class=\"more\">of 8<"), "rounds");
        assertTrue(html.contains("right, as in the run."), "the forward pass agrees");
        assertFalse(html.contains("class=\"notice\""), "nothing is missing");
        assertEquals(8, points(html, "loss", 0));
        assertEquals(2, points(html, "loss", 1));
        assertEquals(120, sum(numbers(html).at("/charts/confusion/data"), 3), "every test image");
        assertEquals(12, sum(numbers(html).at("/charts/rates-0/data")), "every hidden neuron");
        assertEquals(7, numbers(html).at("/charts/parts/series").size());
    }

    /** A read-out of zeros receives no spike, and without one it has no gradient. */
    @Test
    void silentClasses_areNamed() {
        train(Small.config("model.readoutInit=0", "model.readoutBias=0"), 8);
        String html = html(report().make());
        assertTrue(html.contains("classes 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 are silent"), "notice");
    }

    @Test
    void unfinishedRun_withoutEvaluation() {
        train(Small.config(), 3);
        RunReport.Made made = report().make();
        assertFalse(made.complete());
        String html = html(made);
        assertTrue(html.contains("3 of 8 rounds"));
        assertTrue(html.contains("not evaluated yet"));
        assertEquals(1, numbers(html).at("/charts/loss/series").size(), "training alone");
        assertEquals(10, numbers(html).at("/charts/confusion/labels").size());
    }

    @Test
    void runWithoutACheckpoint_hasTheConfig() {
        Dataset data = Small.dataset();
        new ExperimentRun(directory()).begin(Small.config(), DataIdentity.of(data));
        String html = html(report().make());
        assertTrue(html.contains("No round is on record yet."));
        assertTrue(html.contains("since there is no checkpoint yet."));
        assertTrue(html.contains("provenance.json is missing"));
        assertTrue(html.contains("./scripts/qsnn train --set"));
    }

    @Test
    void holdout_isCalledValidation() {
        train(Small.config("data.holdout=0.2"), 8);
        String html = html(report().make());
        assertTrue(html.contains("Validation accuracy"));
        assertFalse(html.contains("Test accuracy"));
        assertTrue(html.contains("Shown the validation set once more"));
        assertTrue(html.contains("right, as in the run."));
        assertEquals(60, sum(numbers(html).at("/charts/confusion/data"), 3), "a fifth of 300");
    }

    @Test
    void directInput_hasNoInputSpikes() {
        train(Small.config("encoder.kind=direct"), 8);
        JsonNode charts = numbers(html(report().make())).path("charts");
        int samples = 0;
        for (JsonNode chart : charts) {
            if (!chart.path("kind").asText().equals("raster")) continue;
            samples++;
            assertEquals("Hidden", chart.at("/rasters/0/name").asText());
            assertEquals(2, chart.path("rasters").size());
        }
        assertTrue(samples >= 4, samples + " samples");
    }

    /** Values that are alike at every step: bars of them, and nothing about spikes or steps. */
    @Test
    void networkWithoutSpikes_saysNothingOfThem() throws IOException {
        train(Small.config("model.kind=ann", "encoder.steps=1"), 8);
        String html = html(report().make());
        assertTrue(html.contains("right, as in the run."), "the forward pass agrees");
        assertTrue(html.contains(">784-12-10<"), "network");
        JsonNode charts = numbers(html).path("charts");
        for (String spiking : List.of("firing-rate", "silent", "saturated", "rates-0", "rates-1"))
            assertFalse(charts.has(spiking), spiking);
        for (JsonNode chart : charts) assertFalse(chart.path("kind").asText().equals("raster"));
        JsonNode sample = samples(charts).get(0);
        assertEquals("bars", sample.path("kind").asText());
        assertEquals(10, sample.path("data").size());
        String words = html.substring(0, html.indexOf("id=\"config\""));
        for (String word : List.of("pike", "iring", "ilent", "embrane", "opulation", "QLIF"))
            assertFalse(words.contains(word), word);
        String lines = Files.readString(folder.resolve("run/metrics.jsonl"));
        for (String key : List.of("firingRate", "silent", "saturated", "ties"))
            assertFalse(lines.contains(key), key);
    }

    /** Spikes between values: one raster, one firing rate, and curves of values. */
    @Test
    void mixedNetwork_showsEachLayerAsItIs() throws IOException {
        train(MIXED, 8);
        String html = html(report().make());
        assertTrue(html.contains(">784-20-12-10<"), "network");
        assertTrue(html.contains("below, the value of each output."), "words");
        assertTrue(html.contains("Largest outputs: "), "words");
        JsonNode charts = numbers(html).path("charts");
        for (String chart : List.of("firing-rate", "silent", "saturated")) {
            assertEquals(1, charts.at("/" + chart + "/series").size(), chart);
            assertEquals("Hidden 2", charts.at("/" + chart + "/series/0/name").asText());
        }
        assertEquals(8, charts.at("/firing-rate/series/0/data").size());
        assertTrue(charts.has("rates-1"));
        assertFalse(charts.has("rates-0") || charts.has("rates-2"));
        for (JsonNode sample : samples(charts)) {
            assertEquals(1, sample.path("rasters").size());
            assertEquals("Hidden 2", sample.at("/rasters/0/name").asText());
            assertEquals("value", sample.path("y").asText());
            assertFalse(sample.has("threshold"), "values have none");
        }
        String line = Files.readAllLines(folder.resolve("run/metrics.jsonl")).get(0);
        JsonNode rates = new ObjectMapper().readTree(line).path("firingRate");
        assertTrue(rates.get(0).isNull() && rates.get(1).isNumber() && rates.get(2).isNull(), line);
    }

    /** Builds before this one wrote a rate of 0 for layers that do not spike. */
    @Test
    void zerosThatAnOlderBuildWrote_areNotDrawn() throws IOException {
        train(MIXED, 8);
        Path file = folder.resolve("run/metrics.jsonl");
        Files.writeString(file, Files.readString(file).replace("null", "0.0"));
        JsonNode charts = numbers(html(report().make())).path("charts");
        assertEquals(1, charts.at("/firing-rate/series").size());
    }

    @Test
    void runsOfTwoKinds_areCompared() {
        train(Small.config("model.kind=ann", "encoder.steps=1"), 8);
        RunDirectory other = RunDirectory.at(folder.resolve("b").toString(), new Configuration());
        train(other, Small.config(), 8);
        Page page = ComparePage.of(List.of(directory(), other));
        String html = new String(page.html(), StandardCharsets.UTF_8);
        assertEquals(2, numbers(html).at("/charts/train-loss/series").size());
        assertTrue(html.contains("<th scope=\"row\">neuron.kind</th><td>relu</td><td>qlif</td>"));
        assertTrue(html.contains("<th scope=\"row\">neuron.t1</th><td>–</td><td>60.0</td>"));
    }

    @Test
    void lossThatIsNoNumber_isLeftOut() throws IOException {
        train(Small.config(), 8);
        Path file = folder.resolve("run/metrics.jsonl");
        String lines = Files.readString(file).replaceFirst("\"loss\":[0-9.]+", "\"loss\":\"NaN\"");
        Files.writeString(file, lines);
        String html = html(report().make());
        assertEquals(7, points(html, "loss", 0));
        assertTrue(html.contains("Left out: 1 values that are not finite."));
    }

    @Test
    void dataThatCannotBeRead_leaveTheRest() {
        train(Small.config(), 8);
        RunReport report =
                new RunReport(
                        directory(),
                        uri -> {
                            throw new BadInput("the data are gone; restore them");
                        });
        String html = html(report.make());
        assertTrue(html.contains("are missing, since the data are gone; restore them."));
        assertTrue(numbers(html).path("charts").has("loss"));
        assertFalse(numbers(html).path("charts").has("confusion"));
    }

    @Test
    void otherData_areNotShown() {
        train(Small.config(), 8);
        Dataset same = Small.dataset();
        Dataset other = new Dataset("small", "1".repeat(64), same.train(), same.test());
        String html = html(new RunReport(directory(), uri -> other).make());
        assertTrue(html.contains("are not those of the run"));
        assertFalse(numbers(html).path("charts").has("confusion"));
    }

    @Test
    void tornMetrics_areTakenFromTheCheckpoint() throws IOException {
        train(Small.config(), 8);
        Path file = folder.resolve("run/metrics.jsonl");
        String whole = Files.readString(file);
        int lineEnd = whole.indexOf('\n', whole.length() / 2) + 1;
        for (int end : new int[] {0, lineEnd - 20, lineEnd}) {
            Files.writeString(file, whole.substring(0, end));
            String html = html(report().make());
            assertEquals(8, points(html, "loss", 0), "cut at " + end);
            assertTrue(html.contains("its lines are the checkpoint"));
        }
        Files.delete(file);
        assertEquals(8, points(html(report().make()), "loss", 0));
    }

    @Test
    void damage_isBadInput() throws IOException {
        train(Small.config(), 8);
        Path provenance = Files.writeString(folder.resolve("run/provenance.json"), "{\"ver");
        assertThrows(BadInput.class, () -> report().make());
        Files.delete(provenance);
        Files.writeString(folder.resolve("run/config.json"), "{\"version\" : 1,");
        assertThrows(BadInput.class, () -> report().make());
        Files.delete(folder.resolve("run/config.json"));
        BadInput none = assertThrows(BadInput.class, () -> report().make());
        assertTrue(none.getMessage().contains("holds no run"), none.getMessage());
    }

    /** Bytes changed at random, and ends cut off: a page, or one line that says why not. */
    @Test
    void badMetrics_areRefusedOrShown() throws IOException {
        train(Small.config(), 8);
        Path file = folder.resolve("run/metrics.jsonl");
        byte[] whole = Files.readAllBytes(file);
        RunReport report = report();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 300; i++) {
            byte[] bad =
                    Arrays.copyOf(whole, i % 3 == 0 ? random.nextInt(whole.length) : whole.length);
            for (int n = 0; n < 3 && bad.length > 0; n++)
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            Files.write(file, bad);
            assertTrue(
                    html(report.make()).contains("<h1>Run run</h1>"),
                    "the checkpoint has its lines");
        }
        Path checkpoint = folder.resolve("run/MANIFEST-000008.json");
        for (String manifest : List.of("MANIFEST-000003.json", "MANIFEST-000006.json"))
            Files.delete(folder.resolve("run").resolve(manifest));
        Files.delete(checkpoint);
        Files.write(file, Arrays.copyOf(whole, whole.length - 10));
        BadInput torn = assertThrows(BadInput.class, report::make);
        assertTrue(torn.getMessage().contains("metrics.jsonl, line 10"), torn.getMessage());
    }

    @Test
    void tenThousandRounds_stayLight() throws IOException {
        train(Small.config(), 8);
        Path file = folder.resolve("run/metrics.jsonl");
        List<String> lines = Files.readAllLines(file);
        StringBuilder many = new StringBuilder();
        for (int round = 1; round <= 10_000; round++) {
            String line = lines.get(round % 3);
            String loss = Double.toString(1 + Math.sin(round) / round);
            many.append(
                    line.replaceFirst("\"round\":\\d+", "\"round\":" + round)
                            .replaceFirst("\"loss\":[0-9.]+", "\"loss\":" + loss));
            many.append('\n');
        }
        Files.writeString(file, many);
        RunReport.Made made = report().make();
        assertTrue(made.page().html().length < 3_000_000, made.page().html().length + " bytes");
        String html = html(made);
        assertEquals(1000, points(html, "loss", 0));
        assertTrue(html.contains("Drawn: 1,000 of 10,000 points"));
        assertTrue(numbers(html).at("/charts/parts/labels").size() <= 60);
        assertTrue(html.contains("highest 1.841 at round 1"), "words are of all points");
    }

    @Test
    void secondPage_showsSamplesOnlyIfThereIsANewCheckpoint() {
        train(Small.config(), 3);
        AtomicInteger opened = new AtomicInteger();
        RunReport report =
                new RunReport(
                        directory(),
                        uri -> {
                            opened.incrementAndGet();
                            return Small.dataset();
                        });
        String first = html(report.make());
        assertEquals(first, html(report.make()));
        train(Small.config(), 8);
        assertTrue(html(report.make()).contains("the checkpoint of round 8 has"));
        assertEquals(1, opened.get(), "the data stay in memory");
    }

    @Test
    void comparison_hasEveryRun_andWhatDiffers() {
        train(Small.config(), 8);
        RunDirectory other = RunDirectory.at(folder.resolve("b").toString(), new Configuration());
        train(other, Small.config("optimiser.kind=sgd"), 4);
        Page page = ComparePage.of(List.of(directory(), other));
        String html = new String(page.html(), StandardCharsets.UTF_8);
        assertEquals(2, numbers(html).at("/charts/train-loss/series").size());
        assertEquals(8, points(html, "train-loss", 0));
        assertEquals(4, points(html, "train-loss", 1));
        assertTrue(
                html.contains("<th scope=\"row\">optimiser.kind</th><td>adamw</td><td>sgd</td>"));
        assertFalse(html.contains("optimiser.learningRate"), "the same in both");
        assertThrows(BadInput.class, () -> ComparePage.of(List.of(other)));
    }

    private RunDirectory directory() {
        return RunDirectory.at(folder.resolve("run").toString(), new Configuration());
    }

    private RunReport report() {
        return new RunReport(directory(), uri -> Small.dataset());
    }

    private void train(ExperimentConfig config, int rounds) {
        train(directory(), config, rounds);
    }

    /** Trains up to a round, on two threads. */
    private static void train(RunDirectory run, ExperimentConfig config, int rounds) {
        Dataset dataset = Small.dataset();
        TrainingData data = TrainingData.of(dataset, config);
        new ExperimentRun(run).begin(config, DataIdentity.of(dataset));
        run.record(
                org.sparkqsnn.run.Provenance.now(
                        "train", "none", "threads", run.identity().orElseThrow(), Set.of()));
        Checkpoint start =
                Checkpoint.latest(
                                new ExperimentRun(run).checkpoints(config),
                                config,
                                data,
                                line -> {})
                        .orElseGet(() -> Checkpoint.fresh(config, data));
        AtomicInteger round = new AtomicInteger(start.state().round());
        try (ThreadWorkers workers = new ThreadWorkers(config, data, 2)) {
            RoundPlan plan = new RoundPlan(config, data.train().size());
            DirectoryJournal journal = DirectoryJournal.after(start, run, config);
            Checkpoint unused = // in the directory
                    new TrainingRun(config, plan, workers, data.split(), journal, QUIET)
                            .run(start, () -> round.getAndIncrement() >= rounds);
        }
    }

    private static String html(RunReport.Made made) {
        return new String(made.page().html(), StandardCharsets.UTF_8);
    }

    /** The script's numbers. */
    private static JsonNode numbers(String html) {
        Matcher found =
                Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>")
                        .matcher(html);
        assertTrue(found.find());
        try {
            return new ObjectMapper().readTree(found.group(1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Charts of single samples. */
    private static List<JsonNode> samples(JsonNode charts) {
        List<JsonNode> samples = new ArrayList<>();
        charts.properties().stream()
                .filter(chart -> chart.getKey().startsWith("sample-"))
                .forEach(chart -> samples.add(chart.getValue()));
        assertTrue(samples.size() >= 2, samples.size() + " samples");
        return samples;
    }

    private static int points(String html, String chart, int series) {
        return numbers(html).at("/charts/" + chart + "/series/" + series + "/data").size();
    }

    private static int sum(JsonNode numbers) {
        int sum = 0;
        for (JsonNode number : numbers) sum += number.asInt();
        return sum;
    }

    private static int sum(JsonNode cells, int field) {
        int sum = 0;
        for (JsonNode cell : cells) sum += cell.get(field).asInt();
        return sum;
    }
}

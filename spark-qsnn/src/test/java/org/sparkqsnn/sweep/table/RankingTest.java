package org.sparkqsnn.sweep.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.sweep.SmallSweep;
import org.sparkqsnn.sweep.SweepPlan;
import org.sparkqsnn.sweep.trial.Trial;
import org.sparkqsnn.sweep.trial.TrialRecord;
import org.sparkqsnn.training.Small;

/** Statistics over results that were made up: configs by their number, of 100 samples each. */
class RankingTest {
    private static final SweepPlan PLAN =
            SmallSweep.plan(
                    SmallSweep.of(
                            List.of(
                                    "training.epochs=3",
                                    "sweep.seeds=3",
                                    "axes.model.hidden=[[4],[8],[4,4]]",
                                    "axes.neuron.t1=[30,60]")),
                    Small.dataset());

    @TempDir private Path folder;

    @Test
    void configs_areRankedByTheirMean_failuresCountingAsZero() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(done(1, 1, 70, 72, 74));
        rows.addAll(done(2, 1, 80, 82, 84));
        rows.addAll(done(3, 1, 90, 90));
        rows.add(failed(3, 2));
        Ranking ranking = Ranking.of(rows);
        assertEquals(List.of(2, 1, 3), numbers(ranking));
        Summary best = ranking.best().orElseThrow();
        assertEquals(0.82, best.accuracy(), 1e-12);
        assertEquals(0.02, best.deviation(), 1e-12);
        assertEquals(0.80, best.worst());
        assertEquals(42, best.worstSeed());
        Summary third = ranking.configs().get(2);
        assertEquals(0.9, third.accuracy(), 1e-12);
        assertEquals(1, third.failed());
        assertEquals(0.6, third.rank(), 1e-12);
    }

    @Test
    void failures_areSaid_andConfigsWithoutAResult_areNamed() {
        List<Row> rows = new ArrayList<>(done(1, 1, 70, 72));
        Ranking without = Ranking.of(rows);
        assertFalse(without.hasFailures());
        assertFalse(
                String.join("\n", new RankingTable(without, 9).lines()).contains("counts as 0"));
        rows.add(failed(1, 2));
        rows.add(failed(4, 0));
        rows.add(failed(6, 0));
        Ranking ranking = Ranking.of(rows);
        assertEquals(List.of(1), numbers(ranking));
        assertEquals(List.of(4, 6), ranking.failed());
        List<String> lines = new RankingTable(ranking, 9).lines();
        assertTrue(lines.contains("  " + Ranking.RULE), lines.toString());
        assertTrue(lines.contains("  no result, all trials failed: config 4, config 6"));
        assertTrue(
                new RankingTable(ranking, 1)
                        .lines()
                        .contains("  no result, all trials failed: config 4 and 1 more"));
        String json = new String(ranking.json(Map.of(), true), UTF_8);
        assertTrue(json.contains("\"failedConfigs\" : [ 4, 6 ]"), json);
        assertTrue(json.contains("\"accuracy\" : 0.71"), json);
        assertTrue(json.contains("\"accuracyWithFailedAsZero\" : 0.473333"), json);
    }

    @Test
    void trainedToTheEnd_comesFirst() {
        List<Row> rows = new ArrayList<>(done(1, 1, 60, 60, 60));
        rows.addAll(partial(2, 90, 90, 90));
        Ranking ranking = Ranking.of(rows);
        assertEquals(List.of(1, 2), numbers(ranking));
        assertTrue(ranking.configs().get(0).complete());
        assertFalse(ranking.configs().get(1).complete());
        assertEquals(1, ranking.configs().get(1).epochs());
    }

    @Test
    void trainedForLonger_comesFirst() {
        List<Row> rows = new ArrayList<>(partial(1, 90, 90));
        rows.addAll(rows(2, 2, 1, 60, 60));
        rows.addAll(done(3, 1, 50, 50));
        assertEquals(List.of(3, 2, 1), numbers(Ranking.of(rows)));
    }

    /** Of 5, 1 and 9 s the median is 5; of 1 and 3 s it is 2. */
    @Test
    void summary_hasTheMedianTime_andTheWorstSeed() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(List.of(one(1, 0, 5, 70), one(1, 1, 1, 60), one(1, 2, 9, 80)));
        rows.addAll(List.of(one(2, 0, 1, 40), one(2, 1, 3, 50)));
        List<Summary> configs = Ranking.of(rows).configs();
        assertEquals(5, configs.get(0).seconds());
        assertEquals(43, configs.get(0).worstSeed());
        assertEquals(2, configs.get(1).seconds());
        assertEquals(42, configs.get(1).worstSeed());
    }

    /** The best config has the seeds 42 and 43, the other one 44 besides. */
    @Test
    void json_hasTheIntervals() {
        List<Row> rows = new ArrayList<>(done(1, 1, 70, 72, 74));
        rows.addAll(done(2, 1, 80, 84));
        Ranking ranking = Ranking.of(rows);
        JsonNode json = Json.read(ranking.json(Map.of(), true), JsonNode.class, "summary.json");
        JsonNode best = json.at("/configs/0");
        JsonNode other = json.at("/configs/1");
        Summary summary = ranking.configs().get(1);
        assertEquals(
                summary.student().orElseThrow().low(), other.at("/student95/low").doubleValue());
        assertEquals(
                summary.bootstrap().orElseThrow().high(),
                other.at("/bootstrap95/high").doubleValue());
        assertEquals(0.11, other.at("/belowBest/mean").doubleValue(), 1e-12);
        assertEquals(2, other.at("/belowBest/seeds").intValue());
        assertEquals(
                summary.below(ranking.configs().get(0)).orElseThrow().student().orElseThrow().low(),
                other.at("/belowBest/student95/low").doubleValue());
        assertTrue(best.path("belowBest").isMissingNode());
    }

    /** Differences 9, 10, 11 points: mean 10, s = 1, t(0.975, 2) = 4.302653. */
    @Test
    void differences_arePairedBySeed() {
        List<Row> rows = new ArrayList<>(done(1, 1, 70, 75, 80));
        rows.addAll(done(2, 1, 79, 85, 91));
        Ranking ranking = Ranking.of(rows);
        Summary.Difference below =
                ranking.configs().get(1).below(ranking.best().orElseThrow()).orElseThrow();
        assertEquals(0.10, below.mean(), 1e-12);
        assertEquals(3, below.seeds());
        Interval interval = below.student().orElseThrow();
        assertEquals(0.10 - 0.04302653 / Math.sqrt(3), interval.low(), 1e-7);
        assertEquals(Optional.empty(), ranking.configs().get(0).below(ranking.configs().get(0)));
    }

    @Test
    void front_hasWhatNoOtherBeats() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(done(1, 5, 90, 90, 90));
        rows.addAll(done(2, 1, 80, 80, 80));
        rows.addAll(done(3, 6, 85, 85, 85)); // slower and worse than 1
        rows.addAll(done(4, 1, 79, 79, 79)); // worse than 2, and no faster
        rows.addAll(done(5, 0.5, 20, 20, 20));
        rows.addAll(done(6, 2, 80, 80, 80)); // as good as 2, and slower
        Ranking ranking = Ranking.of(rows);
        assertEquals(
                List.of(1, 2, 5),
                ranking.configs().stream()
                        .filter(ranking::isOnFront)
                        .map(summary -> summary.config())
                        .toList());
    }

    @Test
    void table_hasALineForEachConfig() {
        List<Row> rows = new ArrayList<>(done(1, 1, 70, 72, 74));
        rows.addAll(done(2, 1, 80));
        List<String> lines = new RankingTable(Ranking.of(rows), 1).lines();
        assertEquals(4, lines.size(), lines.toString());
        assertTrue(lines.get(1).contains("80.00"), lines.get(1));
        assertTrue(lines.get(1).endsWith("model.hidden=[4] neuron.t1=60.0"), lines.get(1));
        assertEquals("  and 1 more in summary.json", lines.get(2));
    }

    /** t(0.975, 2) = 4.302653: 72 ± 4.97; differences of 8, 10 and 12 points: 10 ± 4.97. */
    @Test
    void table_hasTheNumbersOfEachConfig() {
        List<Row> rows = new ArrayList<>(done(1, 2.5, 70, 72, 74));
        rows.addAll(done(2, 1, 78, 82, 86));
        rows.addAll(done(3, 4, 90));
        rows.add(failed(3, 1));
        rows.addAll(partial(4, 50));
        List<String> lines = new RankingTable(Ranking.of(rows), 4).lines();
        assertEquals(7, lines.size(), lines.toString());
        assertEquals(
                "*      2  82.00 ± 4.00   72.06 … 91.94    78.00 … 86.00     78.00 (42)"
                        + "                        0 of 3      1.0  model.hidden=[4] neuron.t1=60.0",
                lines.get(1));
        assertEquals(
                "       1  72.00 ± 2.00   67.03 … 76.97    70.00 … 74.00     70.00 (42)"
                        + "     10.00 ± 4.97       0 of 3      2.5  model.hidden=[4] neuron.t1=30.0",
                lines.get(2));
        assertEquals(
                "       3  90.00 ± 0.00   -                -                 90.00 (42)"
                        + "     -12.00             1 of 2      4.0  model.hidden=[8] neuron.t1=30.0",
                lines.get(3));
        assertTrue(lines.get(4).endsWith("neuron.t1=60.0 (epoch 1)"), lines.get(4));
        assertEquals("* no other config is as accurate in less time", lines.get(5));
        rows.add(failed(5, 0));
        rows.add(failed(6, 0));
        assertTrue(
                new RankingTable(Ranking.of(rows), 2)
                        .lines()
                        .contains("  no result, all trials failed: config 5, config 6"));
    }

    @Test
    void lines_areReadBack() {
        List<Row> rows = new ArrayList<>(done(6, 2, 70, 71));
        rows.addAll(partial(2, 33));
        rows.add(failed(1, 1));
        List<Row> read = rows.stream().map(row -> Row.read(Json.line(row.json()), "line")).toList();
        assertEquals(Ranking.of(rows), Ranking.of(read));
        assertEquals(rows.toString(), read.toString());
        BadInput refused =
                assertThrows(
                        BadInput.class,
                        () ->
                                Row.read(
                                        "{\"version\": 1}".getBytes(UTF_8),
                                        "results.jsonl, line 3"));
        assertEquals(
                "results.jsonl, line 3: has no accuracyByEpoch; sweep again writes the file anew",
                refused.getMessage());
    }

    @Test
    void parquet_isReadBack() throws IOException {
        List<Row> rows = new ArrayList<>(done(6, 2, 70));
        rows.add(failed(1, 1));
        Path file = folder.resolve("results.parquet");
        Files.write(file, new ResultsParquet(PLAN.definition().axes()).of(rows));
        List<Group> groups = new ArrayList<>();
        try (ParquetReader<Group> reader =
                ParquetReader.builder(
                                new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                        .withConf(new Configuration())
                        .build()) {
            for (Group group = reader.read(); group != null; group = reader.read())
                groups.add(group);
        }
        assertEquals(2, groups.size());
        Group first = groups.get(0);
        assertEquals(rows.get(0).trial(), first.getString("trial", 0));
        assertEquals(42, first.getLong("seed", 0));
        assertEquals("[4, 4]", first.getString("model_hidden", 0));
        assertEquals(60.0, first.getDouble("neuron_t1", 0));
        assertEquals(0.7, first.getDouble("accuracy", 0));
        assertEquals("done", first.getString("status", 0));
        assertEquals("made up", groups.get(1).getString("failure", 0));
        assertEquals(0, groups.get(1).getFieldRepetitionCount("accuracy"));
    }

    private static List<Integer> numbers(Ranking ranking) {
        return ranking.configs().stream().map(config -> config.config()).toList();
    }

    private static List<Row> done(int number, double seconds, int... correct) {
        return rows(number, 3, seconds, correct);
    }

    private static Row one(int number, int index, double seconds, int correct) {
        return row(number, index, 3, "", scores(3, correct), seconds);
    }

    private static List<Row> partial(int number, int... correct) {
        return rows(number, 1, 1, correct);
    }

    private static List<Row> rows(int number, int epochs, double seconds, int... correct) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < correct.length; i++) {
            rows.add(row(number, i, epochs, "", scores(epochs, correct[i]), seconds));
        }
        return rows;
    }

    private static List<Score> scores(int epochs, int correct) {
        return Collections.nCopies(
                epochs, new Score("test", 1, 1, 100, correct, 0, 0.5, List.of(), List.of(), true));
    }

    private static Row failed(int number, int index) {
        return row(number, index, 3, "made up", List.of(), 0);
    }

    private static Row row(
            int number, int index, int epochs, String failure, List<Score> scores, double seconds) {
        Trial trial = PLAN.trials().get(number - 1).get(index);
        TrialRecord record =
                new TrialRecord(
                        TrialRecord.VERSION,
                        trial.id(),
                        epochs,
                        failure,
                        failure.isEmpty() ? TrialRecord.Cause.NONE : TrialRecord.Cause.ERROR,
                        scores,
                        seconds,
                        10,
                        "",
                        List.of(),
                        ConfigTree.json(trial.config()));
        return Row.of(PLAN.candidates().get(number - 1), trial, record);
    }
}

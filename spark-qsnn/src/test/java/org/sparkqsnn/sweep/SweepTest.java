package org.sparkqsnn.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparkqsnn.sweep.SmallSweep.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.run.SweepDirectory;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.sweep.search.Candidate;
import org.sparkqsnn.sweep.table.Row;
import org.sparkqsnn.sweep.trial.Trial;
import org.sparkqsnn.sweep.trial.TrialRecord;
import org.sparkqsnn.sweep.trial.TrialTask;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.Journal;
import org.sparkqsnn.training.RunListener;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.ThreadWorkers;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.TrainingRun;
import org.sparkqsnn.training.WeightsFile;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.Workers;

class SweepTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "neuron.t1=[30, 60]",
                "model.kind=[snn, ann]",
                "neuron=[{kind=lif, beta=0.8}, {kind=cuba-lif}]",
                "model.layers=[[{kind=dense}], [{kind=dense, outputs=5, neuron={kind=relu}}, {kind=dense}]]"
            })
    void everyTrial_hasTheBitsOfTrain(String axis) {
        Result result = run("a", "axes." + axis, "sweep.seeds=2");
        assertEquals(Sweep.End.DONE, result.end);
        assertEquals(4, result.rows.size());
        for (Row row : result.rows) {
            assertEquals(Row.Status.DONE, row.status());
            assertEquals(trained(config(row)), row.paramsSha256());
        }
        assertEquals(List.of(42L, 43L, 42L, 43L), seeds(result.rows));
    }

    /**
     * By hand: 300 images, and for each output 784 x 6 / 10 events of a weighted input, of which
     * LIF has one and QLIF two, and 6 steps of 40. What does not fit to the data comes last.
     */
    @Test
    void longestTrials_comeFirst_whateverTheirLayers() {
        Result result =
                run(
                        "order",
                        "axes.model.layers=[[{kind=dense, neuron={kind=lif}}], [{kind=dense}],"
                                + " [{kind=dense, outputs=30, neuron={kind=lif}}, {kind=dense}],"
                                + " [{kind=dense, outputs=3}]]",
                        "axes.training.epochs=[1, 3]",
                        "sweep.seeds=1");
        double one = 300.0 * 10 * (470 + 6 * 40);
        double two = 300.0 * 10 * (2 * 470 + 6 * 40);
        double wide = 300.0 * (30 * (470 + 6 * 40) + 10 * (2 * 18 + 6 * 40));
        assertEquals(
                List.of(3 * wide, 3 * two, wide, 3 * one, two, one, 0.0, 0.0),
                result.tasks.stream().map(result.plan::cost).toList());
        List<Row> misfits = result.rows.stream().filter(Row::hasFailed).toList();
        assertEquals(2, misfits.size());
        assertTrue(misfits.get(0).failure().contains("model.layers.0 has 3 outputs"), "" + misfits);
    }

    /** Two of three epochs left, once one has its result. */
    @Test
    void cost_isOfWhatIsLeft() {
        SweepPlan plan = plan("sweep.seeds=1");
        Trial trial = plan.allTrials().get(0);
        TrialTask first = new TrialTask(trial, 1, Optional.empty());
        TrialRecord earlier = TrialRecord.refused(first, new BadInput("of one epoch"));
        assertEquals(
                2 * plan.cost(first), plan.cost(new TrialTask(trial, 3, Optional.of(earlier))));
    }

    @Test
    void stoppedSweep_goesOn_andTrainsNothingTwice() {
        String[] sweep = {"axes.neuron.t1=[30, 60]", "sweep.seeds=3"};
        List<String> all = new ArrayList<>();
        Result result = run("cut", 2, sweep);
        assertEquals(Sweep.End.STOPPED, result.end);
        all.addAll(result.trained());
        result = run("cut", 1, sweep);
        all.addAll(result.trained());
        result = run("cut", sweep);
        all.addAll(result.trained());
        assertEquals(Sweep.End.DONE, result.end);
        assertEquals(6, all.size());
        assertEquals(6, all.stream().distinct().count(), "no trial is trained twice");
        assertEquals(table(run("whole", sweep).rows), table(result.rows));
        assertEquals(List.of(), run("cut", sweep).trained());
    }

    @Test
    void sweepsThatShareTrials_shareResults() {
        Result first = run("shared", "axes.neuron.t1=[30, 60]", "sweep.seeds=1");
        Result second = run("shared", "axes.neuron.t1=[60, 90]", "sweep.seeds=2");
        assertEquals(3, second.trained().size());
        assertEquals(first.rows.get(1).paramsSha256(), second.rows.get(0).paramsSha256());
    }

    @Test
    void otherData_isAnotherTrial() {
        SweepPlan plan = plan("sweep.seeds=1");
        Dataset small = Small.dataset();
        Dataset other = new Dataset("other", "1".repeat(64), small.train(), small.test());
        SweepPlan moved = plan(plan.definition(), other);
        assertTrue(!plan.allTrials().get(0).id().equals(moved.allTrials().get(0).id()));
    }

    @Test
    void sameDataElsewhere_areTheSameTrials() {
        SweepPlan plan = plan("sweep.seeds=2", "data.path=/here");
        SweepPlan moved = plan("sweep.seeds=2", "data.path=/there");
        assertEquals(ids(plan), ids(moved));
        assertEquals(
                4, plan("sweep.seeds=2", "axes.data.path=[\"/a\", \"/b\"]").allTrials().size());
        assertEquals(
                Optional.empty(), plan.definition().difference(moved.definition()), "one sweep");
    }

    private static List<String> ids(SweepPlan plan) {
        return plan.allTrials().stream().map(Trial::id).toList();
    }

    @Test
    void tornResult_isTrainedAgain_anotherTrials_isRefused() throws IOException {
        String[] sweep = {"sweep.seeds=2"};
        Result first = run("torn", sweep);
        List<Path> files = files("torn", ".json");
        byte[] whole = Files.readAllBytes(files.get(0));
        Files.write(files.get(0), Arrays.copyOf(whole, whole.length - 1));
        Result second = run("torn", sweep);
        assertEquals(1, second.trained().size());
        assertEquals(table(first.rows), table(second.rows));
        Files.copy(files.get(0), files.get(1), StandardCopyOption.REPLACE_EXISTING);
        BadInput refused = assertThrows(BadInput.class, () -> run("torn", sweep));
        assertTrue(refused.getMessage().contains("is the result of another trial"));
    }

    /** The file that a result names was deleted once, with all that was in it. */
    @Test
    void resultThatNamesAnotherFile_isRefused_andNothingIsDeleted() throws IOException {
        String[] sweep = {"training.epochs=3", "sweep.seeds=1", "sweep.segmentEpochs=1"};
        assertEquals(Sweep.End.STOPPED, run("named", 1, sweep).end);
        Path victim = Files.createDirectories(folder.resolve("victim/deep"));
        Files.writeString(victim.resolve("keep.txt"), "keep");
        Path result = files("named", ".json").get(0);
        String state = files("named", ".bin").get(0).getFileName().toString();
        String whole = Files.readString(result);
        String other = state.replaceFirst("^.{64}", "0".repeat(64));
        for (String name : List.of("../victim", folder.resolve("victim").toString(), other)) {
            Files.writeString(result, whole.replace(state, name));
            BadInput refused = assertThrows(BadInput.class, () -> run("named", sweep));
            assertTrue(refused.getMessage().contains(name), refused.getMessage());
            assertEquals("keep", Files.readString(victim.resolve("keep.txt")));
        }
    }

    /** More workers than images can only be seen with the data. */
    @Test
    void failedTrial_isARowWithAReason() {
        String[] sweep = {"axes.averaging.workers=[5, 301]", "sweep.seeds=2"};
        Result result = run("failed", sweep);
        assertEquals(Sweep.End.DONE, result.end);
        List<Row> failed = result.rows.stream().filter(Row::hasFailed).toList();
        assertEquals(2, failed.size());
        assertEquals(Row.Status.FAILED, failed.get(0).status());
        String why = failed.get(0).failure();
        assertTrue(why.contains("averaging.workers is 301"), why);
        assertEquals(List.of(), run("failed", sweep).trained(), "a failure is a result");
        assertEquals(2, run("failed", Integer.MAX_VALUE, false, sweep).trained().size());
    }

    @Test
    void trialThatPaidForAnother_hasItsResult_andTheOtherIsARow() {
        String[] sweep = {"axes.neuron.t1=[30, 60, 90]", "sweep.seeds=2"};
        List<String> whole = table(run("whole", sweep).rows);
        Started fat = started("fat", 2, true, sweep);
        assertEquals(Sweep.End.DONE, fat.sweep.run(() -> false));
        // The two fat trials, and the neighbours of each.
        assertEquals(4, fat.runner.alone.size());
        List<Row> rows = fat.sweep.rows();
        assertEquals(6, rows.size());
        List<String> table = table(rows);
        for (int i = 0; i < 6; i++) {
            if (rows.get(i).config() != 2) assertEquals(whole.get(i), table.get(i));
            else assertTrue(rows.get(i).failure().startsWith("memory: "), table.get(i));
        }
        assertEquals(
                List.of(
                        "6 in rung 1 of 1",
                        "ended 1",
                        "aside 1",
                        "aside 2",
                        "aside 2",
                        "aside 3",
                        "ended 3",
                        "ended 1",
                        "ended 2",
                        "ended 2",
                        "ended 3"),
                fat.told());
        Started again = started("fat", 0, true, sweep);
        assertEquals(Sweep.End.DONE, again.sweep.run(() -> false));
        assertEquals(List.of(), again.runner.run, "what failed alone is a result");
        assertEquals(table, table(again.sweep.rows()));
        Started retried = started("fat", 0, false, sweep);
        assertEquals(Sweep.End.DONE, retried.sweep.run(() -> false));
        assertEquals(whole, table(retried.sweep.rows()));
    }

    /** An older build blamed whoever was named; nobody had run the trial alone. */
    @Test
    void failureForMemory_ofAnOlderBuild_isNoResult() throws IOException {
        String[] sweep = {"sweep.seeds=2"};
        Started fat = started("old", 1, true, sweep);
        assertEquals(Sweep.End.DONE, fat.sweep.run(() -> false));
        for (Path file : files("old", ".json")) {
            String text = Files.readString(file);
            String old =
                    text.replace("\"version\":2", "\"version\":1")
                            .replace("\"cause\":\"MEMORY\",", "")
                            .replace("\"memory: ", "\"java.lang.OutOfMemoryError: ");
            Files.writeString(file, old);
        }
        Result result = run("old", sweep);
        assertEquals(2, result.trained().size());
        assertEquals(table(run("new", sweep).rows), table(result.rows));
    }

    @Test
    void divergence_isARowWithAReason() {
        Result result =
                run(
                        "diverged",
                        "optimiser.kind=sgd",
                        "optimiser.clipNorm=0",
                        "axes.optimiser.learningRate=[1e38, 0.1]",
                        "sweep.seeds=1");
        assertEquals(Sweep.End.DONE, result.end);
        assertTrue(result.rows.get(0).hasFailed());
        String why = result.rows.get(0).failure();
        assertTrue(why.contains("try a smaller optimiser.learningRate"), why);
        assertEquals(1, why.lines().count());
        assertEquals(Row.Status.DONE, result.rows.get(1).status());
    }

    @Test
    void moreFailuresThanAllowed_endTheSweep() {
        Result result =
                run("many", "averaging.workers=301", "sweep.seeds=9", "sweep.maxFailures=3");
        assertEquals(Sweep.End.TOO_MANY_FAILURES, result.end);
        assertEquals(4, result.trained().size());
        assertEquals(
                0,
                run("many", "averaging.workers=301", "sweep.seeds=9", "sweep.maxFailures=3")
                        .trained()
                        .size());
    }

    @Test
    void halving_trainsTheBestOfEachRung_andGoesOnWhereItWas() throws IOException {
        String[] sweep = {
            "training.epochs=4",
            "axes.optimiser.learningRate=[1e-5, 1e-4, 1e-3, 1e-2]",
            "sweep.schedule=halving",
            "sweep.eta=2",
            "sweep.seeds=2"
        };
        Result result = run("halved", sweep);
        assertEquals(Sweep.End.DONE, result.end);
        assertEquals(
                List.of("8 to 1", "4 to 2", "2 to 4"), steps(result.tasks), "trials and epochs");
        for (int rung = 1; rung < 4; rung *= 2) requireBestGoOn(result.rows, rung);
        Result full = run("full", sweep[0], sweep[1], "sweep.seeds=2");
        List<Row> ends =
                result.rows.stream().filter(row -> row.status() == Row.Status.DONE).toList();
        assertEquals(2, ends.size());
        for (Row row : ends) {
            Row other =
                    full.rows.stream()
                            .filter(one -> one.trial().equals(row.trial()))
                            .findFirst()
                            .orElseThrow();
            assertEquals(other.paramsSha256(), row.paramsSha256());
            assertEquals(other.accuracyByEpoch(), row.accuracyByEpoch());
        }
        assertEquals(List.of(), files("halved", ".bin"), "states that lead nowhere are deleted");
    }

    /** Of the configs trained for {@code epochs} or longer, those that went on were no worse. */
    private static void requireBestGoOn(List<Row> rows, int epochs) {
        double worstOn = 1;
        double bestLeft = 0;
        for (int config = 1; config <= 4; config++) {
            int number = config;
            List<Row> own = rows.stream().filter(row -> row.config() == number).toList();
            if (own.get(0).epochs() < epochs) continue;
            double mean =
                    own.stream()
                            .mapToDouble(row -> row.accuracyByEpoch().get(epochs - 1))
                            .average()
                            .orElseThrow();
            if (own.get(0).epochs() > epochs) worstOn = Math.min(worstOn, mean);
            else bestLeft = Math.max(bestLeft, mean);
        }
        assertTrue(worstOn >= bestLeft, worstOn + " went on, " + bestLeft + " did not");
        assertTrue(worstOn > 0);
    }

    @Test
    void epochsAsAnAxis_areThoseOfEachConfig() {
        Result result = run("epochs", "axes.training.epochs=[1, 3]", "sweep.seeds=1");
        assertEquals(List.of(1, 3), result.rows.stream().map(Row::epochs).toList());
        for (Row row : result.rows) assertEquals(Row.Status.DONE, row.status());
    }

    @Test
    void randomSearch_drawsAsManyConfigsAsAreAskedFor() {
        SweepPlan plan =
                plan(
                        "sweep.search=random",
                        "sweep.configs=5",
                        "axes.neuron.t1={from=30, to=60}",
                        "sweep.seeds=1");
        assertEquals(5, plan.candidates().size());
    }

    /** 1,001 x 1,001. */
    @Test
    void gridOfMoreThanAMillion_isRefused() {
        BadInput refused =
                assertThrows(
                        BadInput.class,
                        () ->
                                plan(
                                        "axes.neuron.t1={from=1, to=2, points=1001}",
                                        "axes.neuron.tauScale={from=1, to=2, points=1001}"));
        assertTrue(refused.getMessage().contains("more than 1,000,000 configs"));
    }

    /** One state at a time: that of the newest result, until the trial has ended. */
    @Test
    void stateToGoOnFrom_isKept_andNoOlderOne() throws IOException {
        String[] sweep = {"training.epochs=3", "sweep.seeds=1", "sweep.segmentEpochs=1"};
        assertEquals(Sweep.End.STOPPED, run("kept", 1, sweep).end);
        List<Path> first = files("kept", ".bin");
        assertEquals(1, first.size());
        assertEquals(Sweep.End.STOPPED, run("kept", 0, sweep).end);
        assertEquals(first, files("kept", ".bin"));
        assertEquals(Sweep.End.STOPPED, run("kept", 1, sweep).end);
        List<Path> second = files("kept", ".bin");
        assertEquals(1, second.size());
        assertNotEquals(first, second);
    }

    @Test
    void views_areOfTheRows() throws IOException {
        SweepPlan plan = plan("axes.averaging.workers=[5, 301]", "sweep.seeds=1");
        Result result = run("viewed", "axes.averaging.workers=[5, 301]", "sweep.seeds=1");
        SweepDirectory directory =
                SweepDirectory.at(folder.resolve("views").toString(), new Configuration());
        new SweepViews(directory, plan).write(result.rows, true);
        List<String> lines = Files.readAllLines(folder.resolve("views/results.jsonl"));
        assertEquals(2, lines.size());
        for (int i = 0; i < 2; i++)
            assertEquals(
                    result.rows.get(i),
                    Row.read(lines.get(i).getBytes(StandardCharsets.UTF_8), "line"));
        byte[] parquet = Files.readAllBytes(folder.resolve("views/results.parquet"));
        assertEquals("PAR1", new String(parquet, 0, 4, StandardCharsets.US_ASCII));
        JsonNode trials =
                Json.read(
                                directory.read("summary.json").orElseThrow(),
                                JsonNode.class,
                                "summary.json")
                        .get("trials");
        assertEquals("{\"all\":2,\"done\":1,\"failed\":1,\"partial\":0}", trials.toString());
    }

    @Test
    void halving_cutOffAnywhere_decidesTheSame() throws IOException {
        String[] sweep = {
            "training.epochs=4",
            "axes.optimiser.learningRate=[1e-5, 1e-4, 1e-3, 1e-2]",
            "sweep.schedule=halving",
            "sweep.eta=2",
            "sweep.seeds=1"
        };
        Result whole = run("whole", sweep);
        int trained = 0;
        Result result = run("cut", 1, sweep);
        for (trained += result.trained().size(); result.end != Sweep.End.DONE; ) {
            // A state that is lost costs time, not bits.
            for (Path state : files("cut", ".bin").stream().limit(1).toList()) Files.delete(state);
            result = run("cut", 1, sweep);
            trained += result.trained().size();
        }
        assertEquals(7, trained);
        assertEquals(table(whole.rows), table(result.rows));
    }

    @Test
    void segments_changeNoBits() {
        String[] whole = {"training.epochs=3", "sweep.seeds=2"};
        String[] cut = {"training.epochs=3", "sweep.seeds=2", "sweep.segmentEpochs=1"};
        Result segments = run("segments", cut);
        assertEquals(List.of("2 to 1", "2 to 2", "2 to 3"), steps(segments.tasks));
        assertEquals(table(run("whole", whole).rows), table(segments.rows));
        assertEquals(3, segments.rows.get(0).accuracyByEpoch().size(), "scores of all segments");
    }

    @Test
    void hyperband_goesThroughItsBrackets() {
        Result result =
                run(
                        "hyperband",
                        "training.epochs=4",
                        "axes.optimiser.learningRate={from=1e-4, to=1e-2, scale=log}",
                        "sweep.search=sobol",
                        "sweep.schedule=hyperband",
                        "sweep.eta=2",
                        "sweep.seeds=1");
        assertEquals(Sweep.End.DONE, result.end);
        // Brackets of 4, 3 and 3 configs; the second ends with 1, the third begins with 3.
        assertEquals(10, result.rows.size());
        assertEquals(
                List.of("4 to 1", "2 to 2", "1 to 4", "3 to 2", "4 to 4"), steps(result.tasks));
    }

    @Test
    void halvingWithoutRoom_isRefused() {
        assertTrue(
                assertThrows(
                                BadInput.class,
                                () -> plan("sweep.schedule=halving", "training.epochs=1"))
                        .getMessage()
                        .contains("halving needs room"));
        assertTrue(
                assertThrows(
                                BadInput.class,
                                () -> plan("sweep.schedule=halving", "axes.training.epochs=[2,3]"))
                        .getMessage()
                        .contains("halving itself varies the epochs"));
    }

    /** What came of a start; {@code tasks} are those that were begun. */
    private record Result(Sweep.End end, SweepPlan plan, List<Row> rows, List<TrialTask> tasks) {
        List<String> trained() {
            return tasks.stream().map(task -> task.trial().id() + " " + task.epochs()).toList();
        }
    }

    private Result run(String name, String... settings) {
        return run(name, Integer.MAX_VALUE, true, settings);
    }

    private Result run(String name, int trials, String... settings) {
        return run(name, trials, true, settings);
    }

    /** One start with results in the folder {@code name}, stopped after so many trials. */
    private Result run(String name, int trials, boolean withFailed, String... settings) {
        TrialFiles files = TrialFiles.at(folder.resolve(name).toString(), new Configuration());
        ThreadTrials runner = new ThreadTrials(Small.dataset(), files);
        SweepPlan plan = plan(settings);
        Sweep sweep = new Sweep(plan, files, withFailed, runner, new SweepListener() {});
        Sweep.End end = sweep.run(() -> runner.ended >= trials);
        return new Result(end, plan, sweep.rows(), runner.run);
    }

    /** A start that has not run yet; {@code fat} is the number of a config, or 0. */
    private Started started(String name, int fat, boolean withFailed, String... settings) {
        TrialFiles files = TrialFiles.at(folder.resolve(name).toString(), new Configuration());
        ThreadTrials runner = new ThreadTrials(Small.dataset(), files);
        runner.fat = fat;
        Ear ear = new Ear();
        return new Started(new Sweep(plan(settings), files, withFailed, runner, ear), runner, ear);
    }

    private record Started(Sweep sweep, ThreadTrials runner, Ear listener) {
        List<String> told() {
            return listener.told;
        }
    }

    private static final class Ear implements SweepListener {
        private final List<String> told = new ArrayList<>();

        @Override
        public void begins(int trials, int rung, int rungs) {
            told.add(trials + " in rung " + rung + " of " + rungs);
        }

        @Override
        public void setAside(Candidate candidate, TrialRecord record) {
            told.add("aside " + candidate.number());
        }

        @Override
        public void ended(Candidate candidate, TrialRecord record) {
            told.add("ended " + candidate.number());
        }
    }

    /** Sha256 of the weights that {@code train} gives, on two threads. */
    private static String trained(ExperimentConfig config) {
        TrainingData data = Small.data();
        RoundPlan plan = new RoundPlan(config, data.train().size());
        try (Workers workers = new ThreadWorkers(config, data, 2)) {
            Checkpoint end =
                    new TrainingRun(
                                    config,
                                    plan,
                                    workers,
                                    "test",
                                    Journal.NONE,
                                    new RunListener() {})
                            .run(Checkpoint.fresh(config, data), () -> false);
            return WeightsFile.sha256(end.state().parameters());
        }
    }

    /** The small experiment with what the row says. */
    private static ExperimentConfig config(Row row) {
        return Small.config("seed=" + row.seed(), row.label());
    }

    private static List<Long> seeds(List<Row> rows) {
        return rows.stream().map(row -> row.seed()).toList();
    }

    /** Everything about the rows but their seconds. */
    private static List<String> table(List<Row> rows) {
        List<String> table = new ArrayList<>();
        for (Row row : rows) {
            ObjectNode json = row.json();
            json.remove("seconds");
            table.add(json.toString());
        }
        return table;
    }

    /** Neighbouring tasks to the same epoch, counted: {@code 8 to 1}. */
    private static List<String> steps(List<TrialTask> tasks) {
        List<String> steps = new ArrayList<>();
        int count = 0;
        for (int i = 0; i < tasks.size(); i++) {
            count++;
            boolean ends =
                    i == tasks.size() - 1 || tasks.get(i + 1).epochs() != tasks.get(i).epochs();
            if (!ends) continue;
            steps.add(count + " to " + tasks.get(i).epochs());
            count = 0;
        }
        return steps;
    }

    private List<Path> files(String name, String end) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }
}

package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.evaluation.Observation;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.ExperimentRun;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.ThreadWorkers;

/** Data that stay where they are: {@code data.order = blocks}, and {@code predict}. */
class StoredDataTest {
    @TempDir private Path folder;
    private Path run;
    private Path data;

    @BeforeEach
    void prepare() {
        run = folder.resolve("run");
        data = folder.resolve("data");
        Dataset small = Small.dataset();
        Cli.prepare(
                data,
                new Dataset(
                        "small",
                        "",
                        Small.inBlocks(small.train(), 70),
                        Small.inBlocks(small.test(), 50)));
    }

    @Test
    void aRunSaysWhatItDoes_stops_goesOn_andIsEvaluated() throws IOException {
        Cli trained = Cli.train(folder, "data.order=blocks", "data.window=2");
        assertEquals(0, trained.code(), trained.err());
        assertTrue(
                trained.out()
                        .contains(
                                "samples by blocks (data.order = blocks, the training set has 0 MiB):"
                                        + " windows of 2 blocks of 0.1 MiB"),
                trained.out());
        assertEquals("blocks", stored("order"));
        assertEquals("tail", stored("split"));
        String sha256 = lastSha256();
        Files.delete(run.resolve("MANIFEST-000008.json"));
        Cli resumed = Cli.run("resume", run.toString());
        assertTrue(resumed.out().contains("on from round 6 in"), resumed.out() + resumed.err());
        assertEquals(sha256, lastSha256());
        Cli evaluated = Cli.run("evaluate", run.toString());
        assertEquals(0, evaluated.code(), evaluated.err());
        String score =
                trained.out().lines().filter(l -> l.startsWith("test accuracy")).toList().get(0);
        assertTrue(evaluated.out().contains(score), evaluated.out() + score);
        assertEquals(0, Cli.run("report", run.toString()).code());
        String[] args = Cli.trainArgs(folder, "data.order=blocks", "data.window=2");
        args[0] = "doctor";
        Cli doctor = Cli.run(args);
        assertEquals(0, doctor.code(), doctor.out() + doctor.err());
        assertTrue(doctor.out().contains("tasks read its blocks through the disks"), doctor.out());
        assertTrue(doctor.out().contains("holds this run, which goes on"), doctor.out());
    }

    /** What was chosen stands in the run, so that no later build chooses otherwise. */
    @Test
    void smallData_areOnTheHeap_andTheRunSaysSo() throws IOException {
        Cli trained = Cli.train(folder);
        assertEquals(0, trained.code(), trained.err());
        assertEquals("global", stored("order"));
        assertFalse(trained.out().contains("by blocks"), trained.out());
        assertTrue(Cli.train(folder).out().startsWith("this run is complete"));
        Cli other = Cli.train(folder, "data.order=blocks");
        assertRefused("holds a run with data.order = global, not blocks", other);
    }

    @Test
    void aBlockThatIsMissing_isNamedInOneLine() throws IOException {
        Path block = file(data, "train-00003");
        Files.delete(block);
        Cli refused = Cli.train(folder, "data.order=blocks", "data.window=2");
        assertRefused("file:" + block + ": missing, the manifest lists it", refused);
    }

    @Test
    void predictions_areThoseOfEvaluate_andAreGoneOnWith() throws IOException {
        assertEquals(0, Cli.train(folder).code());
        Path out = folder.resolve("out");
        Cli predicted = predict(out);
        assertEquals(0, predicted.code(), predicted.err());
        assertTrue(
                predicted.out().startsWith("predicted 120 samples after round 8, 3 files"),
                predicted.out());
        List<String> whole = Cli.contents(out);
        assertEquals(4, whole.stream().filter(f -> !f.startsWith(".")).count());
        requireSame(out);
        Cli again = predict(out);
        assertTrue(again.out().startsWith("these predictions are there"), again.out());

        Files.delete(file(out, "part-00000"));
        Path damaged = file(out, "part-00002");
        Files.write(damaged, new byte[10]);
        for (Path file : hidden(out)) Files.delete(file);
        Path identity = out.resolve("_predict.json");
        String json = Files.readString(identity);
        Files.writeString(identity, json.replace("\"complete\" : true", "\"complete\" : false"));
        assertEquals(0, predict(out).code());
        for (Path file : hidden(out)) Files.delete(file);
        assertEquals(whole.stream().filter(f -> !f.startsWith(".")).toList(), Cli.contents(out));

        assertRefused(
                "holds the predictions of another network or of other data",
                predict(out, "--split", "train"));
        assertRefused("is not empty", predict(run));
        assertRefused("--split dev: expected test or train", predict(out, "--split", "dev"));
    }

    private Cli predict(Path out, String... more) {
        String[] args =
                Stream.concat(
                                Stream.of(
                                        "predict",
                                        run.toString(),
                                        "--data",
                                        data.toString(),
                                        "--out",
                                        out.toString()),
                                Stream.of(more))
                        .toArray(String[]::new);
        return Cli.run(args);
    }

    /** Of each sample what a network says that is shown all of them on the heap. */
    private void requireSame(Path out) throws IOException {
        RunDirectory directory = RunDirectory.at(run.toString(), new Configuration());
        ExperimentConfig config = ExperimentRun.config(directory.identity().orElseThrow());
        float[] parameters =
                Checkpoint.latest(
                                new ExperimentRun(directory).checkpoints(config),
                                config,
                                Small.data(),
                                warning -> {})
                        .orElseThrow()
                        .state()
                        .parameters();
        Observation expected;
        try (ThreadWorkers workers = new ThreadWorkers(config, Small.data(), 1)) {
            expected = workers.observe(parameters);
        }
        int id = 0;
        for (int part = 0; part < 3; part++) {
            InputFile file =
                    HadoopInputFile.fromPath(
                            new org.apache.hadoop.fs.Path(file(out, "part-0000" + part).toString()),
                            new Configuration());
            try (ParquetReader<Group> rows = read(file)) {
                for (Group row = rows.read(); row != null; row = rows.read(), id++) {
                    assertEquals(id, row.getInteger("id", 0));
                    assertEquals(expected.labels()[id], row.getInteger("label", 0));
                    assertEquals(expected.predicted()[id], row.getInteger("prediction", 0));
                    Group scores = row.getGroup("scores", 0);
                    assertEquals(10, scores.getFieldRepetitionCount("list"));
                    double own = scores.getGroup("list", expected.predicted()[id]).getDouble(0, 0);
                    for (int c = 0; c < 10; c++)
                        assertTrue(own >= scores.getGroup("list", c).getDouble(0, 0));
                }
            }
        }
        assertEquals(120, id);
    }

    private static ParquetReader<Group> read(InputFile file) throws IOException {
        return new ParquetReader.Builder<Group>(file) {
            @Override
            protected ReadSupport<Group> getReadSupport() {
                return new GroupReadSupport();
            }
        }.build();
    }

    private static void assertRefused(String why, Cli refused) {
        assertEquals(2, refused.code(), refused.out() + refused.err());
        List<String> lines = refused.err().lines().filter(l -> l.startsWith("qsnn")).toList();
        assertEquals(1, lines.size(), refused.err());
        assertTrue(lines.get(0).contains(why), lines.get(0));
    }

    private String stored(String key) throws IOException {
        JsonNode config = new ObjectMapper().readTree(run.resolve("config.json").toFile());
        return config.at("/config/data/" + key).textValue();
    }

    private String lastSha256() throws IOException {
        String last = "";
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            String found = new ObjectMapper().readTree(line).path("paramsSha256").asText();
            if (!found.isEmpty()) last = found;
        }
        return last;
    }

    private static Path file(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Hadoop's checksums of local files. */
    private static List<Path> hidden(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith(".")).toList();
        }
    }
}

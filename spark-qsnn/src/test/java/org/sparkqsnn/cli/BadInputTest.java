package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.training.Small;

/**
 * Users' mistakes on the real command line: one clear line, exit code 2, and nothing written is
 * lost.
 */
class BadInputTest {
    @TempDir private static Path template;
    @TempDir private Path folder;

    @BeforeAll
    static void trainOnce() {
        Cli.prepare(template.resolve("data"));
        Cli trained = Cli.train(template);
        assertEquals(0, trained.code(), trained.err());
    }

    /**
     * A mistake: what is done to a folder with data and a finished run, what is typed, what must be
     * said.
     */
    private record Mistake(String name, Change change, Line line, String expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private interface Change {
        void in(Path folder) throws IOException;
    }

    private interface Line {
        String[] in(Path folder);
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
                setting(
                        "unknown key",
                        "optimiser.lerningRate=0.1",
                        "did you mean optimiser.learningRate?"),
                setting(
                        "negative learning rate",
                        "optimiser.learningRate=-0.1",
                        "optimiser.learningRate must be > 0"),
                setting(
                        "word for a number",
                        "training.epochs=many",
                        "training.epochs must be a whole number"),
                setting(
                        "unknown choice",
                        "encoder.kind=morse",
                        "must be one of poisson, direct, latency, events, got morse"),
                setting("override without value", "seed", "expected key=value"),
                setting(
                        "more workers than samples",
                        "averaging.workers=301",
                        "only 300 of 300 samples"),
                setting("holdout of everything", "data.holdout=0.999", "only 0 of 300 samples"),
                setting("scheme nobody knows", "run.dir=gopher://host/run", "gopher"),
                setting("dataset that is not there", "data.path=/no/such/data", "/no/such/data"),
                setting(
                        "run of another config",
                        "optimiser.kind=sgd",
                        "optimiser.kind = adamw, not sgd"),
                typed("unknown verb", "'trian'", "trian"),
                typed("unknown option", "--rounds", "train", "--rounds", "3"),
                typed(
                        "config file that is not there",
                        "no such config file",
                        "train",
                        "nowhere.conf"),
                typed("missing argument", "RUN_DIR", "evaluate"),
                new Mistake(
                        "config file that is no HOCON",
                        folder -> Files.writeString(folder.resolve("a.conf"), "training {"),
                        folder -> new String[] {"train", folder.resolve("a.conf").toString()},
                        "a.conf"),
                new Mistake(
                        "output below a file",
                        folder -> Files.writeString(folder.resolve("file"), "x"),
                        folder -> args(folder, "run.dir=" + folder.resolve("file/run")),
                        "file/run"),
                setting(
                        "output where nothing can be written",
                        "run.dir=/proc/qsnn-run",
                        "cannot write /proc/qsnn-run/LEASE-000001.json"),
                setting("too wide a network", "model.hidden=2000000000", "1000000000 parameters"),
                setting("too many rounds", "training.epochs=2000000000", "can be counted"),
                new Mistake(
                        "output among other files",
                        folder -> {},
                        folder -> args(folder, "run.dir=" + template.resolve("data")),
                        "no config.json, so it is no run directory"),
                data(
                        "truncated block",
                        bytes -> Arrays.copyOf(bytes, bytes.length / 2),
                        "truncated, it has"),
                data("changed block", BadInputTest::flipped, "sha256"),
                new Mistake(
                        "data that changed since",
                        folder -> {
                            Path data = folder.resolve("data");
                            Cli.prepare(data);
                            assertEquals(
                                    0,
                                    Cli.train(folder, "run.dir=" + folder.resolve("own")).code());
                            deleteAll(data);
                            Cli.prepare(data, fewerTests());
                        },
                        folder -> Cli.trainArgs(folder, "run.dir=" + folder.resolve("own")),
                        "was trained on small with sha256"),
                new Mistake(
                        "data of another shape",
                        folder -> Cli.prepare(folder.resolve("other"), twoByTwo()),
                        folder ->
                                new String[] {
                                    "evaluate", folder.resolve("run").toString(),
                                    "--data", folder.resolve("other").toString()
                                },
                        "trained on 28x28 pixels in 10 classes, small has 2x2 pixels in 3 classes"),
                new Mistake(
                        "evaluate without a run",
                        folder -> {},
                        folder -> new String[] {"evaluate", template.resolve("data").toString()},
                        "holds no run"),
                new Mistake(
                        "report without a run",
                        folder -> {},
                        folder -> new String[] {"report", template.resolve("data").toString()},
                        "holds no run"),
                new Mistake(
                        "report of torn metrics without a checkpoint",
                        folder -> {
                            deleteCheckpoints(folder);
                            Path metrics = folder.resolve("run/metrics.jsonl");
                            Files.writeString(metrics, "{\"event\":\"round\",\"lo");
                        },
                        folder -> new String[] {"report", folder.resolve("run").toString()},
                        "metrics.jsonl, line 1: "),
                new Mistake(
                        "comparison of one run",
                        folder -> {},
                        folder ->
                                new String[] {
                                    "report", "--compare", folder.resolve("run").toString()
                                },
                        "--compare needs 2 to 8 run directories, got 1"),
                typed("report of two runs", "add --compare", "report", "a", "b"),
                typed("report every 0 seconds", "at least 1, got 0", "report", "a", "--every", "0"),
                new Mistake(
                        "resume without a run",
                        folder -> {},
                        folder -> new String[] {"resume", folder.resolve("nothing").toString()},
                        "holds no run"),
                new Mistake(
                        "evaluate before the first checkpoint",
                        BadInputTest::deleteCheckpoints,
                        folder -> new String[] {"evaluate", folder.resolve("run").toString()},
                        "has no checkpoint yet"),
                new Mistake(
                        "config.json changed by hand",
                        folder ->
                                edit(
                                        folder.resolve("run/config.json"),
                                        "\"batchSize\" : 10",
                                        "\"batchSize\" : 20"),
                        folder -> new String[] {"resume", folder.resolve("run").toString()},
                        "does not have the sha256 beside it"),
                new Mistake(
                        "config.json of a later version",
                        folder ->
                                edit(
                                        folder.resolve("run/config.json"),
                                        "\"version\" : 3",
                                        "\"version\" : 9"),
                        folder -> new String[] {"resume", folder.resolve("run").toString()},
                        "version 9, this build reads 1 to 3"),
                new Mistake(
                        "every checkpoint damaged",
                        folder -> {
                            for (String round : List.of("r000004-1", "r000006-1", "r000008-1")) {
                                Files.delete(folder.resolve("run/ckpt/" + round + "/weights.bin"));
                            }
                        },
                        BadInputTest::args,
                        "all 3 checkpoints are damaged"),
                typed("sweep without a file", "Missing required parameter: 'CONF_FILE'", "sweep"),
                typed(
                        "sweep of no file",
                        "no/such.conf: no such config file",
                        "sweep",
                        "no/such.conf"),
                swept(
                        "axis that is no key",
                        "axes.neuron.t2 = [1]",
                        "axes.neuron.t2: train has no key neuron.t2"),
                swept(
                        "axis value that cannot be",
                        "axes.neuron.threshold = [0.5, 2]",
                        "neuron.threshold must be in (0.0, 1.0), got 2.0"),
                swept(
                        "password in sweep.trials",
                        "sweep.trials = \"hdfs://me:secret@host/trials\"",
                        "sweep.trials"),
                new Mistake(
                        "sweep into a run directory",
                        folder -> Files.writeString(folder.resolve("sweep.conf"), ""),
                        folder -> sweepArgs(folder, folder.resolve("run")),
                        "so it is no sweep directory"),
                new Mistake(
                        "sweep.json torn",
                        folder -> {
                            Files.createDirectories(folder.resolve("torn"));
                            Files.writeString(
                                    folder.resolve("torn/sweep.json"), "{\"version\": 1,");
                            Files.writeString(folder.resolve("sweep.conf"), "");
                        },
                        folder -> sweepArgs(folder, folder.resolve("torn")),
                        "sweep.json"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistake_isOneLine_exitsWith2_andLosesNothing(Mistake mistake) throws IOException {
        Cli.copy(template.resolve("run"), folder.resolve("run"));
        mistake.change.in(folder);
        List<String> before = Cli.contents(folder);
        Cli result = Cli.run(mistake.line.in(folder));
        assertEquals(2, result.code(), result.err());
        List<String> said =
                result.err().lines().filter(line -> !line.startsWith("warning: ")).toList();
        assertEquals(1, said.size(), result.err());
        assertTrue(
                said.get(0).startsWith("qsnn: ") && said.get(0).contains(mistake.expected),
                said.get(0));
        assertFalse(result.err().contains("Exception"), result.err());
        assertEquals(before, Cli.contents(folder));
    }

    private static Mistake setting(String name, String override, String expected) {
        return new Mistake(name, folder -> {}, folder -> args(folder, override), expected);
    }

    private static Mistake typed(String name, String expected, String... args) {
        return new Mistake(name, folder -> {}, folder -> args, expected);
    }

    private static Mistake swept(String name, String text, String expected) {
        return new Mistake(
                name,
                folder -> Files.writeString(folder.resolve("sweep.conf"), text),
                folder -> sweepArgs(folder, folder.resolve("sweep")),
                expected);
    }

    private static String[] sweepArgs(Path folder, Path sweep) {
        String file = folder.resolve("sweep.conf").toString();
        return new String[] {"sweep", file, "--set", "sweep.dir=" + sweep};
    }

    private static Mistake data(String name, UnaryOperator<byte[]> damage, String expected) {
        return new Mistake(
                name,
                folder -> {
                    Cli.copy(template.resolve("data"), folder.resolve("data"));
                    Path block = firstBlock(folder.resolve("data"));
                    // Without Hadoop's own checksum, which object stores do not have.
                    Files.delete(block.resolveSibling("." + block.getFileName() + ".crc"));
                    Files.write(block, damage.apply(Files.readAllBytes(block)));
                },
                folder -> Cli.trainArgs(folder, "run.dir=" + folder.resolve("new")),
                expected);
    }

    /** {@code train} into the folder's run with the template's data. */
    private static String[] args(Path folder, String... overrides) {
        List<String> all = new ArrayList<>(List.of("data.path=" + template.resolve("data")));
        all.addAll(List.of(overrides));
        return Cli.trainArgs(folder, all.toArray(String[]::new));
    }

    private static Path firstBlock(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.getFileName().toString().startsWith("train"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static byte[] flipped(byte[] bytes) {
        bytes[bytes.length - 5] ^= 1;
        return bytes;
    }

    private static void edit(Path file, String from, String to) throws IOException {
        String text = Files.readString(file);
        assertTrue(text.contains(from), text);
        Files.writeString(file, text.replaceFirst(Pattern.quote(from), to));
    }

    private static void deleteCheckpoints(Path folder) throws IOException {
        Path run = folder.resolve("run");
        deleteAll(run.resolve("ckpt"));
        for (int round : List.of(4, 6, 8))
            deleteAll(run.resolve("MANIFEST-00000" + round + ".json"));
    }

    private static void deleteAll(Path... roots) throws IOException {
        for (Path root : roots) {
            if (!Files.exists(root)) continue;
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList())
                    Files.delete(file);
            }
        }
    }

    private static Dataset fewerTests() {
        Dataset all = Small.dataset();
        return new Dataset("small", "", all.train(), all.test().slice(0, 100));
    }

    private static Dataset twoByTwo() {
        ImageSet set =
                ImageSet.of(
                        2, 2, 3, 3, new byte[][] {{0, 1, 2, 3, 4, 1, 5, 6, 7, 8, 2, 9, 9, 9, 9}});
        return new Dataset("other", "", set, set);
    }
}

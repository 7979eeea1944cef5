package org.sparkqsnn.data.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.idx.IdxFiles;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.shard.DatasetReader;
import picocli.CommandLine;

class PrepareCommandTest {
    @TempDir Path temp;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int prepare(String... args) {
        CommandLine command = new CommandLine(new PrepareCommand());
        command.setExecutionExceptionHandler(new OneLineErrors());
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(args);
    }

    private String digits() throws IOException {
        IdxFiles.writeFolder(temp.resolve("digits"));
        return temp.resolve("digits").toString();
    }

    private void refused(String expected, String... args) {
        assertEquals(2, prepare(args));
        assertEquals(expected, err.toString().replace(temp.toString(), "TEMP").strip());
        assertEquals("", out.toString());
    }

    @Test
    void folder_isPreparedOnceAndThenAlreadyThere() throws IOException {
        String target = temp.resolve("out").toString();
        assertEquals(0, prepare("--dataset", digits(), "--out", target));
        Dataset dataset = DatasetReader.read(target, new Configuration());
        assertEquals("digits", dataset.name());
        String facts =
                ": 12 train, 6 test, 2x3 in 3 classes\n  2 blocks, dataset sha256 "
                        + dataset.sha256()
                        + "\n  ";
        assertEquals("prepared digits" + facts + target + "\n", out.toString());
        out.getBuffer().setLength(0);
        assertEquals(0, prepare("--dataset", digits(), "--out", target));
        assertEquals("digits is already there" + facts + target + "\n", out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void otherDataset_isRefused() throws IOException {
        String target = temp.resolve("out").toString();
        assertEquals(0, prepare("--dataset", digits(), "--out", target));
        out.getBuffer().setLength(0);
        IdxFiles.writeFolder(temp.resolve("others"));
        refused(
                "file:TEMP/out holds another dataset (\"digits\"); give another --out, or remove that folder first",
                "--dataset",
                temp.resolve("others").toString(),
                "--out",
                target);
    }

    /** The images in memory, mixed, are the blocks that Spark makes of them as a table. */
    @Test
    void shuffle_isTheOrderOfTables() throws IOException {
        String memory = temp.resolve("memory").toString();
        String parquet = temp.resolve("parquet").toString();
        String table = temp.resolve("table").toString();
        try (SparkSession spark =
                SparkSession.builder()
                        .master("local[2]")
                        .config("spark.ui.enabled", "false")
                        .getOrCreate()) {
            assertEquals(
                    0,
                    prepare(
                            "--dataset",
                            digits(),
                            "--shuffle",
                            "--block-size",
                            "64k",
                            "--out",
                            memory,
                            "--name",
                            "mixed"));
            assertEquals(
                    0, prepare("--dataset", digits(), "--format", "parquet", "--out", parquet));
            assertEquals(0, prepare("--table", parquet, "--block-size", "64k", "--out", table));
        }
        for (String part : List.of("train-00000", "test-00000"))
            assertEquals(block(memory, part), block(table, part));
        assertEquals("mixed", DatasetReader.read(memory, new Configuration()).name());
    }

    private static String block(String folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void unknownDataset_isRefused() {
        refused(
                "--dataset cifar: expected mnist, fashion-mnist, kmnist or a folder with four IDX files",
                "--dataset",
                "cifar",
                "--out",
                "x");
    }

    @Test
    void unknownFormat_isRefused() {
        refused(
                "--format csv: expected blocks or parquet",
                "--dataset",
                "mnist",
                "--out",
                "x",
                "--format",
                "csv");
    }

    @Test
    void sourceOfAFolder_isRefused() throws IOException {
        String digits = digits();
        refused(
                "--source goes with a data set by name, but --dataset TEMP/digits is a folder; drop one",
                "--dataset",
                digits,
                "--source",
                digits,
                "--out",
                "x");
    }

    @Test
    void emptySource_isRefused() {
        refused(
                "TEMP: no train-images-idx3-ubyte and no train-images-idx3-ubyte.gz; put it there",
                "--dataset",
                "kmnist",
                "--source",
                temp.toString(),
                "--out",
                "x");
    }

    @Test
    void missingOption_isRefused() {
        assertEquals(2, prepare("--dataset", "mnist"));
        assertTrue(
                err.toString().startsWith("Missing required option: '--out=URI'"), err.toString());
    }

    @Test
    void help_hasExamples() {
        assertEquals(0, prepare("--help"));
        assertTrue(
                out.toString().contains("prepare --dataset mnist --out datasets/mnist"),
                out.toString());
    }

    /** The whole real set, from Debian's package. */
    @Test
    void fashionMnist_isPreparedFromItsFolder() {
        Path debian = Path.of("/usr/share/datasets/fashion-mnist");
        assumeTrue(Files.isDirectory(debian), "apt-get install dataset-fashion-mnist");
        String target = temp.resolve("fashion").toUri().toString();
        assertEquals(
                0,
                prepare(
                        "--dataset",
                        "fashion-mnist",
                        "--source",
                        debian.toString(),
                        "--out",
                        target));
        Dataset dataset = DatasetReader.read(target, new Configuration());
        assertEquals(60_000, dataset.train().size());
        for (int count : dataset.train().countPerClass()) {
            assertEquals(6000, count);
        }
        assertEquals(10_000, dataset.test().size());
    }

    @Test
    void parquet_holdsTheSameImages() throws IOException {
        String target = temp.resolve("parquet").toString();
        try (SparkSession spark =
                SparkSession.builder()
                        .master("local[1]")
                        .config("spark.ui.enabled", "false")
                        .config("spark.sql.shuffle.partitions", 1)
                        .getOrCreate()) {
            assertEquals(0, prepare("--dataset", digits(), "--out", target, "--format", "parquet"));
            assertEquals(
                    "exported digits: 12 train, 6 test, 2x3 in 3 classes\n  " + target + "\n",
                    out.toString());
            assertTrue(Files.exists(temp.resolve("parquet/_SUCCESS")));
            List<Row> rows =
                    spark.read()
                            .parquet(target)
                            .where("split = 'train'")
                            .orderBy("id")
                            .collectAsList();
            assertEquals(12, rows.size());
            Row row = rows.get(7);
            assertEquals(7, row.<Integer>getAs("id"));
            assertEquals(7 % 3, row.<Integer>getAs("label"));
            assertEquals(2, row.<Integer>getAs("height"));
            assertArrayEquals(new byte[] {21, 22, 23, 24, 25, 26}, row.<byte[]>getAs("pixels"));
            assertEquals(6, spark.read().parquet(target).where("split = 'test'").count());
            out.getBuffer().setLength(0);
            refused(
                    "file:TEMP/parquet exists already; give another --out, or remove that folder first",
                    "--dataset",
                    digits(),
                    "--out",
                    target,
                    "--format",
                    "parquet");
        }
    }
}

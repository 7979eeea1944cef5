package org.sparkqsnn.data.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.shard.DatasetReader;

/** {@code prepare --table}, with each way in which a table can be no dataset. */
class PrepareTableTest extends PrepareStreamed {
    @Override
    void refused(String expected, String... args) {
        super.refused(expected, args);
        assertFalse(Files.exists(temp.resolve("out/manifest.json")));
    }

    /** 40 images of 2 x 3 in 4 classes; every fifth is in the test set. */
    private static Dataset<Row> images() {
        return spark.range(0, 40, 1, 3)
                .selectExpr(
                        "cast(id % 4 as int) as label",
                        "array(id, 1L, 2L, 3L, 4L, 255L) as pixels",
                        "2 as height",
                        "3L as width",
                        "if(id % 5 = 0, 'test', 'train') as split");
    }

    private String table(Dataset<Row> rows, String format) {
        String path = temp.resolve("images." + format).toString();
        rows.write().format(format).mode("overwrite").save(path);
        return path;
    }

    private String parquet(Dataset<Row> rows) {
        return table(rows, "parquet");
    }

    private static Dataset<Row> changed(String column, String expression) {
        return images().withColumn(column, functions.expr(expression));
    }

    private org.sparkqsnn.data.schema.Dataset dataset() {
        return DatasetReader.read(temp.resolve("out").toString(), new Configuration());
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "orc", "json"})
    void formats_areReadBySpark(String format) {
        String said = prepared("--table", table(images(), format), "--table-format", format);
        ImageSet train = dataset().train();
        assertEquals(
                "prepared images."
                        + format
                        + ": 32 train, 8 test, 2x3 in 4 classes\n  2 blocks, dataset sha256 "
                        + dataset().sha256()
                        + "\n  TEMP/out\n",
                said);
        for (int id = 0; id < train.size(); id++) {
            assertEquals(train.pixel(id, 0) % 4, train.label(id));
            assertTrue(train.pixel(id, 0) % 5 != 0);
            assertEquals(255, train.pixel(id, 5));
        }
    }

    @Test
    void manifest_isTheSameForOtherFilesAndTypes() {
        prepared("--table", parquet(images()), "--name", "x");
        final String sha256 = dataset().sha256();
        FileUtil.fullyDelete(temp.resolve("out").toFile());
        Dataset<Row> others =
                changed("pixels", "unhex(concat(lpad(hex(pixels[0]), 2, '0'), '01020304FF'))")
                        .withColumn("label", functions.col("label").cast(DataTypes.DoubleType))
                        .orderBy(functions.desc("label"))
                        .repartition(5);
        prepared("--table", table(others, "orc"), "--table-format", "orc", "--name", "x");
        assertEquals(sha256, dataset().sha256());
    }

    @Test
    void catalog_hasTablesByName() {
        images().createOrReplaceTempView("digits");
        String said = prepared("--table", "digits", "--table-format", "catalog");
        assertTrue(said.startsWith("prepared digits: 32 train, 8 test, 2x3 in 4 classes"), said);
        refusedAgain("digits_of_nobody");
    }

    private void refusedAgain(String table) {
        assertEquals(2, prepare("--table", table, "--table-format", "catalog"));
        assertTrue(
                err.toString().startsWith("cannot read table " + table + " as catalog: [TABLE_OR"),
                err.toString());
        assertEquals(1, err.toString().strip().lines().count());
    }

    @Test
    void testTable_andOtherNames() {
        Dataset<Row> renamed =
                images().drop("split", "height", "width")
                        .withColumnRenamed("label", "digit")
                        .withColumnRenamed("pixels", "the.image");
        String test = temp.resolve("ones").toString();
        renamed.where("digit = 1").write().json(test);
        String said =
                prepared(
                        "--table",
                        table(renamed, "json"),
                        "--table-format",
                        "json",
                        "--test-table",
                        test,
                        "--label",
                        "digit",
                        "--pixels",
                        "the.image",
                        "--size",
                        "3x2");
        assertTrue(said.contains(": 40 train, 10 test, 3x2 in 4 classes"), said);
    }

    @Test
    void fraction_isByContent() {
        Dataset<Row> twice = images().drop("split").union(images().drop("split"));
        prepared("--table", parquet(twice), "--test-fraction", "0.3");
        ImageSet test = dataset().test();
        assertTrue(test.size() > 8 && test.size() < 48, "of 80: " + test.size());
        int[] times = new int[40];
        for (int id = 0; id < test.size(); id++) times[test.pixel(id, 0)]++;
        for (int count : times) assertTrue(count == 0 || count == 2, "equal images stay together");
    }

    @Test
    void blockSize_isThatOfTheOption() {
        Dataset<Row> many =
                spark.range(20_000)
                        .selectExpr(
                                "0 as label",
                                "array(id % 256, id div 256, 3L, 4L, 5L, 6L) as pixels",
                                "if(id = 7, 'test', 'train') as split");
        prepared("--table", parquet(many), "--size", "1x6", "--block-size", "64k");
        ImageSet train = dataset().train();
        assertEquals((64 << 10) / 7, train.records().recordsPerBlock());
        assertEquals(20_000 - 1, train.size());
        refusedSize("1k");
        refusedSize("1g");
        refusedSize("513m");
        refusedSize("x");
    }

    private void refusedSize(String size) {
        err.getBuffer().setLength(0);
        assertEquals(2, prepare("--table", "x", "--block-size", size));
        assertEquals(
                "--block-size " + size + ": expected a size from 64k to 512m, such as 4m",
                err.toString().strip());
    }

    @Test
    void noTable_isRefused() {
        assertEquals(2, prepare("--table", temp.resolve("none").toString()));
        String line = err.toString().strip();
        assertTrue(line.startsWith("cannot read table " + temp.resolve("none")), line);
        assertTrue(line.contains("PATH_NOT_FOUND"), line);
        assertTrue(line.endsWith("; see --table and --table-format"), line);
        assertEquals(1, line.lines().count());
    }

    @Test
    void noFormat_isRefused() {
        assertEquals(2, prepare("--table", "x", "--table-format", "papyrus"));
        String line = err.toString().strip();
        assertTrue(line.startsWith("cannot read table x as papyrus: "), line);
        assertEquals(1, line.lines().count());
    }

    @Test
    void missingColumn_isNamed() {
        refused(
                "table TEMP/images.parquet has no column label, but id, pixels, height, width,"
                        + " split; name it with --label",
                "--table",
                parquet(
                        images().withColumnRenamed("label", "id")
                                .select("id", "pixels", "height", "width", "split")));
    }

    @Test
    void wrongType_isNamed() {
        refused(
                "table TEMP/images.parquet: column pixels is string, it must be binary or an array"
                        + " of numbers; name another one with --pixels",
                "--table",
                parquet(changed("pixels", "'abc'")));
    }

    @Test
    void labelOfText_isRefused() {
        refused(
                "table TEMP/images.parquet: column label is string, it must be a number; name"
                        + " another one with --label",
                "--table",
                parquet(changed("label", "'cat'")));
    }

    /** One row of its own, so that its number is known. */
    private void badRow(String fault, Dataset<Row> rows) {
        refused(
                "table TEMP/images.parquet, row 1 of Spark's partition 0: "
                        + fault
                        + "; correct or drop such rows",
                "--table",
                parquet(rows.coalesce(1)));
    }

    @Test
    void nullLabel_isRefused() {
        badRow("column label is null", changed("label", "cast(null as int)"));
    }

    @Test
    void nullPixels_areRefused() {
        badRow("column pixels is null", changed("pixels", "cast(null as binary)"));
    }

    @Test
    void negativeLabel_isRefused() {
        badRow("column label is -1, it must be one of 0, 1, … 255", changed("label", "-1"));
    }

    @Test
    void tooManyClasses_areRefused() {
        badRow("column label is 256, it must be one of 0, 1, … 255", changed("label", "256L"));
    }

    @Test
    void halfALabel_isRefused() {
        badRow("column label is 0.5, it must be one of 0, 1, … 255", changed("label", "0.5D"));
    }

    @Test
    void pixelBeyond255_isRefused() {
        badRow(
                "column pixels has 256, pixels must be 0, 1, … 255",
                changed("pixels", "array(1, 2, 3, 4, 5, 256)"));
    }

    @Test
    void nullPixel_isRefused() {
        badRow(
                "column pixels has null, pixels must be 0, 1, … 255",
                changed("pixels", "array(1, 2, null, 4, 5, 6)"));
    }

    @Test
    void wrongLength_isRefused() {
        badRow(
                "column pixels has 5 values, 2x3 images have 6",
                changed("pixels", "array(1, 2, 3, 4, 5)"));
    }

    @Test
    void otherSplit_isRefused() {
        badRow("column split is \"dev\", it must be train or test", changed("split", "'dev'"));
    }

    @Test
    void otherShape_isRefused() {
        assertEquals(
                2,
                prepare(
                        "--table",
                        parquet(changed("width", "if(pixels[0] = 7, 4, 3)").coalesce(1))));
        assertEquals(
                "table TEMP/images.parquet, row 8 of Spark's partition 0: the image is 2x4, others"
                        + " are 2x3; correct or drop such rows",
                err.toString().replace(temp.toString(), "TEMP").strip());
    }

    @Test
    void noSize_isRefused() {
        refused(
                "table TEMP/images.parquet has no columns height and width; give the size of its"
                        + " images, such as --size 28x28",
                "--table",
                parquet(images().drop("height")));
    }

    @Test
    void noSplit_isRefused() {
        refused(
                "table TEMP/images.parquet has no column split; say which images are the test set"
                        + " with --split, --test-table or --test-fraction",
                "--table",
                parquet(images().drop("split")));
    }

    @Test
    void emptySplit_isRefused() {
        refused(
                "table TEMP/images.parquet: no row is in the test set; a dataset needs both",
                "--table",
                parquet(changed("split", "'train'")));
    }

    @Test
    void noRows_areRefused() {
        refused("table TEMP/images.parquet has no rows", "--table", parquet(images().limit(0)));
    }

    @Test
    void labelOfTheTestSetAlone_isRefused() {
        refused(
                "table TEMP/images.parquet: the test set has label 9, the training set only up to"
                        + " 3; correct the labels, or the split",
                "--table",
                parquet(changed("label", "if(split = 'test', 9, label)")));
    }

    @Test
    void damagedFile_isNamed() throws IOException {
        Path file = temp.resolve("images.parquet/part-00099.parquet");
        String table = parquet(images());
        Files.write(file, new byte[200]);
        assertEquals(2, prepare("--table", table, "--size", "2x3"), err::toString);
        String line = err.toString().strip();
        assertTrue(line.contains("part-00099.parquet"), line);
        assertEquals(1, line.lines().count());
    }

    @Test
    void otherDataset_isRefused() {
        prepared("--table", parquet(images()));
        out.getBuffer().setLength(0);
        assertEquals(2, prepare("--table", parquet(images().where("label < 3"))));
        assertEquals(
                "file:TEMP/out belongs to other images, or to another --size or --block-size; give"
                        + " another --out, or remove that folder first",
                err.toString().replace(temp.toString(), "TEMP").strip());
    }

    @Test
    void secondRun_isAlreadyThere() {
        String table = parquet(images());
        prepared("--table", table);
        out.getBuffer().setLength(0);
        assertTrue(
                prepared("--table", table).startsWith("images.parquet is already there: 32 train"));
    }

    @Test
    void options_thatDoNotGoTogetherAreRefused() {
        refused("give one of --dataset, --table and --images");
        refusedToo("give one of --dataset, --table and --images", "--table", "x", "--images", "y");
        refusedToo("--label goes with --table", "--images", "x", "--label", "y");
        refusedToo("--size goes with --table or --images", "--dataset", "mnist", "--size", "2x2");
        refusedToo("--format parquet goes with --dataset", "--table", "x", "--format", "parquet");
        refusedToo(
                "--size 28: expected height and width in pixels, such as 28x28",
                "--table",
                "x",
                "--size",
                "28");
        refusedToo(
                "--test-fraction 1.5: expected a number in (0, 1)",
                "--table",
                "x",
                "--test-fraction",
                "1.5");
        refusedToo(
                "give one of --split, --test-table and --test-fraction",
                "--table",
                parquet(images()),
                "--split",
                "split",
                "--test-fraction",
                "0.5");
        refusedToo("--name: name must not be blank", "--table", "x", "--name", " ");
    }

    private void refusedToo(String expected, String... args) {
        err.getBuffer().setLength(0);
        refused(expected, args);
    }
}

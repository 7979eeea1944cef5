package org.sparkqsnn.data.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.DataCard;
import org.sparkqsnn.data.schema.PlainUri;
import org.sparkqsnn.data.shard.RowSource;
import org.sparkqsnn.data.source.ImageFolder;
import org.sparkqsnn.data.source.ImageSize;
import org.sparkqsnn.data.source.TableColumns;
import org.sparkqsnn.data.source.TableReader;
import org.sparkqsnn.data.source.TableSource;
import picocli.CommandLine.Option;

/**
 * Sources that no machine has to hold: {@code --table}, {@code --images} and what goes with them.
 */
final class StreamedOptions {
    private static final String SPLIT = "split";

    /** Each with what it goes with. */
    static final Map<String, List<String>> GOES_WITH =
            Map.of(
                    "--table-format", List.of("--table"),
                    "--table-option", List.of("--table"),
                    "--test-table", List.of("--table"),
                    "--label", List.of("--table"),
                    "--pixels", List.of("--table"),
                    "--split", List.of("--table"),
                    "--test-fraction", List.of("--table", "--images"),
                    "--size", List.of("--table", "--images"));

    @Option(
            names = "--table",
            paramLabel = "URI|NAME",
            description =
                    "A table: files or a folder that Spark reads, or a name in its catalogue.")
    Optional<String> table = Optional.empty();

    @Option(
            names = "--images",
            paramLabel = "URI",
            description =
                    "A folder of PNG and JPEG files: train/CLASS/* and test/CLASS/*, or CLASS/* with --test-fraction.")
    Optional<String> images = Optional.empty();

    @Option(
            names = "--table-format",
            paramLabel = "FORMAT",
            defaultValue = "parquet",
            description =
                    "parquet, orc, json, delta, iceberg, or any other that Spark has a reader of; catalog for a name. Default: ${DEFAULT-VALUE}.")
    private String format = "parquet";

    @Option(
            names = "--table-option",
            paramLabel = "KEY=VALUE",
            description = "An option of that reader; may be given several times.")
    private Map<String, String> readerOptions = new LinkedHashMap<>();

    @Option(
            names = "--label",
            paramLabel = "COLUMN",
            defaultValue = "label",
            description = "Column of the class, a number from 0. Default: ${DEFAULT-VALUE}.")
    private String label = "label";

    @Option(
            names = "--pixels",
            paramLabel = "COLUMN",
            defaultValue = "pixels",
            description =
                    "Column of the pixels, row by row: binary, or an array of numbers in 0..255. Default: ${DEFAULT-VALUE}.")
    private String pixels = "pixels";

    @Option(
            names = "--split",
            paramLabel = "COLUMN",
            description = "Column that says train or test. Default: split, if there is one.")
    private Optional<String> split = Optional.empty();

    @Option(
            names = "--test-table",
            paramLabel = "URI|NAME",
            description = "Table of the test set, in the format of --table.")
    private Optional<String> testTable = Optional.empty();

    @Option(
            names = "--test-fraction",
            paramLabel = "F",
            description =
                    "Take about this fraction as the test set, chosen by content: equal images stay together.")
    private Optional<Double> testFraction = Optional.empty();

    @Option(
            names = "--size",
            paramLabel = "HxW",
            description =
                    "Height and width in pixels: of the table's images, if it has no columns height and width; images of a folder are scaled to it.")
    private Optional<String> size = Optional.empty();

    /** What the manifest says of it: the last name of the URI, unless another is given. */
    DataCard card(Optional<String> name) {
        String kind = table.isPresent() ? "table " : "images ";
        String uri = table.or(() -> images).orElseThrow();
        String[] names = uri.split("[/\\\\]+");
        String own = names.length == 0 ? "data" : names[names.length - 1];
        String shown = name.orElse(own.isBlank() ? "data" : own);
        return RawImages.card(shown, kind + shown, "unknown", "");
    }

    /** What the options ask for, opened. */
    RowSource open(SparkSession spark) {
        Optional<ImageSize> shape = size.map(text -> ImageSize.parse("--size", text));
        if (testFraction.isPresent() && !(testFraction.get() > 0 && testFraction.get() < 1)) {
            throw new BadInput(
                    "--test-fraction " + testFraction.get() + ": expected a number in (0, 1)");
        }
        return images.isPresent()
                ? new ImageFolder(
                                JavaSparkContext.fromSparkContext(spark.sparkContext()),
                                plain("--images", images.get()),
                                testFraction)
                        .source(shape)
                : openTable(spark, shape);
    }

    private RowSource openTable(SparkSession spark, Optional<ImageSize> shape) {
        TableReader reader = new TableReader(format, readerOptions);
        String name = plain("--table", table.orElseThrow());
        Dataset<Row> rows = reader.open(spark, name);
        TableColumns columns = new TableColumns(label, pixels, Optional.empty());
        TableSource source = new TableSource("table " + name, columns, shape);
        long ways =
                List.of(split, testTable, testFraction).stream()
                        .filter(Optional::isPresent)
                        .count();
        if (ways > 1) {
            throw new BadInput("give one of --split, --test-table and --test-fraction");
        }
        if (testTable.isPresent()) {
            return source.of(rows, reader.open(spark, plain("--test-table", testTable.get())));
        }
        if (testFraction.isPresent()) return source.byFraction(rows, testFraction.get());
        if (split.isEmpty() && !List.of(rows.columns()).contains(SPLIT)) {
            throw new BadInput(
                    "table "
                            + name
                            + " has no column split; say which images are the test set with"
                            + " --split, --test-table or --test-fraction");
        }
        TableColumns withSplit = columns.withSplit(split.orElse(SPLIT));
        return new TableSource("table " + name, withSplit, shape).bySplit(rows);
    }

    private static String plain(String option, String uri) {
        PlainUri.require(option, uri);
        return uri;
    }
}

package org.sparkqsnn.benchmarks;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code benchmarks/large-set --gib 6 --out DIR}: a table of images as large as one likes, the same
 * for the same seed, as Parquet in the columns of {@code prepare --format parquet}. One image in a
 * hundred is in the test set. It is there to be large; nothing is to be learned from a result on
 * it. {@link LargeSetImages} says what the images are.
 */
@Command(name = "large-set", mixinStandardHelpOptions = true)
public final class LargeSet implements Callable<Integer> {
    private static final int ROWS_PER_TASK = 100_000;

    private static final StructType SCHEMA =
            new StructType()
                    .add("split", DataTypes.StringType, false)
                    .add("label", DataTypes.IntegerType, false)
                    .add("height", DataTypes.IntegerType, false)
                    .add("width", DataTypes.IntegerType, false)
                    .add("pixels", DataTypes.BinaryType, false);

    @Option(names = "--gib", description = "Size of the images with their labels, in GiB.")
    private double gib = 6;

    @Option(names = "--out", required = true, paramLabel = "URI")
    private String out = "";

    @Option(names = "--sorted", description = "One class after the other.")
    private boolean sorted;

    @Option(names = "--seed")
    private long seed = 42;

    @Option(names = "--master", paramLabel = "MASTER")
    private String master = "local[*]";

    private LargeSet() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new LargeSet()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        long images = (long) (gib * (1 << 30)) / (1 + LargeSetImages.PIXELS);
        int tasks = (int) ((images - 1) / ROWS_PER_TASK + 1);
        LargeSetImages all = new LargeSetImages(seed, images, sorted);
        SparkSession.Builder builder = SparkSession.builder().appName("large-set").master(master);
        try (SparkSession spark = builder.config("spark.ui.enabled", false).getOrCreate()) {
            JavaRDD<Row> rows = spark.range(0, images, 1, tasks).toJavaRDD().map(all::row);
            spark.createDataFrame(rows, SCHEMA).write().parquet(out);
        }
        System.out.println(images + " images in " + out);
        return 0;
    }
}

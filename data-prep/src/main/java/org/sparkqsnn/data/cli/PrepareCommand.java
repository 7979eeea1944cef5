package org.sparkqsnn.data.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.sparkqsnn.data.fetch.Progress;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.PlainUri;
import org.sparkqsnn.data.schema.Splits;
import org.sparkqsnn.data.shard.DatasetWriter;
import org.sparkqsnn.data.shard.ParquetExport;
import org.sparkqsnn.data.shard.Umask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code prepare}: raw images to a verified dataset. Needs no Spark session, except for Parquet.
 */
@Command(
        name = "prepare",
        sortOptions = false,
        description =
                "Fetch and verify a data set, and write it as blocks on any Hadoop file system.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  prepare --dataset mnist --out datasets/mnist",
            "  prepare --dataset fashion-mnist --out hdfs://namenode/datasets/fashion-mnist",
            "  prepare --dataset mnist --source ~/Downloads/mnist --out s3a://bucket/mnist",
            "  prepare --dataset my-digits/ --out datasets/my-digits",
            "  prepare --dataset mnist --out datasets/mnist-parquet --format parquet",
            "",
            "Exit codes: 0 done, or done before; 2 bad input."
        })
public final class PrepareCommand implements Callable<Integer> {
    /** What is written. */
    enum Format {
        BLOCKS,
        PARQUET
    }

    @Option(
            names = "--dataset",
            required = true,
            paramLabel = "NAME|DIR",
            description =
                    "mnist, fashion-mnist, kmnist, or a folder with four IDX files named as MNIST's (raw or .gz).")
    private String dataset = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "URI",
            description =
                    "Folder to write, on any Hadoop file system (local path, hdfs://, s3a://, ...).")
    private String out = "";

    @Option(
            names = "--format",
            paramLabel = "blocks|parquet",
            defaultValue = "blocks",
            description =
                    "blocks is what train reads; parquet is for DataFrames. Default: ${DEFAULT-VALUE}.")
    private String format = "blocks";

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description =
                    "Keep downloads here. Default: spark-qsnn in $XDG_CACHE_HOME or ~/.cache.")
    private Optional<String> cache = Optional.empty();

    @Option(
            names = "--source",
            paramLabel = "DIR",
            description =
                    "Take the files of a named data set from this folder; nothing is fetched.")
    private Optional<String> source = Optional.empty();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this text.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        PlainUri.require("--out", out);
        Format chosen = chosenFormat();
        RawImages images = RawImages.read(dataset, source, cache);
        switch (chosen) {
            case BLOCKS -> writeBlocks(images);
            case PARQUET -> writeParquet(images);
        }
        return 0;
    }

    private Format chosenFormat() {
        for (Format each : Format.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(format)) {
                return each;
            }
        }
        throw new BadInput("--format " + format + ": expected blocks or parquet");
    }

    private void writeBlocks(RawImages images) {
        Splits splits = images.splits();
        DatasetWriter.Written written;
        try (Progress progress =
                Progress.of("writing " + out, bytes(splits.train()) + bytes(splits.test()))) {
            written =
                    DatasetWriter.write(
                            out, hadoopConfiguration(), images.card(), splits, progress::step);
        }
        String name = images.card().name();
        report(written.alreadyThere() ? name + " is already there" : "prepared " + name, splits);
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.println("  " + written.blocks() + " blocks, dataset sha256 " + written.sha256());
        stdout.println("  " + out);
    }

    /**
     * With the {@code spark.hadoop.*} settings of spark-submit, though no session reads them here.
     */
    private static Configuration hadoopConfiguration() {
        String prefix = "spark.hadoop.";
        Configuration conf = new Configuration();
        for (String key : System.getProperties().stringPropertyNames()) {
            if (key.startsWith(prefix)) {
                conf.set(key.substring(prefix.length()), System.getProperty(key));
            }
        }
        return Umask.follow(conf);
    }

    private void writeParquet(RawImages images) {
        boolean ours =
                SparkSession.getActiveSession().isEmpty()
                        && SparkSession.getDefaultSession().isEmpty();
        String master = System.getProperty("spark.master", "local[*]");
        SparkSession spark =
                SparkSession.builder().appName("prepare " + dataset).master(master).getOrCreate();
        try {
            ParquetExport.write(spark, out, images.splits());
        } finally {
            if (ours) {
                spark.stop();
            }
        }
        report("exported " + images.card().name(), images.splits());
        spec.commandLine().getOut().println("  " + out);
    }

    private void report(String what, Splits splits) {
        ImageSet train = splits.train();
        String shape = train.height() + "x" + train.width() + " in " + train.classes() + " classes";
        String counts = train.size() + " train, " + splits.test().size() + " test";
        spec.commandLine().getOut().println(what + ": " + counts + ", " + shape);
    }

    private static long bytes(ImageSet set) {
        return (long) set.size() * (1 + set.features());
    }
}

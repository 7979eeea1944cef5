package org.sparkqsnn.data.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.sparkqsnn.data.fetch.Fetch;
import org.sparkqsnn.data.fetch.KnownSet;
import org.sparkqsnn.data.fetch.Progress;
import org.sparkqsnn.data.idx.IdxFolder;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.DataCard;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Splits;
import org.sparkqsnn.data.shard.DatasetWriter;
import org.sparkqsnn.data.shard.ParquetExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code prepare}: raw images to a verified dataset. Needs no Spark session, except for Parquet.
 */
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
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

    @Spec private CommandSpec spec;

    /** A data set read into memory. */
    private record Loaded(DataCard card, Splits splits) {}

    @Override
    public Integer call() {
        Format chosen = chosenFormat();
        Loaded loaded = load();
        switch (chosen) {
            case BLOCKS -> writeBlocks(loaded);
            case PARQUET -> writeParquet(loaded);
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

    private Loaded load() {
        Optional<KnownSet> known = KnownSet.named(dataset);
        if (known.isPresent()) {
            Path folder = folderOf(known.get());
            return new Loaded(known.get().card(), IdxFolder.read(folder, KnownSet.CLASSES));
        }
        Path folder = path("--dataset", dataset).toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            String choices = "expected " + KnownSet.names() + " or a folder with four IDX files";
            throw new BadInput("--dataset " + dataset + ": " + choices);
        }
        if (source.isPresent()) {
            throw new BadInput(
                    "--source goes with a data set by name, but --dataset "
                            + dataset
                            + " is a folder; drop one");
        }
        String name = folder.getFileName() == null ? "root" : folder.getFileName().toString();
        return new Loaded(
                new DataCard(name, "IDX folder " + name, "unknown", ""), IdxFolder.read(folder));
    }

    private Path folderOf(KnownSet known) {
        if (source.isEmpty()) {
            return Fetch.into(
                    cache.map(dir -> path("--cache", dir)).orElseGet(PrepareCommand::defaultCache),
                    known);
        }
        Path folder = path("--source", source.get());
        Fetch.verify(folder, known);
        return folder;
    }

    private static Path defaultCache() {
        String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path caches =
                xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return caches.resolve("spark-qsnn");
    }

    private static Path path(String option, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new BadInput(
                    option + " " + value + ": no path (" + e.getReason() + "); give a folder", e);
        }
    }

    private void writeBlocks(Loaded loaded) {
        Splits splits = loaded.splits();
        DatasetWriter.Written written;
        try (Progress progress =
                Progress.of("writing " + out, bytes(splits.train()) + bytes(splits.test()))) {
            written =
                    DatasetWriter.write(
                            out, hadoopConfiguration(), loaded.card(), splits, progress::step);
        }
        String name = loaded.card().name();
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
        return conf;
    }

    private void writeParquet(Loaded loaded) {
        boolean ours =
                SparkSession.getActiveSession().isEmpty()
                        && SparkSession.getDefaultSession().isEmpty();
        String master = System.getProperty("spark.master", "local[*]");
        SparkSession spark =
                SparkSession.builder().appName("prepare " + dataset).master(master).getOrCreate();
        try {
            ParquetExport.write(spark, out, loaded.splits());
        } finally {
            if (ours) {
                spark.stop();
            }
        }
        report("exported " + loaded.card().name(), loaded.splits());
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

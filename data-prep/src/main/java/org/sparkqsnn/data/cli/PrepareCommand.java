package org.sparkqsnn.data.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.data.fetch.Progress;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.DataCard;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.PlainUri;
import org.sparkqsnn.data.schema.Splits;
import org.sparkqsnn.data.shard.BlockSize;
import org.sparkqsnn.data.shard.BlockWriteJob;
import org.sparkqsnn.data.shard.DatasetWriter;
import org.sparkqsnn.data.shard.ParquetExport;
import org.sparkqsnn.data.shard.RowSource;
import org.sparkqsnn.data.shard.Umask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code prepare}: raw images to a verified dataset. Sets in memory need no Spark session, except
 * for Parquet.
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
            "  prepare --table hdfs://namenode/tables/digits --size 28x28 --test-fraction 0.1 --out hdfs://namenode/datasets/digits",
            "  prepare --images s3a://bucket/photos --size 64x64 --out s3a://bucket/datasets/photos",
            "",
            "A run that was interrupted goes on where it was when it is started again.",
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
            paramLabel = "NAME|DIR",
            description =
                    "mnist, fashion-mnist, kmnist, or a folder with four IDX files named as MNIST's (raw or .gz).")
    private Optional<String> dataset = Optional.empty();

    @Mixin private StreamedOptions streamed = new StreamedOptions();

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
            names = "--block-size",
            paramLabel = "SIZE",
            description = "Of a block, 64k to 512m. Default: 32m.")
    private Optional<String> blockSize = Optional.empty();

    @Option(
            names = "--shuffle",
            description =
                    "Put the images in an order that their content decides, as those of tables and folders of images always are.")
    private boolean shuffle;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What reports call the data. Default: the name of the source.")
    private Optional<String> name = Optional.empty();

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
        BlockSize size =
                blockSize
                        .map(text -> BlockSize.parse("--block-size", text))
                        .orElse(BlockSize.USUAL);
        requireOneSource(chosen);
        if (dataset.isEmpty()) {
            writeStreamed(size);
            return 0;
        }
        RawImages images = RawImages.read(dataset.get(), source, cache);
        if (name.isPresent()) images = images.withName(name.get());
        if (shuffle) images = images.shuffled();
        switch (chosen) {
            case BLOCKS -> writeBlocks(images, size);
            case PARQUET -> writeParquet(images);
        }
        return 0;
    }

    private void requireOneSource(Format chosen) {
        List<String> sources = List.of("--dataset", "--table", "--images");
        Predicate<String> given = spec.commandLine().getParseResult()::hasMatchedOption;
        if (sources.stream().filter(given).count() != 1) {
            throw new BadInput("give one of --dataset, --table and --images");
        }
        for (Map.Entry<String, List<String>> option : StreamedOptions.GOES_WITH.entrySet()) {
            if (given.test(option.getKey()) && option.getValue().stream().noneMatch(given)) {
                String with = String.join(" or ", option.getValue());
                throw new BadInput(option.getKey() + " goes with " + with);
            }
        }
        if (dataset.isEmpty() && chosen == Format.PARQUET) {
            throw new BadInput("--format parquet goes with --dataset");
        }
    }

    private Format chosenFormat() {
        for (Format each : Format.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(format)) {
                return each;
            }
        }
        throw new BadInput("--format " + format + ": expected blocks or parquet");
    }

    private void writeBlocks(RawImages images, BlockSize size) {
        Splits splits = images.splits();
        DatasetWriter.Written written;
        try (Progress progress =
                Progress.of("writing " + out, bytes(splits.train()) + bytes(splits.test()))) {
            written =
                    DatasetWriter.write(
                            out,
                            hadoopConfiguration(),
                            images.card(),
                            splits,
                            size,
                            progress::step);
        }
        outcome(images.card()).prepared(written, splits);
    }

    private void writeStreamed(BlockSize size) {
        DataCard card = streamed.card(name);
        SparkUse.with(
                "prepare " + card.name(),
                spark -> {
                    RowSource rows = streamed.open(spark);
                    BlockWriteJob.Done done = BlockWriteJob.write(spark, out, card, rows, size);
                    outcome(card).prepared(done, rows.classes());
                    return done;
                });
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
        SparkUse.with(
                "prepare " + images.card().name(),
                spark -> {
                    ParquetExport.write(spark, out, images.splits());
                    return out;
                });
        outcome(images.card()).exported(images.splits());
    }

    private Outcome outcome(DataCard card) {
        return new Outcome(spec.commandLine().getOut(), card.name(), out);
    }

    private static long bytes(ImageSet set) {
        return (long) set.size() * (1 + set.features());
    }
}

package org.sparkqsnn.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.sparkqsnn.data.schema.DataCard;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.shard.DatasetWriter;
import org.sparkqsnn.training.Small;

/**
 * A command line run in this JVM, on local[2].
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
public record Cli(int code, String out, String err) {
    /** 784-8-10 over 4 steps, 300 images, 2 epochs of 4 rounds. */
    static final List<String> SETTINGS =
            List.of(
                    "model.hidden=8",
                    "encoder.steps=4",
                    "training.epochs=2",
                    "training.batchSize=10",
                    "averaging.localSteps=2",
                    "checkpoint.everyRounds=2");

    public static Cli run(String... args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream newOut = new ByteArrayOutputStream();
        ByteArrayOutputStream newErr = new ByteArrayOutputStream();
        System.setProperty("spark.master", "local[2]");
        System.setOut(new PrintStream(newOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(newErr, true, StandardCharsets.UTF_8));
        try {
            int code = Qsnn.run(args);
            return new Cli(
                    code,
                    newOut.toString(StandardCharsets.UTF_8),
                    newErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
            System.clearProperty("spark.master");
        }
    }

    /** The command line for a process of its own, with this JVM's flags, on local[2]. */
    static List<String> command(String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith("--") || flag.startsWith("-X")) command.add(flag);
        }
        command.addAll(
                List.of("-Dspark.master=local[2]", "-cp", System.getProperty("java.class.path")));
        command.add(Qsnn.class.getName());
        command.addAll(List.of(args));
        return command;
    }

    /** {@code train} with the small settings, then {@code overrides}. */
    public static Cli train(Path folder, String... overrides) {
        return run(trainArgs(folder, overrides));
    }

    static String[] trainArgs(Path folder, String... overrides) {
        List<String> args = new ArrayList<>(List.of("train"));
        Stream<String> own =
                Stream.of(
                        "data.path=" + folder.resolve("data"), "run.dir=" + folder.resolve("run"));
        Stream.of(SETTINGS.stream(), own, Arrays.stream(overrides))
                .flatMap(set -> set)
                .forEach(set -> args.addAll(List.of("--set", set)));
        return args.toArray(String[]::new);
    }

    /** Writes 300 + 120 images as a prepared dataset. */
    public static void prepare(Path data, Dataset dataset) {
        DataCard card = new DataCard("small", "test", "MIT", "");
        DatasetWriter.write(
                data.toString(), new Configuration(), card, dataset.splits(), bytes -> {});
    }

    public static void prepare(Path data) {
        prepare(data, Small.dataset());
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList())
                Files.copy(file, to.resolve(from.relativize(file).toString()));
        }
    }

    /** Every file under a folder with its bytes, as text that can be compared. */
    static List<String> contents(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> contents = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                contents.add(
                        folder.relativize(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
            }
            return contents;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.sparkqsnn.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.shard.DatasetReader;
import org.sparkqsnn.data.shard.EmbeddedSample;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.spark.SparkWorkers;
import org.sparkqsnn.training.ThreadWorkers;
import org.sparkqsnn.training.TrainingData;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/**
 * A participant of the scripts in {@code benchmarks/}: prints what it is, then obeys lines on
 * standard input until they end, each answered by a line of JSON. {@code turn} trains one round,
 * see {@link Rounds.Turn}; {@code heap} collects garbage and says what is left, in bytes.
 */
@Command(name = "turns", mixinStandardHelpOptions = true)
public final class TrainingTurns implements Callable<Integer> {
    /**
     * Until the JIT has compiled Spark's scheduler, a job takes 20 ms, later 5: some 300 rounds of
     * training, or seconds of jobs that do nothing.
     */
    private static final int WARM_UP_JOBS = 500;

    @Parameters(arity = "0..1", paramLabel = "CONF_FILE")
    private File file;

    @Option(names = "--set", paramLabel = "KEY=VALUE")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--threads", description = "Virtual workers that run at once.")
    private int threads = 1;

    @Option(names = "--spark", paramLabel = "MASTER", description = "Spark instead of threads.")
    private Optional<String> master = Optional.empty();

    private final BufferedReader orders;
    private final PrintStream answers;

    private TrainingTurns(InputStream orders, PrintStream answers) {
        this.orders = new BufferedReader(new InputStreamReader(orders, StandardCharsets.UTF_8));
        this.answers = answers;
    }

    public static void main(String[] args) {
        System.exit(run(System.in, System.out, args));
    }

    /** Obeys the orders and returns the exit code. */
    static int run(InputStream orders, PrintStream answers, String... args) {
        return new CommandLine(new TrainingTurns(orders, answers))
                .setExecutionExceptionHandler(TrainingTurns::explain)
                .execute(args);
    }

    @Override
    public Integer call() throws IOException {
        ExperimentConfig config = ConfigReader.read(Optional.ofNullable(file), overrides);
        TrainingData data = TrainingData.of(open(config.data().path()), config);
        if (master.isEmpty()) {
            obey(new Rounds(config, data, new ThreadWorkers(config, data, threads)));
            return 0;
        }
        SparkConf conf = Session.conf("turns").setMaster(master.get());
        try (JavaSparkContext spark = Session.open(conf)) {
            for (int job = 0; job < WARM_UP_JOBS; job++) runEmptyJob(spark);
            obey(new Rounds(config, data, new SparkWorkers(spark, config, data)));
        }
        return 0;
    }

    private static void runEmptyJob(JavaSparkContext spark) {
        int slots = spark.defaultParallelism();
        spark.parallelize(Collections.nCopies(slots, 0), slots).foreach(nothing -> {});
    }

    private void obey(Rounds training) throws IOException {
        try (Rounds rounds = training) {
            answer(new Participant("spark-qsnn", System.getProperty("java.runtime.version")));
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                answer(
                        switch (order) {
                            case "turn" -> rounds.turn();
                            case "heap" -> Heap.now();
                            default ->
                                    throw new BadInput(
                                            order + ": no such order; expected turn or heap");
                        });
            }
        }
    }

    private static Dataset open(String path) {
        if (path.isEmpty()) return EmbeddedSample.load();
        return DatasetReader.read(path, new Configuration());
    }

    private void answer(Object value) {
        answers.println(new String(Json.line(value), StandardCharsets.UTF_8));
        answers.flush();
    }

    private static int explain(Exception e, CommandLine command, ParseResult parsed)
            throws Exception {
        if (!(e instanceof BadInput)) throw e;
        command.getErr().println("turns: " + e.getMessage());
        return 2;
    }

    private record Participant(String participant, String jdk) {}

    /** Bytes of objects that are in use. */
    private record Heap(long heap) {
        static Heap now() {
            System.gc();
            return new Heap(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
    }
}

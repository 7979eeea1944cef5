package org.sparkqsnn.cli.training;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.cli.terminal.Datasets;
import org.sparkqsnn.cli.terminal.ExitCode;
import org.sparkqsnn.cli.terminal.MemoryRanOut;
import org.sparkqsnn.cli.terminal.NewDirectory;
import org.sparkqsnn.cli.terminal.StopSignal;
import org.sparkqsnn.cli.terminal.Terminal;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.PlainUri;
import org.sparkqsnn.doctor.HeapNeed;
import org.sparkqsnn.doctor.MemoryShortage;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.experiment.DataConfig;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.ExperimentRun;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.run.Checkpoints;
import org.sparkqsnn.run.DataIdentity;
import org.sparkqsnn.run.Provenance;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.spark.Settings;
import org.sparkqsnn.spark.SparkWorkers;
import org.sparkqsnn.storage.Lease;
import org.sparkqsnn.tracking.Tracking;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.DirectoryJournal;
import org.sparkqsnn.training.Journal;
import org.sparkqsnn.training.RunListener;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.TrainingRun;
import org.sparkqsnn.training.round.RoundPlan;

/** One start of a run: whatever can be refused is refused before Spark starts. */
final class TrainSession {
    private final ExperimentConfig config;

    /** Before anything was chosen by the size of the data. */
    private final DataConfig asked;

    private final String command;
    private final SparkConf spark;
    private final RunDirectory directory;
    private final Dataset dataset;
    private final TrainingData data;
    private final RoundPlan plan;

    /** Made at once: it refuses layers that do not fit. */
    private final NetworkShape shape;

    /**
     * @param command what the user typed
     */
    TrainSession(ExperimentConfig given, String command) {
        this.command = command;
        PlainUri.require("run.dir", given.run().dir());
        Tracking.requireSafe(given.tracking(), token());
        ExperimentConfig placed = NewDirectory.forRun(given);
        asked = placed.data();
        spark = Session.conf("qsnn train " + placed.run().dir());
        Configuration hadoop = Session.hadoop(spark);
        String path = Datasets.place(placed.data().path(), hadoop);
        directory = RunDirectory.at(placed.run().dir(), hadoop);
        dataset = Datasets.open(path, placed.data(), hadoop);
        config = placed.withDataPath(path).chosenFor(dataset.train());
        data = TrainingData.of(dataset, config);
        plan = new RoundPlan(config, data.train().size());
        shape = config.network(data.train().features(), data.train().classes());
    }

    /** Trains to the end, or to a signal; returns the exit code. */
    int run() {
        new ExperimentRun(directory).requireFit(config, DataIdentity.of(dataset));
        Optional<Checkpoint> end = end();
        if (end.isPresent()) {
            System.out.println("this run is complete; for another, set run.dir to a new directory");
            return finish(end.get());
        }
        try (Lease lease = directory.lease(config.run().leaseSeconds(), Terminal::say);
                StopSignal stop = StopSignal.listen("stopping after this round")) {
            return finish(begin(directory.under(lease), stop));
        }
    }

    /** The last checkpoint, if this run has it: nothing is written then, and no lease needed. */
    private Optional<Checkpoint> end() {
        Checkpoints checkpoints = new ExperimentRun(directory).checkpoints(config);
        if (!checkpoints.has(plan.rounds())) return Optional.empty();
        Optional<Checkpoint> end =
                Checkpoint.latest(checkpoints, config, data, toldAgain -> {}).filter(this::isDone);
        end.ifPresent(this::requireScore);
        return end;
    }

    private Checkpoint begin(RunDirectory held, BooleanSupplier stop) {
        ExperimentRun run = new ExperimentRun(held);
        run.begin(config, DataIdentity.of(dataset));
        Checkpoint start =
                Checkpoint.latest(run.checkpoints(config), config, data, Terminal::warn)
                        .orElseGet(() -> Checkpoint.fresh(config, data));
        held.record(
                Provenance.now(
                        command,
                        Session.version(),
                        spark.get("spark.master"),
                        held.identity().orElseThrow(),
                        ConfigTree.own(config)));
        return train(start, DirectoryJournal.after(start, held, config), stop);
    }

    private Checkpoint train(Checkpoint start, Journal journal, BooleanSupplier stop) {
        MemoryShortage shortage =
                new MemoryShortage(new Settings(spark), plan, HeapNeed.of(config, data));
        try (JavaSparkContext context = Session.open(spark)) {
            return MemoryRanOut.told(context, shortage, () -> train(context, start, journal, stop));
        }
    }

    private Checkpoint train(
            JavaSparkContext context, Checkpoint start, Journal journal, BooleanSupplier stop) {
        try (SparkWorkers workers = new SparkWorkers(context, config, data);
                ProgressLine progress = new ProgressLine(plan, start.state().round());
                Tracking tracking = tracking(start)) {
            announce(start, workers.slots());
            RunListener listener = progress.and(tracking).and(warnings(start, progress));
            Checkpoint end =
                    new TrainingRun(config, plan, workers, data.split(), journal, listener)
                            .run(start, stop);
            tracking.ended(isDone(end));
            return end;
        }
    }

    private RunWarnings warnings(Checkpoint start, ProgressLine progress) {
        return new RunWarnings(
                config.averaging(),
                plan,
                start.state().round(),
                new Settings(spark).isLocal(),
                message -> {
                    progress.close();
                    Terminal.warn(message);
                });
    }

    private Tracking tracking(Checkpoint start) {
        return new Tracking(
                config,
                directory.identity().orElseThrow().configSha256(),
                Session.hadoop(spark),
                start.state().round(),
                token(),
                Terminal::warn);
    }

    private static String token() {
        return System.getenv().getOrDefault("MLFLOW_TRACKING_TOKEN", "");
    }

    private void announce(Checkpoint start, int slots) {
        Announcement what = new Announcement(config, dataset.name(), data, plan);
        System.out.println(what.network(shape));
        what.order(asked).ifPresent(System.out::println);
        System.out.println(what.schedule(spark.get("spark.master"), slots));
        System.out.println(what.place(directory.name(), start.state().round()));
        data.gaps().ifPresent(Terminal::warn);
    }

    private int finish(Checkpoint end) {
        boolean done = isDone(end);
        if (done) System.out.println(end.score().map(Score::line).orElseThrow());
        else
            System.out.println(
                    "stopped after round "
                            + end.state().round()
                            + " of "
                            + plan.rounds()
                            + "; resume "
                            + directory.name()
                            + " goes on");
        System.out.println("run directory " + directory.name());
        return done ? ExitCode.DONE : ExitCode.STOPPED;
    }

    private boolean isDone(Checkpoint checkpoint) {
        return checkpoint.state().round() == plan.rounds();
    }

    private void requireScore(Checkpoint end) {
        int samples = data.evaluation().size();
        if (end.score().filter(score -> score.samples() == samples).isPresent()) return;
        throw new BadInput(
                directory.name()
                        + ": the last checkpoint holds no score on this data; restore its state.json");
    }
}

package org.sparkqsnn.cli.training;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.cli.terminal.Datasets;
import org.sparkqsnn.cli.terminal.ExitCode;
import org.sparkqsnn.cli.terminal.NewDirectory;
import org.sparkqsnn.cli.terminal.StopSignal;
import org.sparkqsnn.cli.terminal.Terminal;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.PlainUri;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.RepeatCommand;
import org.sparkqsnn.experiment.SweepConfig;
import org.sparkqsnn.run.Provenance;
import org.sparkqsnn.run.SweepDirectory;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.spark.SparkTrialJobs;
import org.sparkqsnn.spark.SparkTrials;
import org.sparkqsnn.storage.Lease;
import org.sparkqsnn.sweep.Sweep;
import org.sparkqsnn.sweep.SweepFile;
import org.sparkqsnn.sweep.SweepPlan;
import org.sparkqsnn.sweep.SweepViews;
import org.sparkqsnn.sweep.search.Candidate;
import org.sparkqsnn.sweep.search.SweepDefinition;
import org.sparkqsnn.sweep.table.Ranking;
import org.sparkqsnn.sweep.table.RankingTable;
import org.sparkqsnn.sweep.table.Row;
import org.sparkqsnn.sweep.table.Summary;
import org.sparkqsnn.sweep.trial.TrialIds;
import org.sparkqsnn.sweep.trial.TrialRunner;

/** One start of a sweep: whatever can be refused is refused before Spark starts. */
final class SweepSession {
    private static final int TABLE_ROWS = 20;
    private static final String FILE = "sweep.json";

    /** What this start asked for. */
    private final SweepDefinition start;

    /** What was begun in the directory. */
    private final Optional<SweepFile> stored;

    /** What is swept: that of the directory, if there is one. */
    private final SweepDefinition definition;

    private final boolean retryFailed;
    private final String command;
    private final SparkConf spark;
    private final Configuration hadoop;
    private final SweepDirectory directory;
    private final String trialsUri;
    private final SweepData data;
    private final SweepPlan plan;

    /**
     * @param command what the user typed
     */
    SweepSession(SweepDefinition asked, boolean retryFailed, String command) {
        PlainUri.require("sweep.dir", asked.sweep().dir());
        PlainUri.require("sweep.trials", asked.sweep().trials());
        SweepConfig sweep = asked.sweep();
        if (sweep.dir().isEmpty()) sweep = sweep.withDir(NewDirectory.called("sweeps/sweep-"));
        this.retryFailed = retryFailed;
        this.command = command;
        spark = Session.conf("qsnn sweep " + sweep.dir());
        // A trial that no executor has room for may end eight of them; Spark's default on YARN is
        // to give up after twice as many as there are.
        if (!spark.contains("spark.yarn.max.executor.failures"))
            spark.setIfMissing("spark.executor.maxNumFailures", "1000");
        // Else the jobs of one trial would wait for all jobs of another.
        if (sweep.trialIn() == SweepConfig.TrialIn.JOBS)
            spark.setIfMissing("spark.scheduler.mode", "FAIR");
        hadoop = Session.hadoop(spark);
        directory = SweepDirectory.at(sweep.dir(), hadoop);
        trialsUri = sweep.trials().isEmpty() ? ownTrials(sweep) : sweep.trials();
        start = placed(asked.withSweep(sweep));
        stored = directory.sweep().map(json -> SweepFile.read(json, directory.nameOf(FILE)));
        stored.ifPresent(file -> requireSame(file.definition()));
        definition = stored.map(file -> file.definition().as(start)).orElse(start);
        TrialIds ids = stored.map(SweepFile::ids).orElse(TrialIds.ofToday());
        data =
                new SweepData(
                        definition.experiment().data(), start.experiment().data().path(), hadoop);
        plan = SweepPlan.of(definition, data::at, ids);
    }

    /** Refuses a link, which would lead writes and deletes elsewhere. */
    private String ownTrials(SweepConfig sweep) {
        String unused = directory.nameOf("trials");
        return sweep.dir() + "/trials";
    }

    private SweepDefinition placed(SweepDefinition sweep) {
        return sweep.placed(path -> Datasets.place(path, hadoop));
    }

    /** Trains what is not trained yet; returns the exit code. */
    int run() {
        if (stored.isPresent()) requireSameData();
        else directory.requireEmpty();
        int beat = start.experiment().run().leaseSeconds();
        try (Lease lease = directory.lease(beat, Terminal::say);
                StopSignal stop = StopSignal.listen("stopping; trials that run are given up")) {
            SweepDirectory held = directory.under(lease);
            if (stored.isEmpty()) held.begin(new SweepFile(definition).json());
            held.record(provenance());
            return run(held, stop);
        }
    }

    private int run(SweepDirectory held, BooleanSupplier stop) {
        TrialFiles files = TrialFiles.at(trialsUri, hadoop);
        SweepViews views = new SweepViews(held, plan);
        SweepAnnouncement what = new SweepAnnouncement(plan, spark.get("spark.master"), files);
        System.out.println(what.size());
        System.out.println("into " + directory.name());
        what.warnings().forEach(Terminal::warn);
        data.gaps(plan).forEach(Terminal::warn);
        try (JavaSparkContext context = Session.open(spark);
                TrialRunner runner = runner(context);
                SweepProgress progress = new SweepProgress(views)) {
            Sweep sweep = new Sweep(plan, files, !retryFailed, runner, progress);
            progress.of(sweep);
            Sweep.End end = sweep.run(stop);
            progress.close();
            write(views, sweep.rows(), end == Sweep.End.DONE);
            return finish(end, sweep.rows());
        }
    }

    /** What a store refuses once it may take a moment later. */
    private static void write(SweepViews views, List<Row> rows, boolean complete) {
        try {
            views.write(rows, complete);
        } catch (BadInput e) {
            Terminal.warn(e.getMessage() + "; all results are safe, tried once more");
            views.write(rows, complete);
        }
    }

    private TrialRunner runner(JavaSparkContext context) {
        SweepConfig sweep = definition.sweep();
        return switch (sweep.trialIn()) {
            case TASK -> new SparkTrials(context, data.opened(), trialsUri);
            case JOBS -> new SparkTrialJobs(context, data.opened(), trialsUri, sweep.concurrent());
        };
    }

    private void requireSame(SweepDefinition here) {
        Optional<String> difference = placed(here).difference(start);
        if (difference.isEmpty()) return;
        throw new BadInput(
                directory.name()
                        + ": holds a sweep with "
                        + difference.get()
                        + "; set sweep.dir to a new directory, and sweep.trials to "
                        + trialsUri
                        + " to share results");
    }

    private void requireSameData() {
        List<Provenance> starts = directory.starts();
        if (starts.isEmpty()) return;
        String before = starts.get(starts.size() - 1).dataSha256();
        if (before.equals(data.sha256())) return;
        throw new BadInput(
                directory.name()
                        + ": was begun on data with sha256 "
                        + before
                        + ", the data now have "
                        + data.sha256()
                        + "; restore the data, or set sweep.dir to a new directory");
    }

    private Provenance provenance() {
        return Provenance.now(
                command,
                Session.version(),
                spark.get("spark.master"),
                definition.experiment().seed(),
                stored.orElseGet(() -> new SweepFile(definition)).sha256(),
                data.sha256(),
                own());
    }

    /** Records of the user's own in any of the configs. */
    private Set<Class<?>> own() {
        Set<Class<?>> own = new LinkedHashSet<>();
        for (Candidate each : plan.candidates()) own.addAll(ConfigTree.own(each.config()));
        return own;
    }

    private int finish(Sweep.End end, List<Row> rows) {
        Ranking ranking = Ranking.of(rows);
        new RankingTable(ranking, TABLE_ROWS).lines().forEach(System.out::println);
        ranking.best().map(this::repeat).ifPresent(System.out::println);
        String where = directory.name();
        switch (end) {
            case DONE -> System.out.println("sweep directory " + where);
            case STOPPED -> System.out.println("stopped; resume " + where + " goes on");
            case TOO_MANY_FAILURES ->
                    System.err.println(
                            "qsnn: more than "
                                    + definition.sweep().maxFailures()
                                    + " trials have failed; see failure in "
                                    + directory.nameOf("results.jsonl")
                                    + ", or allow more with --max-failures");
        }
        return switch (end) {
            case DONE -> ExitCode.DONE;
            case STOPPED -> ExitCode.STOPPED;
            case TOO_MANY_FAILURES -> ExitCode.FAILED;
        };
    }

    private String repeat(Summary best) {
        Candidate candidate = plan.candidates().get(best.config() - 1);
        ExperimentConfig config = candidate.config();
        return "best: " + RepeatCommand.of(config.withDataPath(data.place(config.data().path())));
    }
}

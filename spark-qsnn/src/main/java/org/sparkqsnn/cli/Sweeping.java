package org.sparkqsnn.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.PlainUri;
import org.sparkqsnn.run.Lease;
import org.sparkqsnn.run.Provenance;
import org.sparkqsnn.run.RepeatCommand;
import org.sparkqsnn.run.SweepDirectory;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.run.config.SweepConfig;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.spark.SparkTrialJobs;
import org.sparkqsnn.spark.SparkTrials;
import org.sparkqsnn.sweep.Candidate;
import org.sparkqsnn.sweep.Ranking;
import org.sparkqsnn.sweep.RankingTable;
import org.sparkqsnn.sweep.Row;
import org.sparkqsnn.sweep.Summary;
import org.sparkqsnn.sweep.Sweep;
import org.sparkqsnn.sweep.SweepDefinition;
import org.sparkqsnn.sweep.SweepFile;
import org.sparkqsnn.sweep.SweepPlan;
import org.sparkqsnn.sweep.SweepViews;
import org.sparkqsnn.sweep.TrialRunner;

/** One start of a sweep: whatever can be refused is refused before Spark starts. */
final class Sweeping {
    private static final int TABLE_ROWS = 20;

    private final SweepDefinition definition;
    private final boolean retryFailed;
    private final String command;
    private final SparkConf spark;
    private final SweepDirectory directory;
    private final String trialsUri;
    private final Map<String, Dataset> datasets = new LinkedHashMap<>();
    private final SweepPlan plan;

    /**
     * @param command what the user typed
     */
    Sweeping(SweepDefinition asked, boolean retryFailed, String command) {
        PlainUri.require("sweep.dir", asked.sweep().dir());
        PlainUri.require("sweep.trials", asked.sweep().trials());
        SweepConfig sweep = asked.sweep();
        if (sweep.dir().isEmpty()) sweep = sweep.withDir(NewDirectory.called("sweeps/sweep-"));
        this.definition = new SweepDefinition(asked.experiment(), sweep, asked.axes());
        this.retryFailed = retryFailed;
        this.command = command;
        spark = Session.conf("qsnn sweep " + sweep.dir());
        // A trial that no executor has room for may end eight of them; Spark's default on YARN is
        // to
        // give up after twice as many as there are.
        if (!spark.contains("spark.yarn.max.executor.failures"))
            spark.setIfMissing("spark.executor.maxNumFailures", "1000");
        // Else the jobs of one trial would wait for all jobs of another.
        if (inJobs()) spark.setIfMissing("spark.scheduler.mode", "FAIR");
        Configuration hadoop = Session.hadoop(spark);
        directory = SweepDirectory.at(sweep.dir(), hadoop);
        trialsUri = sweep.trials().isEmpty() ? sweep.dir() + "/trials" : sweep.trials();
        plan =
                SweepPlan.of(
                        definition,
                        path -> datasets.computeIfAbsent(path, p -> Datasets.open(p, hadoop)));
    }

    /** Trains what is not trained yet; returns the exit code. */
    int run() {
        boolean known = requireFit();
        try (Lease lease =
                        directory.lease(
                                definition.experiment().run().leaseSeconds(), Terminal::say);
                StopSignal stop = StopSignal.listen("stopping; trials that run are given up")) {
            SweepDirectory held = directory.under(lease);
            if (!known) held.begin(new SweepFile(definition).json());
            held.record(provenance());
            return run(held, stop);
        }
    }

    private int run(SweepDirectory held, BooleanSupplier stop) {
        TrialFiles files = TrialFiles.at(trialsUri, Session.hadoop(spark));
        SweepViews views = new SweepViews(held, plan);
        SweepAnnouncement what = new SweepAnnouncement(plan, spark.get("spark.master"), files);
        System.out.println(what.size());
        System.out.println("into " + directory.name());
        what.warnings().forEach(Terminal::warn);
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
        if (!inJobs()) return new SparkTrials(context, datasets, trialsUri);
        int concurrent = definition.sweep().concurrent();
        return new SparkTrialJobs(context, datasets, trialsUri, concurrent);
    }

    private boolean inJobs() {
        return definition.sweep().trialIn() == SweepConfig.TrialIn.JOBS;
    }

    /** True if this sweep was begun here before. */
    private boolean requireFit() {
        Optional<SweepFile> stored =
                directory.sweep().map(json -> SweepFile.read(json, directory.nameOf("sweep.json")));
        stored.flatMap(file -> file.definition().difference(definition))
                .ifPresent(
                        difference -> {
                            throw new BadInput(
                                    directory.name()
                                            + ": holds a sweep with "
                                            + difference
                                            + "; set sweep.dir to a new directory, and sweep.trials"
                                            + " to "
                                            + trialsUri
                                            + " to share results");
                        });
        if (stored.isEmpty()) directory.requireEmpty();
        return stored.isPresent();
    }

    private Provenance provenance() {
        String data = String.join(" ", datasets.values().stream().map(Dataset::sha256).toList());
        return Provenance.now(
                command,
                Session.version(),
                spark.get("spark.master"),
                definition.experiment().seed(),
                new SweepFile(definition).sha256(),
                data);
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
        return "best: " + RepeatCommand.of(candidate.config());
    }
}

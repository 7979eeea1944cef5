package org.sparkqsnn.cli.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.cli.terminal.Datasets;
import org.sparkqsnn.cli.terminal.MemoryRanOut;
import org.sparkqsnn.cli.terminal.NewDirectory;
import org.sparkqsnn.cli.terminal.Terminal;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.doctor.ExecutorChecks;
import org.sparkqsnn.doctor.FileChecks;
import org.sparkqsnn.doctor.Finding;
import org.sparkqsnn.doctor.HeapChecks;
import org.sparkqsnn.doctor.HeapNeed;
import org.sparkqsnn.doctor.MemoryShortage;
import org.sparkqsnn.doctor.RoundChecks;
import org.sparkqsnn.doctor.RoundProbe;
import org.sparkqsnn.doctor.SchedulingChecks;
import org.sparkqsnn.doctor.VersionChecks;
import org.sparkqsnn.doctor.WireChecks;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.run.DataIdentity;
import org.sparkqsnn.run.RootCause;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.spark.RequestedResources;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.spark.Settings;
import org.sparkqsnn.spark.SparkWorkers;
import org.sparkqsnn.spark.Survey;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.round.RoundPlan;

/**
 * All checks, in the order in which their facts become known: settings, files, then a session with
 * its executors, at last two rounds. What cannot be known because of a problem is left out.
 */
final class DoctorSession {
    /** A cluster that starts executors on demand has some after half a minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Two rounds take seconds; executors that die of them again and again take for ever. */
    private static final Duration LONGEST_PROBE = Duration.ofMinutes(5);

    private final ExperimentConfig config;
    private final SparkConf spark;
    private final Settings settings;
    private final Configuration hadoop;
    private final List<Finding> findings = new ArrayList<>();
    private Optional<RoundProbe> probed = Optional.empty();

    DoctorSession(ExperimentConfig asked, SparkConf spark) {
        this.config = NewDirectory.forRun(asked);
        this.spark = spark;
        this.settings = new Settings(spark);
        this.hadoop = Session.hadoop(spark);
    }

    /** Runs the checks; {@code probe} asks for the two rounds. */
    DoctorReport report(boolean probe) {
        Optional<Subject> subject = subject();
        findings.addAll(new SchedulingChecks(settings).all());
        subject.ifPresent(
                known -> findings.addAll(new WireChecks(settings, known.need.sizes()).all()));
        RequestedResources asked = RequestedResources.of(settings);
        Terminal.say("starting a session on " + settings.master());
        try (JavaSparkContext context = Session.open(spark)) {
            examine(context, asked, subject, probe);
        } catch (BadInput e) {
            throw e;
        } catch (Exception e) { // Scala throws checked ones, too
            findings.add(
                    Finding.problem(
                            "spark.master", settings.master(), "Spark: " + reason(e), "see why"));
        }
        List<Finding> shown =
                findings.stream().map(finding -> finding.map(settings::withoutSecrets)).toList();
        return new DoctorReport(settings.withoutSecrets(settings.master()), shown, probed);
    }

    /** What would be trained. */
    private record Subject(TrainingData data, RoundPlan plan, HeapNeed need) {}

    private Optional<Subject> subject() {
        FileChecks files = new FileChecks(config, settings);
        Optional<Subject> subject = Optional.empty();
        Optional<DataIdentity> identity = Optional.empty();
        try {
            String path = config.data().path();
            Dataset dataset = Datasets.open(path, config.data(), hadoop);
            files = new FileChecks(config.chosenFor(dataset.train()), settings);
            Subject found = subject(TrainingData.of(dataset, config));
            findings.add(read(files, dataset, found.need, isLocal(path)));
            subject = Optional.of(found);
            identity = Optional.of(DataIdentity.of(dataset));
        } catch (BadInput e) {
            findings.add(files.refused(e));
        }
        RunDirectory directory = RunDirectory.at(config.run().dir(), hadoop);
        long checkpoint = subject.map(known -> known.need.sizes().state()).orElse(0L);
        findings.addAll(files.run(directory, identity, checkpoint));
        return subject;
    }

    private static Finding read(FileChecks files, Dataset dataset, HeapNeed need, boolean local) {
        if (need.dataset() > 0) return files.read(dataset.name(), need.dataset(), local);
        long images = (long) dataset.train().size() + dataset.test().size();
        return files.byBlocks(dataset.name(), images * (1 + dataset.train().features()), local);
    }

    private Subject subject(TrainingData data) {
        RoundPlan plan = new RoundPlan(config, data.train().size());
        return new Subject(data, plan, HeapNeed.of(config, data));
    }

    private boolean isLocal(String path) {
        if (path.isEmpty()) return false; // in the jar
        String scheme = new Path(path).toUri().getScheme();
        if (scheme == null) scheme = FileSystem.getDefaultUri(hadoop).getScheme();
        return "file".equals(scheme);
    }

    private void examine(
            JavaSparkContext context,
            RequestedResources asked,
            Optional<Subject> subject,
            boolean probe) {
        Survey survey = Survey.of(context, config, asked, PATIENCE);
        ExecutorChecks executors = new ExecutorChecks(settings, survey);
        findings.addAll(new VersionChecks(survey.driver(), survey.executors()).all());
        if (survey.slots() == 0) {
            findings.add(executors.none(PATIENCE.toSeconds()));
            return;
        }
        findings.addAll(executors.all(asked));
        if (subject.isEmpty()) return;
        Subject known = subject.get();
        RoundChecks rounds = new RoundChecks(config, known.plan);
        findings.addAll(new HeapChecks(settings, survey, known.plan, known.need).all());
        findings.add(rounds.workers(survey.slots()));
        if (probe) probe(context, known, rounds, survey.slots());
    }

    private void probe(JavaSparkContext context, Subject known, RoundChecks rounds, int slots) {
        Terminal.say("training two rounds");
        ExperimentConfig shortened = RoundProbe.shortened(config, slots);
        MemoryShortage shortage = new MemoryShortage(settings, known.plan, known.need);
        Timer watch = new Timer("probe", true);
        watch.schedule(cancel(context), LONGEST_PROBE.toMillis());
        try {
            RoundProbe probe =
                    MemoryRanOut.told(
                            context, shortage, () -> probe(context, shortened, known.data));
            findings.add(rounds.efficiency(probe));
            probed = Optional.of(probe);
        } catch (Exception | OutOfMemoryError e) {
            findings.add(
                    Finding.problem(
                            "two rounds",
                            "failed",
                            e instanceof MemoryRanOut ? e.getMessage() : reason(e),
                            "mend what stands above; train would fail alike"));
        } finally {
            watch.cancel();
        }
    }

    private static RoundProbe probe(
            JavaSparkContext context, ExperimentConfig shortened, TrainingData data) {
        try (SparkWorkers workers = new SparkWorkers(context, shortened, data)) {
            return RoundProbe.run(workers, shortened, data);
        }
    }

    private static TimerTask cancel(JavaSparkContext context) {
        return new TimerTask() {
            @Override
            public void run() {
                context.cancelAllJobs();
            }
        };
    }

    private static String reason(Throwable e) {
        return RootCause.of(e).toString().lines().findFirst().orElse("no message");
    }
}

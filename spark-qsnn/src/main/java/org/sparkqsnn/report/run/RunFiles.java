package org.sparkqsnn.report.run;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.ExperimentRun;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.run.DataIdentity;
import org.sparkqsnn.run.MetricsLog;
import org.sparkqsnn.run.Provenance;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.run.RunIdentity;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.round.RoundPlan;

/**
 * What a run directory holds at one moment.
 *
 * @param name the directory as a user writes it
 * @param checkpoint the newest that is whole
 * @param notes what was not as it should be, a line each
 */
record RunFiles(
        String name,
        RunIdentity identity,
        List<Provenance> starts,
        Metrics metrics,
        Optional<Checkpoint> checkpoint,
        List<String> notes) {

    /**
     * Reads a run that may be going on.
     *
     * @throws BadInput if there is no run, or a file of it is damaged
     */
    static RunFiles read(RunDirectory run) {
        RunIdentity identity =
                run.identity()
                        .orElseThrow(
                                () ->
                                        new BadInput(
                                                run.name()
                                                        + ": holds no run (config.json is missing); give the"
                                                        + " directory that train printed"));
        List<String> notes = new ArrayList<>();
        ExperimentConfig config = ExperimentRun.config(identity);
        Optional<Checkpoint> checkpoint =
                Checkpoint.latest(
                        new ExperimentRun(run).checkpoints(config),
                        config,
                        shape(identity),
                        notes::add);
        Metrics metrics = metrics(run, checkpoint, notes);
        return new RunFiles(run.name(), identity, run.starts(), metrics, checkpoint, notes);
    }

    ExperimentConfig config() {
        return ExperimentRun.config(identity);
    }

    /** Rounds of the whole run. */
    int rounds() {
        int kept = TrainingData.kept(identity.data().train(), config().data().holdout());
        return new RoundPlan(config(), kept).rounds();
    }

    int roundsDone() {
        return metrics.roundsDone();
    }

    boolean complete() {
        return checkpoint.map(last -> last.state().round()).orElse(0) == rounds();
    }

    Optional<Metrics.Evaluated> lastEvaluation() {
        List<Metrics.Evaluated> lines = metrics.evaluations();
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1));
    }

    NetworkShape shape() {
        return shape(identity);
    }

    private static NetworkShape shape(RunIdentity identity) {
        DataIdentity data = identity.data();
        int inputs = data.height() * data.width();
        return ExperimentRun.config(identity).network(inputs, data.classes());
    }

    /**
     * The lines of the file if it has as many as the checkpoint; those of the checkpoint where it
     * has fewer, as it has in a long run, or is missing or torn, as it is while it is written.
     */
    private static Metrics metrics(
            RunDirectory run, Optional<Checkpoint> checkpoint, List<String> notes) {
        MetricsLog log = run.metrics();
        Optional<InputStream> file = log.open();
        if (checkpoint.isEmpty())
            return file.map(lines -> Metrics.read(lines, log.name())).orElse(Metrics.NONE);
        int least = checkpoint.get().state().round();
        Optional<Metrics> whole = file.flatMap(lines -> whole(lines, least));
        if (whole.isPresent()) return whole.get();
        notes.add(
                "metrics.jsonl is behind the checkpoint, damaged or being written; its lines are the"
                        + " checkpoint's.");
        InputStream lines = log.open(checkpoint.get().metrics());
        return Metrics.read(lines, "metrics.jsonl of the checkpoint");
    }

    /**
     * Empty if a line is torn, or the last ones are missing: it may be cut at the end of a line.
     */
    private static Optional<Metrics> whole(InputStream lines, int least) {
        try {
            return Optional.of(Metrics.read(lines, "metrics.jsonl"))
                    .filter(read -> read.roundsDone() >= least);
        } catch (BadInput torn) {
            return Optional.empty();
        }
    }
}

package org.sparkqsnn.sweep.trial;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.Sha256;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.run.MetricsLines;
import org.sparkqsnn.run.RootCause;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.run.TrialFiles.StateName;
import org.sparkqsnn.sweep.trial.TrialRecord.Cause;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.Diverged;
import org.sparkqsnn.training.Journal;
import org.sparkqsnn.training.RoundReport;
import org.sparkqsnn.training.RunListener;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.TrainingRun;
import org.sparkqsnn.training.WeightsFile;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.Workers;

/**
 * Trains one trial: the same rounds, and the same bits, as {@code train} with its config. What goes
 * wrong with the trial is its record; only a stop is thrown.
 */
public final class TrialRun implements RunListener {
    private final TrialTask task;
    private final ExperimentConfig config;
    private final TrialFiles files;
    private final BiFunction<ExperimentConfig, TrainingData, Workers> team;
    private final List<Score> scores = new ArrayList<>();
    private final long start = System.nanoTime();
    private double secondsBefore;

    private TrialRun(
            TrialTask task,
            TrialFiles files,
            BiFunction<ExperimentConfig, TrainingData, Workers> team) {
        this.task = task;
        this.config = task.trial().config();
        this.files = files;
        this.team = team;
    }

    /**
     * The trial after the task's epochs.
     *
     * @param files where its states are
     * @param team makes those who run its virtual workers
     * @param stop asked after every round
     * @throws CancellationException if it was stopped
     */
    public static TrialRecord run(
            TrialTask task,
            Dataset dataset,
            TrialFiles files,
            BiFunction<ExperimentConfig, TrainingData, Workers> team,
            BooleanSupplier stop) {
        TrialRun run = new TrialRun(task, files, team);
        try {
            return run.train(TrainingData.of(dataset, run.config), stop);
        } catch (CancellationException e) {
            throw e;
        } catch (OutOfMemoryError e) {
            return TrialRecord.outOfMemory(task);
        } catch (BadInput e) {
            return run.failed(Cause.INPUT, e);
        } catch (Diverged e) {
            return run.failed(Cause.DIVERGENCE, e);
        } catch (RuntimeException e) {
            return run.failed(Cause.ERROR, e);
        }
    }

    @Override
    public void round(RoundReport report) {}

    @Override
    public void evaluated(Score score) {
        scores.add(score);
    }

    private TrialRecord train(TrainingData data, BooleanSupplier stop) {
        RoundPlan plan = new RoundPlan(config, data.train().size());
        Checkpoint from = from(plan, data);
        int last = plan.roundsOf(task.epochs());
        try (Workers workers = team.apply(config, data)) {
            Checkpoint end =
                    new TrainingRun(config, plan, workers, data.split(), Journal.NONE, this)
                            .run(from, last, stop);
            if (end.state().round() < last) throw new CancellationException("stopped");
            return record(end.state());
        }
    }

    private Checkpoint from(RoundPlan plan, TrainingData data) {
        Optional<ModelState> stored = task.earlier().flatMap(earlier -> stored(earlier, plan));
        if (stored.isEmpty()) return Checkpoint.fresh(config, data);
        scores.addAll(task.earlier().orElseThrow().scores());
        secondsBefore = task.earlier().orElseThrow().seconds();
        return new Checkpoint(stored.get(), MetricsLines.NONE, Optional.empty(), List.of());
    }

    /** Where the earlier result says it ended; empty if that file is gone or damaged. */
    private Optional<ModelState> stored(TrialRecord earlier, RoundPlan plan) {
        if (earlier.states().isEmpty()) return Optional.empty();
        StateName name = earlier.states().get(0);
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(files.openState(name), digest)) {
            int round = plan.roundsOf(earlier.epochs());
            ModelState state = WeightsFile.read(in, round, name.file());
            return Optional.of(state).filter(read -> Sha256.hex(digest).equals(name.sha256()));
        } catch (IOException | BadInput e) {
            return Optional.empty();
        }
    }

    private TrialRecord record(ModelState state) {
        String id = task.trial().id();
        List<StateName> states = new ArrayList<>();
        if (task.epochs() < config.training().epochs())
            states.add(files.writeState(id, task.epochs(), out -> WeightsFile.write(state, out)));
        return new TrialRecord(
                TrialRecord.VERSION,
                id,
                task.epochs(),
                "",
                Cause.NONE,
                scores,
                seconds(),
                state.parameters().length,
                WeightsFile.sha256(state.parameters()),
                states,
                ConfigTree.json(config));
    }

    private TrialRecord failed(Cause cause, RuntimeException e) {
        return TrialRecord.failed(task, scores, seconds(), cause, reason(e));
    }

    private double seconds() {
        return secondsBefore + (System.nanoTime() - start) / 1e9;
    }

    /** A user's mistake and a divergence say themselves what they are. */
    private static String reason(RuntimeException e) {
        Throwable root = RootCause.of(e);
        String text = e instanceof BadInput || root == e ? e.getMessage() : root.toString();
        return text == null ? e.toString() : text.lines().findFirst().orElse(e.toString());
    }
}

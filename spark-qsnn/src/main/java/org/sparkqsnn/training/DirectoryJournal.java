package org.sparkqsnn.training;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.ExperimentRun;
import org.sparkqsnn.run.Checkpoints;
import org.sparkqsnn.run.MetricsLog;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.training.round.ModelState;

/** A journal in a run directory: its checkpoints and {@code metrics.jsonl}. */
public final class DirectoryJournal implements Journal {
    private final Checkpoints checkpoints;
    private final MetricsLog metrics;
    private List<String> machines;

    private DirectoryJournal(Checkpoints checkpoints, MetricsLog metrics, List<String> machines) {
        this.checkpoints = checkpoints;
        this.metrics = metrics;
        this.machines = machines;
    }

    /** Goes on after {@code start}, with its lines and no later ones. */
    public static DirectoryJournal after(
            Checkpoint start, RunDirectory directory, ExperimentConfig config) {
        MetricsLog metrics = directory.metrics();
        metrics.resume(start.metrics());
        Checkpoints checkpoints = new ExperimentRun(directory).checkpoints(config);
        return new DirectoryJournal(checkpoints, metrics, start.machines());
    }

    @Override
    public void round(RoundReport report, float[] parameters) {
        machines = report.machines().all();
        // 5 ms for 6.4 MB, beside the next round.
        metrics.add(
                CompletableFuture.supplyAsync(() -> WeightsFile.sha256(parameters))
                        .thenApply(report::json));
    }

    @Override
    public void evaluated(Score score, double seconds) {
        metrics.add(score.json(seconds));
    }

    @Override
    public Checkpoint checkpoint(ModelState state, Optional<Score> score) {
        Checkpoint checkpoint = new Checkpoint(state, metrics.lines(), score, machines);
        checkpoint.write(checkpoints);
        return checkpoint;
    }

    @Override
    public void flush() {
        metrics.flush();
    }
}

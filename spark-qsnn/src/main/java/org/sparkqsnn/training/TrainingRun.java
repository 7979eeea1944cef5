package org.sparkqsnn.training;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sparkqsnn.run.Checkpoints;
import org.sparkqsnn.run.MetricsLog;
import org.sparkqsnn.run.config.ExperimentConfig;

/**
 * The loop over rounds: workers, outer step, metrics, an evaluation after each epoch, checkpoints.
 * Who the workers are changes no bits, nor does where the run is cut off.
 */
public final class TrainingRun {
    private final ExperimentConfig config;
    private final RoundPlan plan;
    private final Workers workers;
    private final String split;
    private final Checkpoints checkpoints;
    private final MetricsLog metrics;
    private final RunListener listener;
    private final LearningRate learningRate;

    private Checkpoint last;
    private Optional<Score> score;
    private long lastCheckpointNanos;
    private double checkpointSeconds;

    /**
     * @param split what the workers evaluate: {@code test} or {@code validation}
     */
    public TrainingRun(
            ExperimentConfig config,
            RoundPlan plan,
            Workers workers,
            String split,
            Checkpoints checkpoints,
            MetricsLog metrics,
            RunListener listener) {
        this.config = config;
        this.plan = plan;
        this.workers = workers;
        this.split = split;
        this.checkpoints = checkpoints;
        this.metrics = metrics;
        this.listener = listener;
        this.learningRate = new LearningRate(config.optimiser(), plan);
    }

    /**
     * Trains from {@code start} to the last round, or until {@code stop} says so between two
     * rounds. Either way the last thing is a checkpoint.
     *
     * @return the last checkpoint
     * @throws Diverged if a loss or a parameter is no finite number; earlier checkpoints stay
     */
    public Checkpoint run(Checkpoint start, BooleanSupplier stop) {
        last = start;
        score = start.score();
        lastCheckpointNanos = System.nanoTime();
        ModelState state = start.state();
        while (state.round() < plan.rounds() && !stop.getAsBoolean()) {
            state = round(state);
            if (plan.endsEpoch(state.round() - 1)) evaluate(state);
            if (checkpointIsDue(state)) checkpoint(state);
        }
        if (state.round() > last.state().round()) checkpoint(state);
        return last;
    }

    private ModelState round(ModelState state) {
        Workers.RoundResult result = workers.run(state);
        long start = System.nanoTime();
        double drift = drift(result.sum(), state);
        requireFinite(result.sum(), drift, state.round() + 1);
        ModelState next = new OuterStep(config.averaging()).apply(state, result.sum());
        String sha256 = WeightsFile.sha256(next.parameters());
        RoundReport report =
                new RoundReport(
                        next.round(),
                        plan.epochOf(state.round()) + 1,
                        config.encoder().steps(),
                        result.sum().tally(),
                        learningRate.at(plan.task(state.round(), 0).globalStep()),
                        drift,
                        sha256,
                        result.times(),
                        secondsSince(start),
                        checkpointSeconds);
        checkpointSeconds = 0;
        metrics.add(report.json());
        listener.round(report);
        return next;
    }

    private void evaluate(ModelState state) {
        long start = System.nanoTime();
        Evaluation evaluation = workers.evaluate(state.parameters());
        int epoch = plan.epochOf(state.round() - 1) + 1;
        Score found = Score.of(split, state.round(), epoch, evaluation);
        score = Optional.of(found);
        metrics.add(found.json(secondsSince(start)));
        listener.evaluated(found);
    }

    private boolean checkpointIsDue(ModelState state) {
        int everyRounds = config.checkpoint().everyRounds();
        int everySeconds = config.checkpoint().everySeconds();
        return (everyRounds > 0 && state.round() % everyRounds == 0)
                || (everySeconds > 0 && secondsSince(lastCheckpointNanos) >= everySeconds);
    }

    private void checkpoint(ModelState state) {
        long start = System.nanoTime();
        last = new Checkpoint(state, metrics.flush(), score);
        last.write(checkpoints);
        lastCheckpointNanos = System.nanoTime();
        checkpointSeconds = secondsSince(start);
    }

    private void requireFinite(WorkerSum sum, double drift, int round) {
        String fault = sum.fault();
        if (fault.isEmpty() && !Double.isFinite(sum.tally().lossSum()))
            fault = "the loss is not finite";
        if (fault.isEmpty() && !Double.isFinite(drift)) fault = "the step is not finite";
        if (fault.isEmpty()) return;
        metrics.flush();
        throw new Diverged(
                "round "
                        + round
                        + ": "
                        + fault
                        + "; checkpoints up to round "
                        + last.state().round()
                        + " are kept; try a smaller optimiser.learningRate");
    }

    private static double drift(WorkerSum sum, ModelState state) {
        return norm(sum.delta()) / sum.examples() / norm(state.parameters());
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) squares += (double) value * value;
        return Math.sqrt(squares);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}

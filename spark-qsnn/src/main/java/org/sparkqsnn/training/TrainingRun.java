package org.sparkqsnn.training;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.sparkqsnn.evaluation.Evaluation;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.round.LearningRate;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.OuterStep;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.WorkerSum;
import org.sparkqsnn.training.round.Workers;

/**
 * The loop over rounds: workers, outer step, journal, an evaluation after each epoch, checkpoints.
 * Who the workers are changes no bits, nor does where the run is cut off.
 */
public final class TrainingRun {
    private final ExperimentConfig config;
    private final RoundPlan plan;
    private final Workers workers;
    private final String split;
    private final Journal journal;
    private final RunListener listener;
    private final LearningRate learningRate;
    private final LongSupplier nanos;

    private Checkpoint last;
    private Machines machines;
    private Optional<Score> score;
    private long lastCheckpointNanos;
    private long lastLineNanos;
    private double checkpointSeconds;
    private double evaluationSeconds;

    /**
     * @param split what the workers evaluate: {@code test} or {@code validation}; empty for nothing
     */
    public TrainingRun(
            ExperimentConfig config,
            RoundPlan plan,
            Workers workers,
            String split,
            Journal journal,
            RunListener listener) {
        this(config, plan, workers, split, journal, listener, System::nanoTime);
    }

    /**
     * Trains from the beginning to the end, and leaves nothing but what it returns: the last
     * checkpoint, with the parameters and the score of the last evaluation.
     *
     * @throws Diverged if a loss or a parameter is no finite number
     */
    public static Checkpoint train(
            ExperimentConfig config, TrainingData data, Workers workers, RunListener listener) {
        RoundPlan plan = new RoundPlan(config, data.train().size());
        return new TrainingRun(config, plan, workers, data.split(), Journal.NONE, listener)
                .run(Checkpoint.fresh(config, data), () -> false);
    }

    /** With a clock of its own: nanoseconds from any moment on. */
    TrainingRun(
            ExperimentConfig config,
            RoundPlan plan,
            Workers workers,
            String split,
            Journal journal,
            RunListener listener,
            LongSupplier nanos) {
        this.config = config;
        this.plan = plan;
        this.workers = workers;
        this.split = split;
        this.journal = journal;
        this.listener = listener;
        this.learningRate = new LearningRate(config.optimiser(), plan);
        this.nanos = nanos;
    }

    /**
     * Trains from {@code start} to the last round, or until {@code stop} says so between two
     * rounds. Either way the last thing is a checkpoint.
     *
     * @return the last checkpoint
     * @throws Diverged if a loss or a parameter is no finite number; earlier checkpoints stay
     */
    public Checkpoint run(Checkpoint start, BooleanSupplier stop) {
        return run(start, plan.rounds(), stop);
    }

    /** Trains from a checkpoint to the end of round {@code lastRound}, counted from 1. */
    public Checkpoint run(Checkpoint start, int lastRound, BooleanSupplier stop) {
        last = start;
        machines = new Machines(start.machines(), List.of());
        score = start.score();
        lastCheckpointNanos = nanos.getAsLong();
        lastLineNanos = lastCheckpointNanos;
        ModelState state = start.state();
        while (state.round() < lastRound && !stop.getAsBoolean()) {
            state = round(state);
            if (!split.isEmpty() && plan.endsEpoch(state.round() - 1)) evaluate(state);
            if (checkpointIsDue(state)) checkpoint(state);
        }
        if (state.round() > last.state().round()) checkpoint(state);
        journal.flush();
        return last;
    }

    private ModelState round(ModelState state) {
        Workers.RoundResult result = workers.run(state);
        long start = nanos.getAsLong();
        OuterStep outer = new OuterStep(config.averaging(), workers.slots());
        double drift = outer.drift(state, result.sum());
        requireFinite(result.sum(), drift, state.round() + 1);
        ModelState next = outer.apply(state, result.sum());
        machines = machines.after(result.machines());
        report(next, result, drift, secondsSince(start));
        return next;
    }

    private void report(
            ModelState state, Workers.RoundResult result, double drift, double average) {
        double told = result.times().sum() + average + checkpointSeconds + evaluationSeconds;
        RoundReport report =
                new RoundReport(
                        state.round(),
                        plan.epochOf(state.round() - 1) + 1,
                        config.encoder().steps(),
                        result.sum().counts(),
                        learningRate.at(plan.task(state.round() - 1, 0).globalStep()),
                        drift,
                        result.times(),
                        average,
                        checkpointSeconds,
                        Math.max(0, secondsSince(lastLineNanos) - told),
                        machines);
        lastLineNanos = nanos.getAsLong();
        checkpointSeconds = 0;
        evaluationSeconds = 0;
        journal.round(report, state.parameters());
        listener.round(report);
    }

    private void evaluate(ModelState state) {
        long start = nanos.getAsLong();
        Evaluation evaluation = workers.evaluate(state.parameters());
        int epoch = plan.epochOf(state.round() - 1) + 1;
        Score found = Score.of(split, state.round(), epoch, evaluation);
        score = Optional.of(found);
        evaluationSeconds = secondsSince(start);
        journal.evaluated(found, evaluationSeconds);
        listener.evaluated(found);
    }

    private boolean checkpointIsDue(ModelState state) {
        int everyRounds = config.checkpoint().everyRounds();
        int everySeconds = config.checkpoint().everySeconds();
        return (everyRounds > 0 && state.round() % everyRounds == 0)
                || (everySeconds > 0 && secondsSince(lastCheckpointNanos) >= everySeconds);
    }

    private void checkpoint(ModelState state) {
        long start = nanos.getAsLong();
        // Before the last checkpoint: nothing is written into the directory of a complete run.
        if (state.round() == plan.rounds()) journal.flush();
        last = journal.checkpoint(state, score);
        lastCheckpointNanos = nanos.getAsLong();
        checkpointSeconds = secondsSince(start);
    }

    private void requireFinite(WorkerSum sum, double drift, int round) {
        String fault = sum.fault();
        if (fault.isEmpty() && !Double.isFinite(sum.counts().lossSum()))
            fault = "the loss is not finite";
        if (fault.isEmpty() && !Double.isFinite(drift)) fault = "the step is not finite";
        if (fault.isEmpty()) return;
        journal.flush();
        throw new Diverged(
                "round "
                        + round
                        + ": "
                        + fault
                        + "; checkpoints up to round "
                        + last.state().round()
                        + " are kept; try a smaller optimiser.learningRate");
    }

    private double secondsSince(long start) {
        return (nanos.getAsLong() - start) / 1e9;
    }
}

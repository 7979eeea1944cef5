package org.sparkqsnn.training;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.sparkqsnn.run.config.ExperimentConfig;

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
        this.config = config;
        this.plan = plan;
        this.workers = workers;
        this.split = split;
        this.journal = journal;
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
        return run(start, plan.rounds(), stop);
    }

    /** The same, to the end of round {@code lastRound}, counted from 1. */
    public Checkpoint run(Checkpoint start, int lastRound, BooleanSupplier stop) {
        last = start;
        machines = start.machines();
        score = start.score();
        lastCheckpointNanos = System.nanoTime();
        lastLineNanos = lastCheckpointNanos;
        ModelState state = start.state();
        while (state.round() < lastRound && !stop.getAsBoolean()) {
            state = round(state);
            if (!split.isEmpty() && plan.endsEpoch(state.round() - 1)) evaluate(state);
            if (checkpointIsDue(state)) checkpoint(state);
        }
        if (state.round() > last.state().round()) checkpoint(state);
        return last;
    }

    private ModelState round(ModelState state) {
        Workers.RoundResult result = workers.run(state);
        long start = System.nanoTime();
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
                        result.sum().tally(),
                        learningRate.at(plan.task(state.round() - 1, 0).globalStep()),
                        drift,
                        result.times(),
                        average,
                        checkpointSeconds,
                        Math.max(0, secondsSince(lastLineNanos) - told),
                        machines);
        lastLineNanos = System.nanoTime();
        checkpointSeconds = 0;
        evaluationSeconds = 0;
        journal.round(report, state.parameters());
        listener.round(report);
    }

    private void evaluate(ModelState state) {
        long start = System.nanoTime();
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
        long start = System.nanoTime();
        last = journal.checkpoint(state, score);
        lastCheckpointNanos = System.nanoTime();
        checkpointSeconds = secondsSince(start);
    }

    private void requireFinite(WorkerSum sum, double drift, int round) {
        String fault = sum.fault();
        if (fault.isEmpty() && !Double.isFinite(sum.tally().lossSum()))
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

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}

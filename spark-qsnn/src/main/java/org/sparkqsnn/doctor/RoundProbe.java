package org.sparkqsnn.doctor;

import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.OuterStep;
import org.sparkqsnn.training.round.RoundCost;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.Workers;
import org.sparkqsnn.training.round.Workers.RoundResult;
import org.sparkqsnn.training.round.Workers.Times;

/**
 * Where the time of a round goes, from two real rounds of the config's network that leave nothing
 * behind. The first one ships the dataset, makes buffers and loads classes, and has no moments to
 * ship yet; the second is measured. Its code is half compiled, so {@code compute} is too large
 * rather than too small, and the efficiency with it.
 *
 * @param seconds parts of the second round
 * @param average seconds of the outer step on the driver
 * @param localSteps of a worker in it
 * @param slots tasks that ran at once
 * @param tasks of the round
 * @param fault why a worker gave up; empty if none did
 */
public record RoundProbe(
        Times seconds, double average, int localSteps, int slots, int tasks, String fault) {
    /** Images a slot computes in a round of the probe, at most where a step is not longer. */
    private static final int IMAGES = 2000;

    /** The experiment with rounds short enough for a probe on {@code slots} slots. */
    public static ExperimentConfig shortened(ExperimentConfig config, int slots) {
        int step = config.averaging().workers() * config.training().batchSize();
        int steps = Math.max(1, (int) ((long) IMAGES * slots / step));
        if (steps >= config.averaging().localSteps()) return config;
        return config.withAveraging(config.averaging().withLocalSteps(steps));
    }

    /**
     * @param config what {@link #shortened} gives, as the workers have it
     */
    public static RoundProbe run(Workers workers, ExperimentConfig config, TrainingData data) {
        ModelState state = Checkpoint.fresh(config, data).state();
        OuterStep outer = new OuterStep(config.averaging(), workers.slots());
        RoundResult first = workers.run(state);
        String fault = first.sum().fault();
        ModelState next = outer.apply(state, first.sum());
        RoundResult measured = workers.run(next);
        if (fault.isEmpty()) fault = measured.sum().fault();
        long start = System.nanoTime();
        ModelState unused = outer.apply(next, measured.sum());
        int slots = workers.slots();
        return new RoundProbe(
                measured.times(),
                (System.nanoTime() - start) / 1e9,
                config.averaging().localSteps(),
                slots,
                new RoundPlan(config, data.train().size()).blocks(slots).size(),
                fault);
    }

    /** What the second round says of rounds with other local steps. */
    public RoundCost cost() {
        double busy = (double) Math.min(tasks, slots) / slots;
        return new RoundCost(seconds, average, localSteps, busy);
    }
}

package org.sparkqsnn.doctor;

import org.sparkqsnn.experiment.AveragingConfig;
import org.sparkqsnn.experiment.AveragingConfig.OptimiserState;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.training.round.Optimiser;

/**
 * Bytes that a round passes out and back.
 *
 * @param parameters of the network
 * @param momentArrays moments for each parameter: 2 of Adam, 1 of SGD
 * @param velocity whether the outer step has momentum
 * @param workers virtual workers
 * @param kept what becomes of the workers' moments between rounds
 */
public record RoundSizes(
        int parameters, int momentArrays, boolean velocity, int workers, OptimiserState kept) {

    public static RoundSizes of(ExperimentConfig config, NetworkShape shape) {
        AveragingConfig averaging = config.averaging();
        return new RoundSizes(
                shape.parameters(),
                new Optimiser(config.optimiser()).momentArrays(),
                averaging.outer() == AveragingConfig.Outer.NESTEROV,
                averaging.workers(),
                averaging.optimiserState());
    }

    /** One float for each parameter. */
    long vector() {
        return (long) Float.BYTES * parameters;
    }

    /** The moments of one worker. */
    long moments() {
        return momentArrays * vector();
    }

    /** What goes to each executor: parameters, and the moments that all workers share. */
    long start() {
        return vector() + (kept == OptimiserState.AVERAGE ? moments() : 0);
    }

    /** What goes to the executor of a task of {@code leaves} workers alone: their own moments. */
    long own(int leaves) {
        return kept == OptimiserState.LOCAL ? leaves * moments() : 0;
    }

    /**
     * What the driver keeps, and a checkpoint holds: parameters, velocity, and the moments that the
     * next round starts from, one set or one for each worker.
     */
    public long state() {
        return vector() * (velocity ? 2 : 1) + momentsOf(workers);
    }

    /** What a task of {@code leaves} workers returns: their delta, summed, and their moments. */
    long result(int leaves) {
        return vector() + momentsOf(leaves);
    }

    /** What all tasks of a round return together. */
    long results(int tasks) {
        long deltas = tasks * vector();
        return switch (kept) {
            case RESET -> deltas;
            case AVERAGE -> deltas + tasks * moments();
            case LOCAL -> deltas + workers * moments();
        };
    }

    /**
     * What the driver holds of them while it adds them up in the order of the tree: sums that wait
     * for their neighbour, twice log2 of the tasks behind one that is late; of moments that each
     * worker keeps all.
     */
    long folded(int tasks) {
        int levels = 32 - Integer.numberOfLeadingZeros(tasks - 1);
        int sums = Math.min(tasks, 2 * levels + 1);
        return kept == OptimiserState.LOCAL ? sums * vector() + workers * moments() : results(sums);
    }

    private long momentsOf(int leaves) {
        return switch (kept) {
            case RESET -> 0;
            case AVERAGE -> moments();
            case LOCAL -> leaves * moments();
        };
    }
}

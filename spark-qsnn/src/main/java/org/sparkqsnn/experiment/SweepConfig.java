package org.sparkqsnn.experiment;

import java.io.Serializable;
import org.sparkqsnn.config.Check;

/**
 * How the configs and seeds of a sweep are chosen and run; what varies stands in {@code axes}.
 *
 * @param dir sweep directory on any Hadoop file system; empty for a new one under {@code sweeps/}
 * @param trials directory of the trials' results, which sweeps may share; empty for one in {@code
 *     dir}
 * @param search how points of the axes become configs
 * @param configs number of configs that random and Sobol search draw
 * @param searchSeed key of that drawing
 * @param seeds number of seeds for each config: {@code seed}, {@code seed + 1} and so on
 * @param schedule which trials are trained to the end
 * @param eta halving goes on with one config of so many, for so many times the epochs
 * @param minEpochs epochs of halving's first rung
 * @param segmentEpochs epochs after which a trial is saved, so that a stop loses no more; 0 for its
 *     end only
 * @param trialIn what a trial is to Spark
 * @param concurrent trials that run at once where each has jobs of its own
 * @param maxFailures failed trials with which a sweep still goes on
 */
public record SweepConfig(
        String dir,
        String trials,
        Search search,
        int configs,
        long searchSeed,
        int seeds,
        Schedule schedule,
        int eta,
        int minEpochs,
        int segmentEpochs,
        TrialIn trialIn,
        int concurrent,
        int maxFailures)
        implements Serializable {
    public static final SweepConfig DEFAULT =
            new SweepConfig(
                    "", "", Search.GRID, 10, 1, 5, Schedule.FULL, 3, 1, 0, TrialIn.TASK, 4, 10);

    /** How points of the axes become configs. */
    public enum Search {
        /** Every combination of the axes' values. */
        GRID,
        /** Independent draws. */
        RANDOM,
        /** A Sobol sequence, shifted by the search seed: fills the axes more evenly. */
        SOBOL
    }

    /** Which trials are trained to the end. */
    public enum Schedule {
        /** All. */
        FULL,
        /** Rung by rung the best of the configs, by their mean over seeds. */
        HALVING,
        /** Halving from several first rungs, each with configs of its own. */
        HYPERBAND
    }

    /** What a trial is to Spark. */
    public enum TrialIn {
        /** One task, on one core. */
        TASK,
        /** Jobs of its own on all executors, for networks that one core is too slow for. */
        JOBS
    }

    public SweepConfig {
        Check.atLeast(configs, 1, "sweep.configs");
        Check.atLeast(seeds, 1, "sweep.seeds");
        Check.atLeast(eta, 2, "sweep.eta");
        Check.atLeast(minEpochs, 1, "sweep.minEpochs");
        Check.atLeast(segmentEpochs, 0, "sweep.segmentEpochs");
        Check.atLeast(concurrent, 1, "sweep.concurrent");
        Check.atLeast(maxFailures, 0, "sweep.maxFailures");
        if (schedule == Schedule.HYPERBAND && search == Search.GRID) {
            throw Check.refuse(
                    "sweep.search",
                    "must be random or sobol where sweep.schedule = hyperband",
                    "grid");
        }
    }

    /** These settings, for a sweep in another directory. */
    public SweepConfig withDir(String other) {
        return new SweepConfig(
                other,
                trials,
                search,
                configs,
                searchSeed,
                seeds,
                schedule,
                eta,
                minEpochs,
                segmentEpochs,
                trialIn,
                concurrent,
                maxFailures);
    }
}

package org.sparkqsnn.sweep.trial;

import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.sweep.search.Candidate;

/**
 * One config with one seed.
 *
 * @param id sha256 of all that decides the result; 64 hex digits
 * @param candidate number of its config in the sweep
 * @param config with its seed
 */
public record Trial(String id, int candidate, ExperimentConfig config) {

    /** The trial of a config's {@code index}-th seed, counted from 0. */
    public static Trial of(Candidate candidate, int index, Dataset data, TrialIds ids) {
        ExperimentConfig config = candidate.config().withSeed(candidate.config().seed() + index);
        return new Trial(ids.of(config, data), candidate.number(), config);
    }
}

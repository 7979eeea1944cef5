package org.sparkqsnn.training;

import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.run.config.ExperimentConfig;

/**
 * Trains one virtual worker for one round: a pure function of config, data, task and state. Holds
 * the buffers of one thread; not thread-safe, reusable over rounds.
 */
public final class LocalTrainer implements AutoCloseable {

    public LocalTrainer(ExperimentConfig config, ImageSet train) {}

    /**
     * Runs the local steps of {@code task}.
     *
     * @param parameters the round's start; not changed
     * @param moments optimiser moments to start from; empty for zeros; not changed
     * @return a leaf of the tree of {@link WorkerSum}, in arrays of its own
     */
    public WorkerSum run(WorkerTask task, float[] parameters, float[] moments) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}

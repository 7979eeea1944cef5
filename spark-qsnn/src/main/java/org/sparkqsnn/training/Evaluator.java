package org.sparkqsnn.training;

import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.run.config.ExperimentConfig;

/** Shows samples to a trained network. Holds the buffers of one thread; not thread-safe. */
public final class Evaluator implements AutoCloseable {

    public Evaluator(ExperimentConfig config, ImageSet set) {}

    /** Samples {@code [from, to)} of the set, in order. */
    public Evaluation evaluate(float[] parameters, int from, int to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}

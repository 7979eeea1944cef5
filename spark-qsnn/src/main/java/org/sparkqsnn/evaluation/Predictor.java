package org.sparkqsnn.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.sparkqsnn.data.encode.Stream;
import org.sparkqsnn.model.Network;
import org.sparkqsnn.model.Objective;

/**
 * Shows single samples to a trained network: what {@link Evaluator} computes for the sample of a
 * test set with the same id. Holds the buffers of one thread; not thread-safe.
 */
public final class Predictor implements AutoCloseable {
    private final Network network;
    private final Objective objective;
    private final float[] w;
    private final long key;

    /**
     * A sample and its address.
     *
     * @param bytes unsigned: an image, or a raster of recorded spikes; shape [features]
     * @param id in [0, 2^40): position in the test set where the numbers of {@code evaluate} are
     *     wanted
     */
    public record Sample(byte[] bytes, long id) {}

    public Predictor(TrainedNetwork trained) {
        this.network = trained.config().open(trained.shape());
        this.objective = trained.config().objective(trained.shape());
        this.w = new float[network.kernelSize()];
        this.key = Stream.ENCODE_TEST.key(trained.config().seed());
        network.toKernel(trained.parameters(), 0, w);
        network.prepare(w);
    }

    /** Samples that are predicted at once. */
    public int capacity() {
        return network.capacity();
    }

    /** Predictions of up to {@link #capacity} samples, in order. */
    public List<Prediction> predict(List<Sample> samples) {
        for (int s = 0; s < samples.size(); s++) {
            Sample sample = samples.get(s);
            network.encode(sample.bytes, sample.id, key, 0, s);
        }
        network.forward(w, samples.size());
        List<Prediction> predictions = new ArrayList<>();
        for (int s = 0; s < samples.size(); s++) {
            objective.read(network.output(), s);
            predictions.add(new Prediction(objective.predicted(), objective.scores()));
        }
        return predictions;
    }

    @Override
    public void close() {
        network.close();
    }
}

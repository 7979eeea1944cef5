package org.sparkqsnn.training;

import org.sparkqsnn.data.encode.Stream;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.run.config.ExperimentConfig;

/** Shows samples to a trained network. Holds the buffers of one thread; not thread-safe. */
public final class Evaluator implements AutoCloseable {
    private final ExperimentConfig config;
    private final ImageSet set;
    private final Network network;
    private final Readout readout;
    private final float[] w;
    private final int[] labels;

    public Evaluator(ExperimentConfig config, ImageSet set) {
        this.config = config;
        this.set = set;
        this.network =
                new Network(config, NetworkShape.of(config.model(), set.features(), set.classes()));
        this.readout = new Readout(config, set.classes());
        this.labels = new int[network.capacity()];
        this.w = new float[network.kernelSize()];
    }

    /** Samples {@code [from, to)} of the set, in order. */
    public Evaluation evaluate(float[] parameters, int from, int to) {
        network.toKernel(parameters, 0, w);
        network.prepare(w);
        long key = Stream.ENCODE_TEST.key(config.seed());
        int layers = network.shape().layers().size();
        Evaluation all =
                new Evaluation(Tally.empty(layers), new long[set.classes()][set.classes()]);
        for (int first = from; first < to; first += network.capacity()) {
            int samples = Math.min(network.capacity(), to - first);
            for (int s = 0; s < samples; s++) {
                labels[s] = set.label(first + s);
                network.encode(set, first + s, key, 0, s);
            }
            network.forward(w, samples);
            all =
                    new Evaluation(
                            all.tally().plus(Counting.tally(network, readout, labels, samples, 0)),
                            confuse(all.confusion(), samples));
        }
        return all;
    }

    @Override
    public void close() {
        network.close();
    }

    private long[][] confuse(long[][] confusion, int samples) {
        for (int s = 0; s < samples; s++) {
            readout.read(network.output(), s);
            confusion[labels[s]][readout.predicted()]++;
        }
        return confusion;
    }
}

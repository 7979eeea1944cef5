package org.sparkqsnn.evaluation;

import org.sparkqsnn.data.encode.SpikeTrains;
import org.sparkqsnn.data.encode.Stream;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.model.Network;
import org.sparkqsnn.model.Objective;
import org.sparkqsnn.neuron.Signal;

/** Shows samples to a trained network. Holds the buffers of one thread; not thread-safe. */
public final class Evaluator implements AutoCloseable {
    private final ExperimentConfig config;
    private final ImageSet set;
    private final Network network;
    private final Objective objective;
    private final float[] w;
    private final int[] labels;

    public Evaluator(ExperimentConfig config, ImageSet set) {
        this.config = config;
        this.set = set;
        this.network = config.open(config.network(set.features(), set.classes()));
        this.objective = config.objective(network.shape());
        this.labels = new int[network.capacity()];
        this.w = new float[network.kernelSize()];
    }

    /** Samples {@code [from, to)} of the set, in order. */
    public Evaluation evaluate(float[] parameters, int from, int to) {
        load(parameters);
        Evaluation all = Evaluation.empty(network.shape());
        for (int first = from; first < to; first += network.capacity()) {
            int samples = show(first, to);
            long[] spikes = Evaluation.noSpikes(network.shape());
            Counting.countPerNeuron(network.output(), samples, spikes);
            Tally tally = Counting.tally(network, objective, labels, samples, 0);
            all = all.plus(new Evaluation(tally, confusion(samples), spikes));
        }
        return all;
    }

    /**
     * Shows samples {@code from} to {@code to}: what was read from each, and what each neuron did.
     */
    public Observation observe(float[] parameters, int from, int to) {
        load(parameters);
        Observation seen = Observation.empty(to - from, network.shape());
        for (int first = from; first < to; first += network.capacity()) {
            int samples = show(first, to);
            for (int s = 0; s < samples; s++) {
                int at = first - from + s;
                objective.read(network.output(), s);
                seen.labels()[at] = labels[s];
                seen.predicted()[at] = objective.predicted();
                objective.copyStrengths(seen.scores()[at]);
            }
            for (int i = 0; i < seen.spikes().length; i++)
                Counting.countPerNeuron(network.output(i), samples, seen.spikes()[i]);
        }
        return seen;
    }

    /** One sample, step by step. */
    public SampleTrace trace(float[] parameters, int id) {
        load(parameters);
        int unused = show(id, id + 1); // one sample
        int layers = network.shape().layers().size();
        objective.read(network.output(), 0);
        SampleTrace trace =
                new SampleTrace(
                        id,
                        labels[0],
                        objective.predicted(),
                        new boolean[layers + 1][config.encoder().steps()][],
                        objective.membraneCourse());
        for (int t = 0; t < config.encoder().steps(); t++) {
            trace.spikes()[0][t] = inputAt(t);
            for (int i = 0; i < layers; i++) trace.spikes()[i + 1][t] = layerAt(i, t);
        }
        return trace;
    }

    @Override
    public void close() {
        network.close();
    }

    private void load(float[] parameters) {
        network.toKernel(parameters, 0, w);
        network.prepare(w);
    }

    /** Shows a micro-batch of the samples before {@code to}; returns how many it has. */
    private int show(int first, int to) {
        int samples = Math.min(network.capacity(), to - first);
        long key = Stream.ENCODE_TEST.key(config.seed());
        for (int s = 0; s < samples; s++) {
            labels[s] = set.label(first + s);
            network.encode(set, first + s, key, 0, s);
        }
        network.forward(w, samples);
        return samples;
    }

    private long[][] confusion(int samples) {
        long[][] confusion = new long[set.classes()][set.classes()];
        for (int s = 0; s < samples; s++) {
            objective.read(network.output(), s);
            confusion[labels[s]][objective.predicted()]++;
        }
        return confusion;
    }

    /** Which inputs fire at a step; none where the input is no spikes. */
    private boolean[] inputAt(int step) {
        boolean[] fired = new boolean[network.shape().inputs()];
        if (!network.spiking()) return fired;
        SpikeTrains trains = network.input(0);
        for (int n = 0; n < trains.count(); n++) fired[trains.input(n)] = trains.fired(n, step);
        return fired;
    }

    private boolean[] layerAt(int layer, int step) {
        Signal signal = network.output(layer);
        boolean[] fired = new boolean[network.shape().outputs(layer)];
        for (int k = 0; k < fired.length; k++)
            fired[k] = signal.shape.spikes() && signal.fired(0, k, step) == 1;
        return fired;
    }
}

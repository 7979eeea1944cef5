package org.sparkqsnn.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.sparkqsnn.data.encode.SpikeTrains;
import org.sparkqsnn.data.encode.Stream;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.model.Network;
import org.sparkqsnn.model.Objective;
import org.sparkqsnn.model.Target;
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
            all = all.plus(read(show(first, to)));
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
                countPerNeuron(network.output(i), samples, seen.spikes()[i]);
        }
        return seen;
    }

    /** What the network says of samples {@code from} to {@code to}. */
    public PredictedRows predict(float[] parameters, int from, int to) {
        load(parameters);
        List<Integer> truth = new ArrayList<>();
        List<Prediction> predictions = new ArrayList<>();
        for (int first = from; first < to; first += network.capacity()) {
            int samples = show(first, to);
            for (int s = 0; s < samples; s++) {
                objective.read(network.output(), s);
                truth.add(labels[s]);
                predictions.add(new Prediction(objective.predicted(), objective.scores()));
            }
        }
        return new PredictedRows(from, truth, predictions);
    }

    /** One sample, step by step. */
    public SampleTrace trace(float[] parameters, int id) {
        load(parameters);
        int unused = show(id, id + 1); // one sample
        int layers = network.shape().layers().size();
        boolean[][][] spikes = new boolean[1 + layers][0][];
        if (network.spiking()) spikes[0] = inputSpikes();
        for (int i = 0; i < layers; i++) {
            if (network.shape().spikes(i)) spikes[i + 1] = layerSpikes(i);
        }
        objective.read(network.output(), 0);
        return new SampleTrace(
                id, labels[0], objective.predicted(), spikes, objective.membraneCourse());
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

    /** What the micro-batch that was shown came to. */
    private Evaluation read(int samples) {
        Counts counts = Counts.of(Activity.of(network, samples));
        long[][] confusion = new long[set.classes()][set.classes()];
        for (int s = 0; s < samples; s++) {
            objective.read(network.output(), s);
            int predicted = objective.predicted();
            double loss = objective.loss(new Target.Label(labels[s]));
            counts = counts.plus(predicted == labels[s], objective.tied(), loss);
            confusion[labels[s]][predicted]++;
        }
        long[] spikes = Evaluation.noSpikes(network.shape());
        countPerNeuron(network.output(), samples, spikes);
        return new Evaluation(counts, confusion, spikes);
    }

    /**
     * Adds each neuron's spikes over the samples to {@code counts}, which has none to add to where
     * the layer does not spike; shape [neurons].
     */
    static void countPerNeuron(Signal signal, int samples, long[] counts) {
        for (int s = 0; s < samples; s++) {
            for (int k = 0; k < counts.length; k++) counts[k] += signal.spikeCount(s, k);
        }
    }

    /** Which inputs fire, by step. */
    private boolean[][] inputSpikes() {
        boolean[][] fired = new boolean[network.shape().input().steps()][network.shape().inputs()];
        SpikeTrains trains = network.input(0);
        for (int n = 0; n < trains.count(); n++) {
            for (int t = 0; t < fired.length; t++) fired[t][trains.input(n)] = trains.fired(n, t);
        }
        return fired;
    }

    /** Which neurons of a layer fire, by step. */
    private boolean[][] layerSpikes(int layer) {
        Signal signal = network.output(layer);
        boolean[][] fired = new boolean[signal.steps][network.shape().outputs(layer)];
        for (int t = 0; t < fired.length; t++) {
            for (int k = 0; k < fired[t].length; k++) fired[t][k] = signal.fired(0, k, t) == 1;
        }
        return fired;
    }
}

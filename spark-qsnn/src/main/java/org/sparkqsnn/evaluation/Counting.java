package org.sparkqsnn.evaluation;

import org.sparkqsnn.model.Network;
import org.sparkqsnn.model.Objective;
import org.sparkqsnn.model.Target;
import org.sparkqsnn.neuron.Signal;

/** Counts of a micro-batch that has just been shown to a network. */
public final class Counting {
    private Counting() {}

    /**
     * Reads the outputs, writes the loss gradient into the output signal, and counts.
     *
     * @param weight factor on the loss gradient; 0 writes none
     */
    public static Tally tally(
            Network network, Objective objective, int[] labels, int samples, double weight) {
        long correct = 0;
        long ties = 0;
        double loss = 0;
        for (int s = 0; s < samples; s++) {
            Target target = new Target.Label(labels[s]);
            objective.read(network.output(), s);
            correct += objective.predicted() == labels[s] ? 1 : 0;
            ties += objective.tied() ? 1 : 0;
            loss += weight == 0 ? objective.loss(target) : objective.gradient(target);
            if (weight != 0) objective.write(weight, network.output(), s);
        }
        int layers = network.shape().layers().size();
        Tally activity = Tally.empty(layers);
        for (int i = 0; i < layers; i++) {
            activity.neuronSamples()[i] = (long) samples * network.shape().outputs(i);
            count(network.output(i), samples, network.shape().outputs(i), activity, i);
        }
        return new Tally(
                samples,
                correct,
                ties,
                loss,
                0,
                activity.neuronSamples(),
                activity.spikes(),
                activity.silent(),
                activity.saturated());
    }

    /** Adds each neuron's spikes over the samples to {@code counts}; shape [neurons]. */
    static void countPerNeuron(Signal signal, int samples, long[] counts) {
        if (!signal.shape.spikes()) return;
        for (int s = 0; s < samples; s++) {
            for (int k = 0; k < counts.length; k++) counts[k] += signal.spikeCount(s, k);
        }
    }

    /**
     * Spikes, silent and saturated neurons of a layer from its spike bits. Saturated: no two
     * successive steps without a spike, which is as often as the refractory reset allows; with the
     * ground reset, a spike at every step.
     */
    private static void count(Signal signal, int samples, int outputs, Tally into, int layer) {
        if (!signal.shape.spikes()) return;
        int[] any = new int[signal.width];
        int[] missing = new int[signal.width];
        for (int s = 0; s < samples; s++) {
            for (int panel = 0; panel < signal.panels; panel++) {
                int lanes = Math.min(signal.width, outputs - panel * signal.width);
                into.spikes()[layer] += read(signal, signal.word(s, panel), lanes, any, missing);
                int silent = 0;
                int saturated = 0;
                for (int j = 0; j < lanes; j++) {
                    int quiet = any[j] == 0 ? 1 : 0;
                    silent += quiet;
                    saturated += missing[j] == 0 ? 1 - quiet : 0;
                }
                into.silent()[layer] += silent;
                into.saturated()[layer] += saturated;
            }
        }
    }

    /**
     * Counts a panel's spikes, in flat loops over lanes that the compiler makes vector code of.
     *
     * @param any receives the union of each neuron's words
     * @param missing receives bits where a neuron fired neither at a step nor at the one before
     */
    private static int read(Signal signal, int at, int lanes, int[] any, int[] missing) {
        int[] spikes = signal.spikes;
        int count = 0;
        for (int w = 0; w < signal.words; w++) {
            int from = at + w * signal.width;
            int steps = -1 >>> -Math.min(32, signal.steps - 32 * w);
            for (int j = 0; j < lanes; j++) count += Integer.bitCount(spikes[from + j]);
            for (int j = 0; j < lanes; j++) {
                int fired = spikes[from + j];
                int before = w == 0 ? 1 : spikes[from + j - signal.width] >>> 31;
                any[j] = w == 0 ? fired : any[j] | fired;
                int gap = steps & ~(fired | fired << 1 | before);
                missing[j] = w == 0 ? gap : missing[j] | gap;
            }
        }
        return count;
    }
}

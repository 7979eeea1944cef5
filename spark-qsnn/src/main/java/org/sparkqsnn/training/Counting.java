package org.sparkqsnn.training;

import org.sparkqsnn.neuron.Trace;

/** Counts of a micro-batch that has just been shown to a network. */
final class Counting {
    private Counting() {}

    /**
     * Reads the outputs, writes the loss gradient into the output trace, and counts.
     *
     * @param weight factor on the loss gradient; 0 writes none
     */
    static Tally tally(Network network, Readout readout, int[] labels, int samples, double weight) {
        long correct = 0;
        long ties = 0;
        double loss = 0;
        for (int s = 0; s < samples; s++) {
            readout.read(network.output(), s);
            correct += readout.predicted() == labels[s] ? 1 : 0;
            ties += readout.tied() ? 1 : 0;
            loss += readout.loss(labels[s]);
            if (weight != 0) readout.gradient(labels[s], weight, network.output(), s);
        }
        int layers = network.shape().layers().size();
        Tally activity = Tally.empty(layers);
        for (int i = 0; i < layers; i++) {
            activity.neuronSamples()[i] =
                    (long) samples * network.shape().layers().get(i).outputs();
            count(
                    network.trace(i),
                    samples,
                    network.shape().layers().get(i).outputs(),
                    activity,
                    i);
        }
        return new Tally(
                samples,
                correct,
                ties,
                loss,
                activity.neuronSamples(),
                activity.spikes(),
                activity.silent(),
                activity.saturated());
    }

    /**
     * Spikes, silent and saturated neurons of a layer from its spike bits. Saturated: no two
     * successive steps without a spike, which is as often as the refractory reset allows; with the
     * ground reset, a spike at every step.
     */
    private static void count(Trace trace, int samples, int outputs, Tally into, int layer) {
        long total = 0;
        long silent = 0;
        long saturated = 0;
        for (int s = 0; s < samples; s++) {
            for (int panel = 0; panel < trace.panels; panel++) {
                int lanes = Math.min(trace.width, outputs - panel * trace.width);
                for (int j = 0; j < lanes; j++) {
                    int at = trace.word(s, panel) + j;
                    int spikes = 0;
                    int missing = 0;
                    int before = -1; // a spike before the first step, in the highest bit
                    for (int w = 0; w < trace.words; w++) {
                        int fired = trace.spikes[at + w * trace.width];
                        int steps = -1 >>> -Math.min(32, trace.steps - 32 * w);
                        spikes += Integer.bitCount(fired);
                        missing |= steps & ~(fired | fired << 1 | before >>> 31);
                        before = fired;
                    }
                    total += spikes;
                    silent += spikes == 0 ? 1 : 0;
                    saturated += (missing == 0 ? 1 : 0) & (spikes > 0 ? 1 : 0);
                }
            }
        }
        into.spikes()[layer] += total;
        into.silent()[layer] += silent;
        into.saturated()[layer] += saturated;
    }
}

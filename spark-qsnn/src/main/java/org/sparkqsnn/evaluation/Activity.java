package org.sparkqsnn.evaluation;

import java.io.Serializable;
import java.util.Arrays;
import org.sparkqsnn.model.Network;
import org.sparkqsnn.neuron.Signal;

/**
 * What the neurons of a network did with samples, layer by layer. A layer that does not spike has
 * no neurons here: its counts are 0, and it has no rates. Adding is exact.
 *
 * @param neurons per layer: pairs (sample, neuron); 0 where the layer does not spike
 * @param spikes per layer: spikes over all samples, neurons and steps
 * @param silent per layer: pairs (sample, neuron) without a spike
 * @param saturated per layer: pairs (sample, neuron) without two successive steps that have no
 *     spike; the refractory reset of QLIF allows no more
 */
public record Activity(long[] neurons, long[] spikes, long[] silent, long[] saturated)
        implements Serializable {

    /** What the neurons of {@code layers} layers did with no samples. */
    public static Activity none(int layers) {
        return new Activity(new long[layers], new long[layers], new long[layers], new long[layers]);
    }

    /** What a network did with a micro-batch that has just been shown to it. */
    public static Activity of(Network network, int samples) {
        int layers = network.shape().layers().size();
        Activity activity = none(layers);
        for (int i = 0; i < layers; i++) {
            if (network.shape().spikes(i)) activity.count(network.output(i), samples, i);
        }
        return activity;
    }

    /** This activity and that of other samples. */
    public Activity plus(Activity next) {
        return new Activity(
                sum(neurons, next.neurons),
                sum(spikes, next.spikes),
                sum(silent, next.silent),
                sum(saturated, next.saturated));
    }

    /** Whether a layer spikes. */
    public boolean isOf(int layer) {
        return neurons[layer] > 0;
    }

    /** Whether no layer spikes. */
    public boolean isEmpty() {
        return Arrays.stream(neurons).allMatch(n -> n == 0);
    }

    /** Whether the last layer spikes, which is the read-out. */
    public boolean isOfReadout() {
        return isOf(neurons.length - 1);
    }

    private static long[] sum(long[] a, long[] b) {
        long[] out = a.clone();
        Arrays.setAll(out, i -> a[i] + b[i]);
        return out;
    }

    private void count(Signal signal, int samples, int layer) {
        int size = signal.shape.size();
        neurons[layer] = (long) samples * size;
        int[] any = new int[signal.width];
        int[] missing = new int[signal.width];
        for (int s = 0; s < samples; s++) {
            for (int panel = 0; panel < signal.panels; panel++) {
                int lanes = Math.min(signal.width, size - panel * signal.width);
                spikes[layer] += read(signal, signal.word(s, panel), lanes, any, missing);
                int silent = 0;
                int saturated = 0;
                for (int j = 0; j < lanes; j++) {
                    int quiet = any[j] == 0 ? 1 : 0;
                    silent += quiet;
                    saturated += missing[j] == 0 ? 1 - quiet : 0;
                }
                this.silent[layer] += silent;
                this.saturated[layer] += saturated;
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

package org.sparkqsnn.evaluation;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Counts over samples: what training and evaluation report. Adding is exact for the counts; {@code
 * lossSum} is a double, so tallies are added in a fixed order.
 *
 * @param samples samples seen
 * @param correct samples whose predicted class is their label
 * @param ties samples whose largest spike count is shared by several classes, before the tie-break
 * @param lossSum sum over samples of the loss
 * @param penaltySum what of it spikes cost, see {@link org.sparkqsnn.model.RatePenalty}
 * @param neuronSamples per layer: pairs (sample, neuron)
 * @param spikes per layer: spikes over all samples, neurons and steps
 * @param silent per layer: pairs (sample, neuron) without a spike
 * @param saturated per layer: pairs (sample, neuron) that fired as often as the reset allows
 */
public record Tally(
        long samples,
        long correct,
        long ties,
        double lossSum,
        double penaltySum,
        long[] neuronSamples,
        long[] spikes,
        long[] silent,
        long[] saturated)
        implements Serializable {

    /** A tally of nothing, for a network of {@code layers} layers. */
    public static Tally empty(int layers) {
        return new Tally(
                0,
                0,
                0,
                0,
                0,
                new long[layers],
                new long[layers],
                new long[layers],
                new long[layers]);
    }

    /** This tally and, after it, another. */
    public Tally plus(Tally next) {
        return new Tally(
                samples + next.samples,
                correct + next.correct,
                ties + next.ties,
                lossSum + next.lossSum,
                penaltySum + next.penaltySum,
                sum(neuronSamples, next.neuronSamples),
                sum(spikes, next.spikes),
                sum(silent, next.silent),
                sum(saturated, next.saturated));
    }

    /** This tally, with what its spikes cost added to the loss. */
    public Tally plusPenalty(double sum) {
        return new Tally(
                samples,
                correct,
                ties,
                lossSum + sum,
                penaltySum + sum,
                neuronSamples,
                spikes,
                silent,
                saturated);
    }

    public double loss() {
        return lossSum / samples;
    }

    public double accuracy() {
        return (double) correct / samples;
    }

    private static long[] sum(long[] a, long[] b) {
        long[] out = Arrays.copyOf(a, a.length);
        Arrays.setAll(out, i -> a[i] + b[i]);
        return out;
    }
}

package org.sparkqsnn.evaluation;

import java.util.Arrays;
import java.util.stream.Stream;
import org.sparkqsnn.model.NetworkShape;

/**
 * What a trained network did with samples, one by one and neuron by neuron.
 *
 * @param classes of the data
 * @param labels shape [samples]
 * @param predicted shape [samples]
 * @param scores of each class, see {@link org.sparkqsnn.model.Objective#copyStrengths}: ordered as
 *     the prediction is; shape [samples][classes]
 * @param spikes per layer and neuron, over all samples and steps; shape [layers][neurons], without
 *     neurons where the layer does not spike
 */
public record Observation(
        int classes, int[] labels, int[] predicted, double[][] scores, long[][] spikes) {

    static Observation empty(int samples, NetworkShape shape) {
        long[][] spikes = new long[shape.layers().size()][0];
        for (int i = 0; i < spikes.length; i++) {
            if (shape.spikes(i)) spikes[i] = new long[shape.outputs(i)];
        }
        return new Observation(
                shape.classes(),
                new int[samples],
                new int[samples],
                new double[samples][shape.classes()],
                spikes);
    }

    /** This observation and, after it, one of the samples that follow. */
    public Observation plus(Observation next) {
        long[][] sum = new long[spikes.length][];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = spikes[i].clone();
            for (int k = 0; k < sum[i].length; k++) sum[i][k] += next.spikes[i][k];
        }
        return new Observation(
                classes,
                joined(labels, next.labels),
                joined(predicted, next.predicted),
                Stream.of(scores, next.scores).flatMap(Arrays::stream).toArray(double[][]::new),
                sum);
    }

    /** Samples that were shown. */
    public int samples() {
        return labels.length;
    }

    /** Whether the prediction of a sample is its label. */
    public boolean isRight(int sample) {
        return labels[sample] == predicted[sample];
    }

    /** Samples by true class and predicted class; shape [classes][classes]. */
    public long[][] confusion() {
        long[][] confusion = new long[classes][classes];
        for (int s = 0; s < samples(); s++) confusion[labels[s]][predicted[s]]++;
        return confusion;
    }

    private static int[] joined(int[] a, int[] b) {
        int[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}

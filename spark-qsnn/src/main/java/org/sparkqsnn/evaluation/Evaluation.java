package org.sparkqsnn.evaluation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.sparkqsnn.model.NetworkShape;

/**
 * Result of showing samples to a network.
 *
 * @param counts over the samples
 * @param confusion samples by true class and predicted class; shape [classes][classes]
 * @param readoutSpikes of each class's read-out neuron over all samples and steps; shape [classes],
 *     empty where the read-out does not spike
 */
public record Evaluation(Counts counts, long[][] confusion, long[] readoutSpikes)
        implements Serializable {

    /** An evaluation of no samples. */
    static Evaluation empty(NetworkShape shape) {
        int classes = shape.classes();
        return new Evaluation(
                Counts.none(shape.layers().size()), new long[classes][classes], noSpikes(shape));
    }

    /** Zeros for the spikes of the read-out's neurons; none where it does not spike. */
    static long[] noSpikes(NetworkShape shape) {
        return new long[shape.output().spikes() ? shape.classes() : 0];
    }

    /** Classes whose read-out neurons never fired, in order. */
    public List<Integer> silentClasses() {
        return readoutSpikes.length == 0 ? List.of() : classes(k -> readoutSpikes[k] == 0);
    }

    /** Classes that no sample was taken for, in order. */
    public List<Integer> unchosenClasses() {
        return classes(k -> Arrays.stream(confusion).allMatch(row -> row[k] == 0));
    }

    private List<Integer> classes(IntPredicate which) {
        return IntStream.range(0, confusion.length).filter(which).boxed().toList();
    }

    /** This evaluation and, after it, another of other samples. */
    public Evaluation plus(Evaluation next) {
        long[][] sum = new long[confusion.length][confusion.length];
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j < sum.length; j++) sum[i][j] = confusion[i][j] + next.confusion[i][j];
        }
        long[] spikes = readoutSpikes.clone();
        for (int k = 0; k < spikes.length; k++) spikes[k] += next.readoutSpikes[k];
        return new Evaluation(counts.plus(next.counts), sum, spikes);
    }
}

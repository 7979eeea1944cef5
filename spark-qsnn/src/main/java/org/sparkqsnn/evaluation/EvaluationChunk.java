package org.sparkqsnn.evaluation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples {@code [from, to)} of an evaluation. The chunks depend on the number of samples alone and
 * are summed in order, so that the sum of losses has the same bits on any number of machines.
 */
public record EvaluationChunk(int from, int to) implements Serializable {
    private static final int SAMPLES = 250;

    /** The chunks of {@code samples} samples, in order. */
    public static List<EvaluationChunk> of(int samples) {
        List<EvaluationChunk> chunks = new ArrayList<>();
        for (int from = 0; from < samples; from += SAMPLES) {
            chunks.add(new EvaluationChunk(from, Math.min(from + SAMPLES, samples)));
        }
        return chunks;
    }

    /** The whole of neighbouring parts, added from first to last. */
    public static Evaluation sum(List<Evaluation> parts) {
        return parts.stream().reduce(Evaluation::plus).orElseThrow();
    }
}

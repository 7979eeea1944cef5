package org.sparkqsnn.training.round;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.sparkqsnn.evaluation.Counts;

/**
 * Results of virtual workers {@code [first, first + leaves)}, summed along one fixed binary tree
 * over all workers.
 *
 * <p>Formula: {@code Σ n_v Δ_v} with n_v examples and delta Δ_v, added pairwise: workers 2k and
 * 2k+1, then pairs of pairs. Float addition is not associative, so the tree and not the arrival of
 * results decides who is added to whom; a task that holds an aligned block of 2^k workers computes
 * the same bits as 2^k tasks of one.
 *
 * @param first first worker
 * @param leaves workers summed, a power of two, or fewer at the right edge of the tree
 * @param examples Σ n_v
 * @param delta Σ n_v Δ_v; shape [parameters]
 * @param moments Σ n_v moments_v where moments are averaged, else empty
 * @param ownMoments moments by worker where each keeps its own, else empty
 * @param counts over the examples
 * @param fault why a worker gave up; empty if none did
 */
public record WorkerSum(
        int first,
        int leaves,
        long examples,
        float[] delta,
        float[] moments,
        List<float[]> ownMoments,
        Counts counts,
        String fault)
        implements Serializable {

    /** The parent of this node and its right neighbour; changes this node's arrays. */
    public WorkerSum plus(WorkerSum right) {
        return plus(right, Ranges.ONE);
    }

    /** The parent, added on several threads. */
    WorkerSum plus(WorkerSum right, Ranges ranges) {
        if (right.first != first + leaves) {
            throw new IllegalArgumentException(
                    "workers must be summed in order: expected worker "
                            + (first + leaves)
                            + ", got "
                            + right.first);
        }
        add(delta, right.delta, ranges);
        add(moments, right.moments, ranges);
        List<float[]> own = new ArrayList<>(ownMoments);
        own.addAll(right.ownMoments);
        return new WorkerSum(
                first,
                leaves + right.leaves,
                examples + right.examples,
                delta,
                moments,
                own,
                counts.plus(right.counts),
                fault.isEmpty() ? right.fault : fault);
    }

    private static void add(float[] sum, float[] term, Ranges ranges) {
        ranges.forEach(
                term.length,
                (from, to) -> {
                    for (int i = from; i < to; i++) sum[i] += term[i];
                });
    }
}

package org.sparkqsnn.training.round;

import java.io.Serializable;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Neighbouring virtual workers that one task computes: a subtree of the tree of {@link WorkerSum}.
 *
 * @param first first worker, a multiple of the block size
 * @param count workers, a power of two, or fewer at the right edge
 */
public record WorkerBlock(int first, int count) implements Serializable {

    /**
     * Runs the block's workers in the round after {@code start}, holding log2(count) sums at a
     * time.
     *
     * @param own moments of each worker where they keep their own, else empty
     * @param stopped asked before every step
     * @throws java.util.concurrent.CancellationException if it was stopped
     */
    public WorkerSum run(
            LocalTrainer trainer,
            RoundPlan plan,
            RoundStart start,
            List<float[]> own,
            BooleanSupplier stopped) {
        if (count == 1) {
            float[] moments = own.isEmpty() ? start.moments() : own.get(0);
            WorkerTask task = plan.task(start.round(), first);
            return trainer.run(task, start.parameters(), moments, stopped);
        }
        int half = Integer.highestOneBit(count - 1);
        int split = own.isEmpty() ? 0 : half;
        WorkerBlock left = new WorkerBlock(first, half);
        WorkerBlock right = new WorkerBlock(first + half, count - half);
        WorkerSum sum = left.run(trainer, plan, start, own.subList(0, split), stopped);
        return sum.plus(right.run(trainer, plan, start, own.subList(split, own.size()), stopped));
    }
}

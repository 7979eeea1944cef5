package org.sparkqsnn.training;

import java.io.Serializable;

/**
 * Neighbouring virtual workers that one task computes: a subtree of the tree of {@link WorkerSum}.
 *
 * @param first first worker, a multiple of the block size
 * @param count workers, a power of two, or fewer at the right edge
 */
public record WorkerBlock(int first, int count) implements Serializable {

    /**
     * Runs the block's workers in the round after {@code state}, holding log2(count) sums at a
     * time.
     */
    public WorkerSum run(LocalTrainer trainer, RoundPlan plan, ModelState state) {
        if (count == 1) {
            WorkerTask task = plan.task(state.round(), first);
            return trainer.run(task, state.parameters(), state.momentsOf(first));
        }
        int left = Integer.highestOneBit(count - 1);
        WorkerSum sum = new WorkerBlock(first, left).run(trainer, plan, state);
        return sum.plus(new WorkerBlock(first + left, count - left).run(trainer, plan, state));
    }
}

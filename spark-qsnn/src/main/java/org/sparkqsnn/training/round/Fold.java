package org.sparkqsnn.training.round;

import java.util.HashMap;
import java.util.Map;

/**
 * Adds up the sums of neighbouring workers as they arrive, in any order, along the fixed tree of
 * {@link WorkerSum}: two nodes are added as soon as both are there, and nothing else is. The order
 * of arrival changes no bits.
 *
 * <p>What waits is what has no neighbour yet: about log2(nodes) sums while nodes arrive in order,
 * twice as many behind one that is late, and half of the nodes if those of one side of each pair
 * all come first. Not thread-safe.
 */
final class Fold {
    private final int workers;
    private final Ranges ranges;

    /** Sums whose neighbour has not come, by their first worker. */
    private final Map<Integer, WorkerSum> waiting = new HashMap<>();

    /**
     * @param workers how many are summed, from worker 0 on
     * @param ranges threads that add
     */
    Fold(int workers, Ranges ranges) {
        this.workers = workers;
        this.ranges = ranges;
    }

    /**
     * Adds a node of the tree; changes its arrays.
     *
     * @throws IllegalArgumentException if there is no such node, or it was added before
     */
    void add(WorkerSum node) {
        WorkerSum sum = node;
        while (sum.leaves() < workers) {
            Pair pair = pairOf(sum.first(), sum.leaves());
            int other = sum.first() == pair.first ? pair.middle : pair.first;
            WorkerSum neighbour = waiting.get(other);
            if (neighbour == null || neighbour.leaves() != pair.leavesFrom(other)) break;
            waiting.remove(other);
            sum = other == pair.first ? neighbour.plus(sum, ranges) : sum.plus(neighbour, ranges);
        }
        if (waiting.putIfAbsent(sum.first(), sum) != null)
            throw new IllegalArgumentException("worker " + node.first() + " is there already");
    }

    /** Nodes that wait for a neighbour; one if all workers are summed. */
    int waiting() {
        return waiting.size();
    }

    /**
     * The sum of all workers.
     *
     * @throws IllegalStateException if some are missing
     */
    WorkerSum sum() {
        WorkerSum root = waiting.get(0);
        if (root == null || root.leaves() != workers)
            throw new IllegalStateException("not all of " + workers + " workers are summed");
        return root;
    }

    /** Two neighbours: workers {@code [first, middle)} and {@code [middle, end)}. */
    private record Pair(int first, int middle, int end) {
        int leavesFrom(int begin) {
            return begin == first ? middle - first : end - middle;
        }
    }

    /** The pair that a node belongs to, found from the root of the tree. */
    private Pair pairOf(int first, int leaves) {
        int low = 0;
        int high = workers;
        while (high - low > leaves) {
            int middle = low + Integer.highestOneBit(high - low - 1);
            Pair pair = new Pair(low, middle, high);
            if (first < middle) high = middle;
            else low = middle;
            if (low == first && high == first + leaves) return pair;
        }
        throw new IllegalArgumentException(
                "workers " + first + " to " + (first + leaves - 1) + " are no node of the tree");
    }
}

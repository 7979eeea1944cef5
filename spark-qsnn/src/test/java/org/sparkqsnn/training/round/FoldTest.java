package org.sparkqsnn.training.round;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparkqsnn.training.round.WorkerSumTest.leaves;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.training.Small;

class FoldTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 31, 33, 64})
    void anyCutIntoBlocksInAnyOrder_givesTheBitsOfTheTree(int workers) {
        WorkerSum whole = tree(leaves(workers));
        RoundPlan plan = new RoundPlan(Small.config("averaging.workers=" + workers), 1000);
        Random random = new Random(workers);
        for (int slots = 1; slots <= workers; slots++) {
            List<WorkerBlock> blocks = new ArrayList<>(plan.blocks(slots));
            for (int order = 0; order < 4; order++) {
                Fold fold = new Fold(workers, new Ranges(1 + order % 2));
                for (WorkerBlock block : blocks) {
                    int end = block.first() + block.count();
                    fold.add(tree(leaves(workers).subList(block.first(), end)));
                }
                requireSame(whole, fold.sum(), workers + " workers, " + blocks);
                assertEquals(1, fold.waiting());
                Collections.shuffle(blocks, random);
            }
        }
    }

    /** In order at most log2 of the nodes wait, with one straggler twice as many. */
    @Test
    void fewWait() {
        for (int straggler = 0; straggler < 64; straggler++) {
            Fold fold = new Fold(64, Ranges.ONE);
            int most = 0;
            for (WorkerSum leaf : leaves(64)) {
                if (leaf.first() != straggler) fold.add(leaf);
                most = Math.max(most, fold.waiting());
            }
            assertTrue(most <= (straggler == 63 ? 6 : 12), most + " wait for " + straggler);
            fold.add(leaves(64).get(straggler));
            requireSame(tree(leaves(64)), fold.sum(), "straggler " + straggler);
        }
    }

    /** The tree of five: ((0 1) (2 3)) 4. */
    @Test
    void order_isThatOfTheTree() {
        float[] d = new float[5];
        for (int i = 0; i < 5; i++) d[i] = leaves(5).get(i).delta()[0];
        Fold fold = new Fold(5, Ranges.ONE);
        for (int i : new int[] {4, 2, 1, 3, 0}) fold.add(leaves(5).get(i));
        assertEquals(((d[0] + d[1]) + (d[2] + d[3])) + d[4], fold.sum().delta()[0]);
    }

    /** Without that the tests above would prove nothing: these numbers do depend on the order. */
    @Test
    void leftToRight_givesOtherBits() {
        List<WorkerSum> leaves = leaves(64);
        WorkerSum line = leaves.get(0);
        for (WorkerSum leaf : leaves.subList(1, 64)) line = line.plus(leaf);
        assertTrue(line.delta()[0] != tree(leaves(64)).delta()[0]);
    }

    @Test
    void whatIsNoNode_orThereAlready_orMissing_isRefused() {
        Fold fold = new Fold(6, Ranges.ONE);
        WorkerSum askew = leaves(6).get(1).plus(leaves(6).get(2));
        refused("workers 1 to 2 are no node of the tree", () -> fold.add(askew));
        refused("workers 6 to 6 are no node of the tree", () -> fold.add(leaves(7).get(6)));
        fold.add(leaves(6).get(2));
        refused("worker 2 is there already", () -> fold.add(leaves(6).get(2)));
        IllegalStateException missing = assertThrows(IllegalStateException.class, fold::sum);
        assertEquals("not all of 6 workers are summed", missing.getMessage());
    }

    private static void refused(String message, Runnable added) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, added::run);
        assertEquals(message, e.getMessage());
    }

    /** The definition: halves of a power of two, down to single workers. */
    private static WorkerSum tree(List<WorkerSum> leaves) {
        if (leaves.size() == 1) return leaves.get(0);
        int half = 1;
        while (2 * half < leaves.size()) half *= 2;
        return tree(leaves.subList(0, half)).plus(tree(leaves.subList(half, leaves.size())));
    }

    private static void requireSame(WorkerSum expected, WorkerSum sum, String what) {
        assertArrayEquals(expected.delta(), sum.delta(), what);
        assertArrayEquals(expected.moments(), sum.moments(), what);
        assertEquals(expected.examples(), sum.examples(), what);
        assertEquals(expected.counts().lossSum(), sum.counts().lossSum(), what);
        assertEquals(expected.leaves(), sum.ownMoments().size(), what);
        for (int v = 0; v < sum.leaves(); v++) assertEquals(v, sum.ownMoments().get(v)[0], what);
    }
}

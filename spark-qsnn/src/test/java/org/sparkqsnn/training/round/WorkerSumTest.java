package org.sparkqsnn.training.round;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.evaluation.Activity;
import org.sparkqsnn.evaluation.Counts;
import org.sparkqsnn.training.Small;

class WorkerSumTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 13, 16, 64})
    void anyCutIntoAlignedBlocks_givesTheSameBits(int workers) {
        WorkerSum whole = WorkerSum.reduce(leaves(workers));
        for (int slots = 1; slots <= workers; slots++) {
            List<WorkerSum> parts = new ArrayList<>();
            RoundPlan plan = new RoundPlan(Small.config("averaging.workers=" + workers), 1000);
            for (WorkerBlock block : plan.blocks(slots)) {
                List<WorkerSum> own =
                        leaves(workers).subList(block.first(), block.first() + block.count());
                parts.add(WorkerSum.reduce(own));
            }
            WorkerSum sum = WorkerSum.reduce(parts);
            assertArrayEquals(whole.delta(), sum.delta(), "slots " + slots);
            assertArrayEquals(whole.moments(), sum.moments());
            assertEquals(whole.examples(), sum.examples());
            assertEquals(whole.counts().lossSum(), sum.counts().lossSum());
            assertEquals(workers, sum.ownMoments().size());
        }
    }

    /** The tree of five: ((0 1) (2 3)) 4. */
    @Test
    void order_isThatOfTheTree() {
        List<WorkerSum> l = leaves(5);
        float[] d = new float[5];
        for (int i = 0; i < 5; i++) d[i] = l.get(i).delta()[0];
        assertEquals(((d[0] + d[1]) + (d[2] + d[3])) + d[4], WorkerSum.reduce(l).delta()[0]);
    }

    /** Without that the tests above would prove nothing: these numbers do depend on the order. */
    @Test
    void leftToRight_givesOtherBits() {
        List<WorkerSum> leaves = leaves(64);
        WorkerSum line = leaves(64).get(0);
        for (WorkerSum leaf : leaves.subList(1, 64)) line = line.plus(leaf);
        assertTrue(line.delta()[0] != WorkerSum.reduce(leaves(64)).delta()[0]);
    }

    @Test
    void gap_isRefused() {
        List<WorkerSum> leaves = leaves(4);
        WorkerSum pair = leaves.get(0).plus(leaves.get(1));
        IllegalArgumentException gap =
                assertThrows(IllegalArgumentException.class, () -> pair.plus(leaves.get(3)));
        assertEquals("workers must be summed in order: expected worker 2, got 3", gap.getMessage());
    }

    @Test
    void firstFault_isKept() {
        WorkerSum sum = WorkerSum.reduce(List.of(leaf(0, ""), leaf(1, "one"), leaf(2, "two")));
        assertEquals("one", sum.fault());
    }

    private static List<WorkerSum> leaves(int count) {
        List<WorkerSum> leaves = new ArrayList<>();
        for (int v = 0; v < count; v++) leaves.add(leaf(v, ""));
        return leaves;
    }

    private static WorkerSum leaf(int worker, String fault) {
        SplittableRandom random = new SplittableRandom(worker);
        float[] delta = new float[33];
        float[] moments = new float[5];
        for (int i = 0; i < delta.length; i++) delta[i] = (float) (random.nextDouble() - 0.5);
        for (int i = 0; i < moments.length; i++) moments[i] = (float) random.nextDouble();
        long[] none = {0};
        Activity activity = new Activity(none, none, none, none);
        Counts counts = new Counts(8, 1, 0, random.nextDouble(), random.nextDouble(), activity);
        return new WorkerSum(
                worker, 1, 8, delta, moments, List.of(new float[] {worker}), counts, fault);
    }
}

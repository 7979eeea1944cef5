package org.sparkqsnn.training.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.evaluation.Activity;
import org.sparkqsnn.evaluation.Counts;

class WorkerSumTest {

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
        WorkerSum sum = leaf(0, "").plus(leaf(1, "one")).plus(leaf(2, "two"));
        assertEquals("one", sum.fault());
    }

    static List<WorkerSum> leaves(int count) {
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

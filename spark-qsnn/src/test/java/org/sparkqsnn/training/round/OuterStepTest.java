package org.sparkqsnn.training.round;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.evaluation.Counts;
import org.sparkqsnn.training.Small;

class OuterStepTest {
    private static final float[] START = {1, 2};

    /** Workers with 1 and 3 examples and deltas 4 and 8: the mean is (1 4 + 3 8) / 4 = 7. */
    @Test
    void average_weighsByExamples() {
        ModelState next = step("averaging.outer=average").apply(state(), sum(1 * 4 + 3 * 8, 4));
        assertArrayEquals(new float[] {8, 9}, next.parameters());
        assertEquals(1, next.round());
        assertArrayEquals(new float[] {1, 2}, START);
    }

    @Test
    void outerLearningRate_scalesTheStep() {
        ModelState next = step("averaging.outerLearningRate=0.5").apply(state(), sum(8, 4));
        assertArrayEquals(new float[] {2, 3}, next.parameters());
    }

    /** μ = 0.5, η = 1, d = 2 then 2: u = 2, x += 0.5 2 + 2 = 3; u = 3, x += 0.5 3 + 2 = 3.5. */
    @Test
    void nesterov_followsItsRecurrence() {
        OuterStep step = step("averaging.outer=nesterov", "averaging.outerMomentum=0.5");
        ModelState first = step.apply(new ModelState(0, START, new float[2], List.of()), sum(8, 4));
        assertArrayEquals(new float[] {4, 5}, first.parameters());
        ModelState second = step.apply(first, sum(8, 4));
        assertArrayEquals(new float[] {7.5f, 8.5f}, second.parameters());
        assertArrayEquals(new float[] {3, 3}, second.velocity());
    }

    @Test
    void moments_followThePolicy() {
        assertEquals(
                0,
                step("averaging.optimiserState=reset").apply(state(), sum(8, 4)).moments().size());
        assertEquals(
                2,
                step("averaging.optimiserState=local").apply(state(), sum(8, 4)).moments().size());
        List<float[]> mean =
                step("averaging.optimiserState=average").apply(state(), sum(8, 4)).moments();
        assertArrayEquals(new float[] {3}, mean.get(0));
    }

    /** Norms 5 and 13; 5 / 4 / 13. */
    @Test
    void drift_isTheMeanDeltaOverTheParameters() {
        ModelState state = new ModelState(0, new float[] {5, 12}, new float[0], List.of());
        WorkerSum sum =
                new WorkerSum(
                        0, 1, 4, new float[] {3, 4}, new float[0], List.of(), Counts.none(1), "");
        assertEquals(5.0 / 4 / 13, step().drift(state, sum));
    }

    @Test
    void threads_changeNoBits() {
        for (int threads = 1; threads <= 3; threads++) {
            OuterStep step = new OuterStep(Small.config().averaging(), new Ranges(threads));
            ModelState next = step.apply(state(), sum(28, 4));
            assertArrayEquals(new float[] {8, 9}, next.parameters());
            assertArrayEquals(new float[] {3}, next.moments().get(0));
        }
    }

    private static OuterStep step(String... overrides) {
        return new OuterStep(Small.config(overrides).averaging());
    }

    private static ModelState state() {
        return new ModelState(0, START, new float[0], List.of());
    }

    private static WorkerSum sum(float total, long examples) {
        List<float[]> own = List.of(new float[] {1}, new float[] {2});
        return new WorkerSum(
                0,
                2,
                examples,
                new float[] {total, total},
                new float[] {12},
                own,
                Counts.none(1),
                "");
    }
}

package org.sparkqsnn.training.round;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.training.Small;

class RoundPlanTest {
    /**
     * 103 samples over 5 workers: shards of 20 or 21, 3 batches of 8, 2 rounds of 2 steps per
     * epoch.
     */
    private final RoundPlan plan = new RoundPlan(Small.config(), 103);

    @Test
    void shards_coverTheSamplesOnce() {
        assertEquals(0, plan.shardBegin(0));
        assertEquals(103, plan.shardBegin(5));
        for (int v = 0; v < 5; v++) {
            int size = plan.shardBegin(v + 1) - plan.shardBegin(v);
            assertTrue(size == 20 || size == 21, "shard of " + size);
        }
    }

    @Test
    void rounds_coverTheStepsOfAnEpochOnce() {
        assertEquals(3, plan.stepsPerEpoch());
        assertEquals(2, plan.roundsPerEpoch());
        assertEquals(4, plan.rounds());
        assertEquals(new WorkerTask(4, 0, 0, 0, 2, 0), plan.task(0, 4));
        assertEquals(new WorkerTask(4, 1, 0, 2, 3, 2), plan.task(1, 4));
        assertEquals(new WorkerTask(0, 2, 1, 0, 2, 3), plan.task(2, 0));
        assertEquals(
                List.of(false, true, false, true),
                List.of(
                        plan.endsEpoch(0),
                        plan.endsEpoch(1),
                        plan.endsEpoch(2),
                        plan.endsEpoch(3)));
    }

    /** The last batch begins at 2,147,483,000, and 1,000 more are past the largest int. */
    @Test
    void lastRoundOfAnEpoch_hasTheStepsThatAreLeft() {
        assertEquals(
                List.of(2, 1, 2, 1),
                List.of(plan.stepsOf(0), plan.stepsOf(1), plan.stepsOf(2), plan.stepsOf(3)));
        assertEquals(8, plan.batchSize());
    }

    @Test
    void largestSet_hasAllOfItsBatches() {
        RoundPlan largest =
                new RoundPlan(
                        Small.config(
                                "averaging.workers=2",
                                "training.batchSize=1000",
                                "averaging.localSteps=2147483647"),
                        Integer.MAX_VALUE);
        WorkerTask whole = largest.task(1, 1);
        assertEquals(0, whole.firstStep());
        assertEquals(1_073_742, whole.endStep());
        int last = largest.batchBegin(1, whole.endStep() - 1);
        assertEquals(largest.shardBegin(1) + 1_073_741_000, last);
        assertEquals(Integer.MAX_VALUE, largest.batchBegin(1, whole.endStep()));
        assertEquals(Integer.MAX_VALUE, largest.batchBegin(1, Integer.MAX_VALUE));
    }

    /** A checkpoint's name has nine digits for its round; 200 samples make two rounds an epoch. */
    @Test
    void moreRoundsThanCanBeCounted_areRefused() {
        assertEquals(999_999_999, longRun(999_999_999, 100).rounds());
        assertThrows(BadInput.class, () -> longRun(1_000_000_000, 100));
        assertEquals(999_999_998, longRun(499_999_999, 200).rounds());
        BadInput refused = assertThrows(BadInput.class, () -> longRun(500_000_000, 200));
        assertTrue(refused.getMessage().contains("1000000000 rounds"), refused.getMessage());
    }

    private static RoundPlan longRun(int epochs, int samples) {
        return new RoundPlan(
                Small.config(
                        "training.epochs=" + epochs,
                        "training.batchSize=100",
                        "averaging.workers=1",
                        "averaging.localSteps=1"),
                samples);
    }

    /**
     * Turns of the busiest slot are ceil(V / slots) at best; the blocks must not add to that by
     * more than rounding.
     */
    @ParameterizedTest
    @CsvSource({
        "4,2,2",
        "4,1,1",
        "4,8,4",
        "5,2,5",
        "6,2,6",
        "8,3,8",
        "64,48,32",
        "64,64,64",
        "64,16,16",
        "1,4,1"
    })
    void blocks_areAlignedPowersOfTwo_asFewAsKeepTheSlotsBusy(
            int workers, int slots, int expected) {
        List<WorkerBlock> blocks =
                new RoundPlan(Small.config("averaging.workers=" + workers), 1000).blocks(slots);
        assertEquals(expected, blocks.size(), blocks.toString());
        int next = 0;
        for (WorkerBlock block : blocks) {
            assertEquals(next, block.first());
            assertEquals(0, block.first() % Integer.highestOneBit(blocks.get(0).count()));
            next += block.count();
        }
        assertEquals(workers, next);
    }
}

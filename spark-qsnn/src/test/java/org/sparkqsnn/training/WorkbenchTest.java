package org.sparkqsnn.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.schema.HeldRecords;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.shard.KeyedPermutation;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.WorkerBlock;

class WorkbenchTest {
    private static final int SAMPLES = 60;
    private static final int RECORD = 1 + 28 * 28;

    /**
     * A label of the second micro-batch is spoilt: when it is read, the first one has left its
     * gradient in the buffers of the dense product.
     */
    @Test
    void trainerThatFailedInAStep_isNotUsedAgain() {
        ExperimentConfig config =
                Small.config(
                        "encoder.kind=direct",
                        "averaging.workers=1",
                        "training.batchSize=30",
                        "training.microBatch=10");
        byte[] block = firstBlock();
        ImageSet train = ImageSet.of(28, 28, 10, SAMPLES, new byte[][] {block});
        TrainingData data = new TrainingData(train, train, "test");
        ModelState start = Checkpoint.fresh(config, data).state();
        WorkerBlock all = new WorkerBlock(0, 1);
        int label = RECORD * new KeyedPermutation(config.seed(), 0, SAMPLES).at(15);
        try (Workbench fresh = new Workbench(config, data);
                Workbench used = new Workbench(config, data)) {
            float[] expected = fresh.train(all, start).sum().delta();
            byte right = block[label];
            block[label] = 99;
            assertThrows(IndexOutOfBoundsException.class, () -> used.train(all, start));
            block[label] = right;
            assertArrayEquals(expected, used.train(all, start).sum().delta());
        }
    }

    @Test
    void block_tellsNoMoreThanTheClock() {
        ExperimentConfig config = Small.config();
        ModelState start = Checkpoint.fresh(config, Small.data()).state();
        try (Workbench bench = new Workbench(config, Small.data())) {
            long before = System.nanoTime();
            double told = bench.train(new WorkerBlock(0, 1), start).compute();
            double wall = (System.nanoTime() - before) / 1e9;
            assertTrue(told > 0 && told <= wall, told + " in " + wall + " s");
        }
    }

    private static byte[] firstBlock() {
        byte[] block = new byte[SAMPLES * RECORD];
        HeldRecords held = (HeldRecords) Small.data().train().records();
        System.arraycopy(held.blocks()[0], 0, block, 0, block.length);
        return block;
    }
}

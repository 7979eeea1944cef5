package org.sparkqsnn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BroadcastBlockId;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.run.config.ExperimentConfig;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.ModelState;
import org.sparkqsnn.training.OuterStep;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.Workers;
import scala.jdk.javaapi.CollectionConverters;

/** 200 rounds in a row leave nothing behind on the driver. */
class ManyRoundsIT {
    private final ExperimentConfig config = Small.config("model.hidden=100", "training.epochs=100");
    private final TrainingData data = Small.data();

    @Test
    void heapBroadcastsAndBlocks_doNotGrow() throws InterruptedException {
        try (JavaSparkContext spark =
                        Session.open(Session.conf("many rounds").setMaster("local[2]"));
                Workers workers = new SparkWorkers(spark, config, data)) {
            ModelState state = Checkpoint.fresh(config, data).state();
            state = rounds(workers, state, 50);
            Usage early = usage();
            state = rounds(workers, state, 200);
            Usage late = usage();
            assertEquals(250, state.round());
            assertEquals(List.of(0L), late.broadcasts(), "the assignment alone");
            assertEquals(early.storage(), late.storage());
            // A round ships 1.9 MB of state: 200 leaked ones would be 380 MB.
            assertTrue(late.heap() - early.heap() < 10 << 20, early + " then " + late);
        }
    }

    private ModelState rounds(Workers workers, ModelState start, int count) {
        OuterStep outer = new OuterStep(config.averaging());
        ModelState state = start;
        for (int i = 0; i < count; i++) state = outer.apply(state, workers.run(state).sum());
        workers.evaluate(state.parameters());
        return state;
    }

    /** Bytes, bytes, and ids of what is broadcast. */
    private record Usage(long heap, long storage, List<Long> broadcasts) {}

    /**
     * After Spark's cleaner, which destroys the task binaries of collected jobs, has had its turn.
     */
    private static Usage usage() throws InterruptedException {
        Usage usage = measure();
        for (int tries = 0; tries < 100 && usage.broadcasts().size() > 1; tries++) {
            Thread.sleep(100);
            usage = measure();
        }
        return usage;
    }

    private static Usage measure() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = runtime.totalMemory() - runtime.freeMemory();
        return new Usage(heap, SparkEnv.get().memoryManager().storageMemoryUsed(), broadcasts());
    }

    private static List<Long> broadcasts() {
        var blocks =
                SparkEnv.get()
                        .blockManager()
                        .master()
                        .getMatchingBlockIds(BlockId::isBroadcast, true);
        return CollectionConverters.asJava(blocks).stream()
                .map(block -> ((BroadcastBlockId) block).broadcastId())
                .distinct()
                .sorted()
                .toList();
    }
}

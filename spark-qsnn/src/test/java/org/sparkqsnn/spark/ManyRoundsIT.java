package org.sparkqsnn.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockId;
import org.apache.spark.storage.BroadcastBlockId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.spark.wire.Transport;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.OuterStep;
import org.sparkqsnn.training.round.Workers;
import scala.Function1;
import scala.jdk.javaapi.CollectionConverters;

/** 200 rounds in a row leave nothing behind on the driver. */
class ManyRoundsIT {
    private final ExperimentConfig config = Small.config("model.hidden=100", "training.epochs=100");
    private final TrainingData data = Small.data();

    /** By reference in one JVM, where the assignment is no broadcast either; as bytes in two. */
    @ParameterizedTest
    @CsvSource({"'local[2]', 2, 0, 1", "'local-cluster[1,1,1536]', 1, 1, 0"})
    void heapBroadcastsAndBlocks_doNotGrow(String master, int slots, int broadcasts, int shared)
            throws InterruptedException {
        SparkConf conf =
                Session.conf("many rounds")
                        .setMaster(master)
                        .set("spark.driver.host", "127.0.0.1")
                        .set("spark.executor.memory", "1g")
                        .set(
                                "spark.executor.extraClassPath",
                                System.getProperty("java.class.path"));
        try (JavaSparkContext spark = Session.open(conf);
                Workers workers = new SparkWorkers(spark, config, data)) {
            ModelState state = Checkpoint.fresh(config, data).state();
            state = rounds(workers, state, 50);
            Usage early = usage(broadcasts);
            state = rounds(workers, state, 200);
            Usage late = usage(broadcasts);
            assertEquals(250, state.round());
            assertEquals(slots, workers.slots());
            assertEquals(broadcasts, late.broadcasts().size(), "the assignment alone");
            assertEquals(shared, Transport.Shared.count(), "the assignment alone");
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
    private static Usage usage(int broadcasts) throws InterruptedException {
        Usage usage = measure();
        for (int tries = 0; tries < 1000 && usage.broadcasts().size() > broadcasts; tries++) {
            Thread.sleep(100);
            usage = measure();
        }
        return usage;
    }

    private static Usage measure() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = runtime.totalMemory() - runtime.freeMemory();
        // In this order: a block's memory is free before its id is gone, by another thread.
        List<Long> broadcasts = broadcasts();
        return new Usage(heap, SparkEnv.get().memoryManager().storageMemoryUsed(), broadcasts);
    }

    private static List<Long> broadcasts() {
        var blocks =
                SparkEnv.get()
                        .blockManager()
                        .master()
                        .getMatchingBlockIds(
                                (Function1<BlockId, Object> & Serializable) BlockId::isBroadcast,
                                true);
        return CollectionConverters.asJava(blocks).stream()
                .map(block -> ((BroadcastBlockId) block).broadcastId())
                .distinct()
                .sorted()
                .toList();
    }
}

package org.sparkqsnn.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.doctor.HeapNeed;
import org.sparkqsnn.doctor.MemoryShortage;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.spark.Settings;
import org.sparkqsnn.training.Diverged;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.round.RoundPlan;

/** A session that hears of a lost executor, and failures that follow. */
class MemoryRanOutTest {
    private static final String CLUSTER = "spark://host:7077";

    @Test
    void refusedTask_afterAnExecutorWithoutMemory_isToldAsMemory() {
        MemoryRanOut told =
                assertThrows(
                        MemoryRanOut.class,
                        () ->
                                failed(
                                        CLUSTER,
                                        "Command exited with code 52",
                                        new IllegalStateException(
                                                "most recent failure: RejectedExecutionException:"
                                                        + " Task x rejected from y[Shutting down]")));
        assertTrue(
                told.getMessage()
                        .startsWith("an executor ran out of memory (Command exited with code 52)"),
                told.getMessage());
        assertEquals(1, told.getMessage().lines().count());
    }

    /** Executors come and go in hours of training. */
    @Test
    void anotherFailure_staysWhatItIs() {
        Diverged diverged = new Diverged("no longer numbers");
        assertSame(
                diverged,
                assertThrows(
                        Diverged.class,
                        () -> failed(CLUSTER, "Command exited with code 52", diverged)));
    }

    @Test
    void errorInThisJvm_isToldAsItsOwn() {
        for (String master : new String[] {CLUSTER, "local[1]"}) {
            String who = master.equals(CLUSTER) ? "the driver" : "this JVM";
            MemoryRanOut told =
                    assertThrows(
                            MemoryRanOut.class,
                            () -> failed(master, "worker lost", new OutOfMemoryError("heap")));
            assertTrue(told.getMessage().startsWith(who + " ran out of memory"), told.getMessage());
        }
    }

    private static void failed(String master, String removal, Throwable failure) {
        ExperimentConfig config = Small.config();
        MemoryShortage shortage =
                new MemoryShortage(
                        new Settings(new SparkConf(false).set("spark.master", master)),
                        new RoundPlan(config, 300),
                        HeapNeed.of(config, Small.data()));
        try (JavaSparkContext spark = Session.open(Session.conf("test").setMaster("local[1]"))) {
            Supplier<Object> work =
                    () -> {
                        spark.sc()
                                .listenerBus()
                                .post(new SparkListenerExecutorRemoved(0, "1", removal));
                        if (failure instanceof Error error) throw error;
                        throw (RuntimeException) failure;
                    };
            Object unused = MemoryRanOut.told(spark, shortage, work);
        }
    }
}

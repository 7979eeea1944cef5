package org.sparkqsnn.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.round.RoundPlan;

class MemoryShortageTest {
    private static final long MIB = 1 << 20;

    /** 480 MiB twice, and Spark's own 100. */
    @Test
    void executorThatIsTooSmall_isToldWhatItNeeds() {
        MemoryShortage shortage = shortage(Cases.CLUSTER, 480 * MIB);
        String line = shortage.executor("Command exited with code 52", 1, 2);
        assertTrue(line.startsWith("an executor ran out of memory (Command exited with code 52)"));
        long needs = shortage.need().executor(1, 4).bytes();
        assertTrue(needs > 1060 * MIB && needs < 1150 * MIB, Sizes.text(needs));
        String numbers =
                ": it has 1.0 GiB of heap and needs about "
                        + Sizes.text(needs)
                        + "; set spark.executor.memory="
                        + Sizes.setting(needs / 0.75);
        assertTrue(line.endsWith(numbers), line);
        assertEquals(1, line.lines().count());
    }

    /** More tasks at once need more; 0 cores is what is known before one has come. */
    @Test
    void coresOfAnExecutor_count() {
        MemoryShortage shortage = shortage(Cases.CLUSTER, 480 * MIB);
        String one = shortage.executor("code", 1, 4);
        assertEquals(one, shortage.executor("code", 0, 4));
        assertFalse(one.equals(shortage.executor("code", 2, 4)));
    }

    @Test
    void formulaThatWasTooLow_isSaidToBe() {
        String line = shortage(Cases.CLUSTER, MIB).executor("Command exited with code 52", 1, 2);
        assertTrue(line.contains("by our count, which is too little"), line);
        assertTrue(line.endsWith("set spark.executor.memory=1536m"), line);
    }

    @Test
    void executorThatWasEndedFromOutside_mayHaveHadEnough() {
        String killed = "Command exited with code 137";
        String line = shortage(Cases.CLUSTER, MIB).executor(killed, 1, 2);
        assertTrue(line.contains("spark.executor.memoryOverhead"), line);
        line = shortage(Cases.CLUSTER, 480 * MIB).executor(killed, 1, 2);
        assertTrue(line.contains("spark.executor.memory="), line);
    }

    @Test
    void driver_andLocalMode_areToldTheirs() {
        MemoryShortage cluster = shortage(Cases.CLUSTER, 480 * MIB);
        String line = cluster.here("java.lang.OutOfMemoryError: Java heap space", 2, 500 * MIB);
        assertTrue(line.startsWith("the driver ran out of memory (java.lang.Out"), line);
        assertTrue(line.contains(Sizes.text(cluster.need().driver(2, 4).bytes())), line);
        MemoryShortage local = shortage(Cases.LOCAL, 480 * MIB);
        line = local.here("java.lang.OutOfMemoryError: Java heap space", 2, 500 * MIB);
        assertTrue(line.startsWith("this JVM ran out of memory"), line);
        assertTrue(line.contains(Sizes.text(local.need().local(2, 2, 4).bytes())), line);
        assertTrue(line.contains("; set spark.driver.memory="), line);
    }

    private static MemoryShortage shortage(String master, long dataset) {
        ExperimentConfig config = Small.config("averaging.workers=8");
        NetworkShape shape = config.networkOf(784, 10);
        HeapNeed need = HeapNeed.of(config, shape, RoundSizes.of(config, shape), dataset);
        return new MemoryShortage(Cases.settings(master), new RoundPlan(config, 300), need);
    }
}

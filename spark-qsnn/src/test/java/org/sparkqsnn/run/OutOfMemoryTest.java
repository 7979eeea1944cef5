package org.sparkqsnn.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sentences of Spark 3.5 and 4.1, YARN (Hadoop 3.4) and Kubernetes. */
class OutOfMemoryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.OutOfMemoryError: Java heap space",
                "ExecutorLostFailure (executor 3 exited caused by one of the running tasks) Reason:"
                        + " Command exited with code 52",
                "Command exited with code 137",
                "Command exited with code 3",
                "Executor exited with code 52",
                "The executor with id 1 exited with exit code 137(SIGKILL, possible container OOM).",
                "Container from a bad node: container_1_02 on host: a. Exit status: 143.",
                "Container killed on request. Exit code is 137",
                "Container killed by YARN for exceeding physical memory limits. 5.5 GB of 5 GB",
                "Container killed by YARN for exceeding virtual memory limits. 9 GB of 8 GB",
                "is running 12345B beyond the 'PHYSICAL' memory limit. Current usage: 1.1 GB",
                "Exit status: -104. Diagnostics:",
                "reason: OOMKilled",
                "exited with exit code 143(unexpected).\nThe API gave the following brief reason:"
                        + " Evicted\nThe API gave the following message: The node was low on"
                        + " resource: memory. Threshold quantity: 100Mi, available: 90Mi."
            })
    void memory_isSeen(String text) {
        assertTrue(OutOfMemory.isIn(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Command exited with code 1",
                "Command exited with code 134",
                "Command exited with code 0",
                "Exit status: 30. Diagnostics:",
                "Remote RPC client disassociated. Likely due to containers exceeding thresholds",
                "worker lost: 10.0.0.52:137",
                "Executor heartbeat timed out after 143000 ms",
                "Task 3 in stage 52.0 failed 3 times",
                "The executor with id 52 exited with exit code 143(unexpected).",
                "exited with exit code 137(SIGKILL, possible container OOM).\nThe API gave the"
                        + " following brief reason: Evicted\nThe API gave the following message:"
                        + " The node was low on resource: ephemeral-storage.",
                "Container marked as failed: container_1_02 on host: a. Exit status: -105."
                        + " Diagnostics: Container killed by the ApplicationMaster.\n"
                        + "Container killed on request. Exit code is 143\n."
            })
    void otherLosses_areNot(String text) {
        assertFalse(OutOfMemory.isIn(text));
    }

    @Test
    void causes_areLookedThrough() {
        assertTrue(OutOfMemory.isCause(new IllegalStateException(new OutOfMemoryError("heap"))));
        assertFalse(OutOfMemory.isCause(new IllegalStateException(new RuntimeException("no"))));
    }

    @Test
    void kills_areToldFromFullHeaps() {
        assertTrue(OutOfMemory.isKill("Command exited with code 137"));
        assertTrue(OutOfMemory.isKill("exceeding physical memory limits. 5.5 GB of 5 GB"));
        assertFalse(OutOfMemory.isKill("Command exited with code 52"));
        assertFalse(OutOfMemory.isKill("Exit status: 143. OutOfMemoryError"));
        assertTrue(OutOfMemory.isKill("The node was low on resource: memory."));
    }

    /** Executors, hosts and containers have numbers, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "The executor with id 137 exited with exit code 52(JVM OOM).",
                "Container from a bad node: c on host: ip-10-0-143-7. Exit status: 52.",
                "Container from a bad node: c on host: ip-10-103-0-7. Exit status: 52."
            })
    void otherNumbers_areNoKill(String text) {
        assertTrue(OutOfMemory.isIn(text));
        assertFalse(OutOfMemory.isKill(text));
    }

    @Test
    void line_isTheOneThatTells() {
        assertEquals(
                Optional.of("exit code: 137"),
                OutOfMemory.line("ended\n\t exit code: 137\nOOMKilled"));
        assertEquals(Optional.empty(), OutOfMemory.line("ended\nexit code: 1"));
    }
}

package org.sparkqsnn.sweep.trial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.sweep.SmallSweep;
import org.sparkqsnn.sweep.trial.TrialRecord.Cause;
import org.sparkqsnn.training.Small;

class TrialRecordTest {
    private static final TrialTask TASK =
            new TrialTask(
                    SmallSweep.plan(SmallSweep.of(List.of("sweep.seeds=1")), Small.dataset())
                            .allTrials()
                            .get(0),
                    1,
                    Optional.empty());

    @Test
    void records_areReadBack() {
        for (TrialRecord record :
                new TrialRecord[] {
                    TrialRecord.outOfMemory(TASK),
                    TrialRecord.lost(TASK, "Command exited with code 134"),
                    TrialRecord.refused(TASK, new BadInput("no such file")),
                    TrialRecord.broken(TASK, "java.lang.IllegalStateException")
                }) {
            TrialRecord read = TrialRecord.read(record.json(), "it");
            assertEquals(record.cause(), read.cause());
            assertArrayEquals(record.json(), read.json());
            assertTrue(read.stands(), "it was alone");
        }
    }

    @Test
    void lossForMemory_isMemory_inWordsThatNeverDiffer() {
        TrialRecord memory = TrialRecord.lost(TASK, "executor 7: Command exited with code 52");
        assertEquals(Cause.MEMORY, memory.cause());
        assertEquals(TrialRecord.outOfMemory(TASK).failure(), memory.failure());
        TrialRecord lost = TrialRecord.lost(TASK, "Command exited with code 134");
        assertEquals(Cause.LOST, lost.cause());
        assertEquals("lost: Command exited with code 134", lost.failure());
    }

    /** What commit bcf967f wrote: no cause, and nobody had run such a trial alone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.lang.OutOfMemoryError: Java heap space; give executors more | MEMORY | false",
                "Lost task 0.3 in stage 1.0 (TID 5) (host executor 3): ExecutorLostFailure"
                        + " (executor 3 exited) Reason: worker lost | LOST | false",
                "Lost task 0.3 in stage 1.0 (TID 5) (host executor 3): ExecutorLostFailure"
                        + " (executor 3 exited) Reason: Command exited with code 52 | MEMORY | false",
                "averaging.workers is 301, but there are 300 images | ERROR | true"
            })
    void recordOfVersion1_isRead(String failure, Cause cause, boolean stands) {
        ObjectNode old = Json.tree(TrialRecord.outOfMemory(TASK));
        old.put("version", 1).put("failure", failure).remove("cause");
        TrialRecord read = TrialRecord.read(Json.line(old), "old");
        assertEquals(failure, read.failure());
        assertEquals(cause, read.cause());
        assertEquals(stands, read.stands());
        assertTrue(read.hasFailed());
    }

    @Test
    void recordOfAnotherVersion_isRefused() {
        ObjectNode next = Json.tree(TrialRecord.outOfMemory(TASK)).put("version", 3);
        String message =
                assertThrows(BadInput.class, () -> TrialRecord.read(Json.line(next), "it"))
                        .getMessage();
        assertTrue(message.contains("version 3, this build reads 1 to 2"), message);
        assertFalse(message.contains("\n"));
        assertThrows(BadInput.class, () -> TrialRecord.read("[]".getBytes(UTF_8), "it"));
    }
}

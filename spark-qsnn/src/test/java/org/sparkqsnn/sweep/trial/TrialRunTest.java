package org.sparkqsnn.sweep.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.sweep.SmallSweep;
import org.sparkqsnn.sweep.trial.TrialRecord.Cause;
import org.sparkqsnn.training.CallerWorkers;
import org.sparkqsnn.training.Small;

/** One trial of the small experiment: two epochs of four rounds. */
class TrialRunTest {
    private static final Trial TRIAL = SmallSweep.plan("sweep.seeds=1").allTrials().get(0);

    @TempDir private Path folder;
    private TrialFiles files;
    private int rounds;

    @BeforeEach
    void open() {
        files = TrialFiles.at(folder.toString(), new Configuration());
    }

    @Test
    void secondEpoch_goesOnFromTheStateOfTheFirst() {
        TrialRecord whole = train(2, Optional.empty());
        assertEquals(8, rounds);
        assertEquals(List.of(), whole.states(), "nothing goes on from there");
        long start = System.nanoTime();
        TrialRecord first = train(1, Optional.empty());
        TrialRecord second = train(2, Optional.of(first));
        double wall = (System.nanoTime() - start) / 1e9;
        assertEquals(4, rounds);
        assertEquals(whole.paramsSha256(), second.paramsSha256());
        assertEquals(whole.scores(), second.scores());
        assertTrue(first.seconds() > 0, "took " + first.seconds());
        assertTrue(first.seconds() < second.seconds(), "both epochs took " + second.seconds());
        assertTrue(second.seconds() <= wall, second.seconds() + " in " + wall + " s");
    }

    /** The last byte is of a number that is still one. */
    @Test
    void damagedState_isNotGoneOnFrom() throws IOException {
        TrialRecord first = train(1, Optional.empty());
        Path state = folder.resolve(first.states().get(0).file());
        byte[] bytes = Files.readAllBytes(state);
        bytes[bytes.length - 4] ^= 1;
        Files.write(state, bytes);
        TrialRecord second = train(2, Optional.of(first));
        assertEquals(8, rounds);
        assertEquals(train(2, Optional.empty()).paramsSha256(), second.paramsSha256());
    }

    @Test
    void failure_saysWhyInTheFirstPlace() {
        IOException disk = new IOException("no space\nat all");
        assertFailed(Cause.ERROR, "java.io.IOException: no space", new IllegalStateException(disk));
        assertFailed(Cause.ERROR, "five", new IllegalStateException("five"));
        assertFailed(Cause.ERROR, "java.lang.IllegalStateException", new IllegalStateException());
        assertFailed(Cause.INPUT, "bad", new BadInput("bad", disk));
    }

    @Test
    void memoryThatRanOut_isTheCause() {
        TrialRecord record =
                TrialRun.run(
                        task(2, Optional.empty()),
                        Small.dataset(),
                        files,
                        (config, data) -> {
                            throw new OutOfMemoryError();
                        },
                        () -> false);
        assertEquals(Cause.MEMORY, record.cause());
    }

    private void assertFailed(Cause cause, String failure, RuntimeException thrown) {
        TrialRecord record =
                TrialRun.run(
                        task(2, Optional.empty()),
                        Small.dataset(),
                        files,
                        (config, data) -> {
                            throw thrown;
                        },
                        () -> false);
        assertEquals(cause, record.cause());
        assertEquals(failure, record.failure());
    }

    /** Whether to stop is asked before every round. */
    private TrialRecord train(int epochs, Optional<TrialRecord> earlier) {
        rounds = 0;
        return TrialRun.run(
                task(epochs, earlier),
                Small.dataset(),
                files,
                CallerWorkers::new,
                () -> {
                    rounds++;
                    return false;
                });
    }

    private static TrialTask task(int epochs, Optional<TrialRecord> earlier) {
        return new TrialTask(TRIAL, epochs, earlier);
    }
}

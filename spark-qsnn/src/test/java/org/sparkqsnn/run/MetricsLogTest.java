package org.sparkqsnn.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("metrics.jsonl");
    }

    @Test
    void lines_areWrittenByFlush() throws IOException {
        MetricsLog log = open(new byte[0]);
        add(log, 1);
        assertFalse(Files.exists(file));
        add(log, 2);
        assertEquals(24, Files.size(flushed(log)));
        add(log, 3);
        assertEquals(
                List.of("{\"round\":1}", "{\"round\":2}", "{\"round\":3}"),
                Files.readAllLines(flushed(log)));
    }

    @Test
    void lineOfAnotherThread_keepsItsPlace() throws IOException {
        MetricsLog log = open(new byte[0]);
        CompletableFuture<ObjectNode> late = new CompletableFuture<>();
        log.add(late);
        add(log, 2);
        late.completeAsync(
                () -> Json.object().put("round", 1),
                CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));
        assertEquals(List.of("{\"round\":1}", "{\"round\":2}"), Files.readAllLines(flushed(log)));
    }

    @Test
    void resume_dropsWhatCameAfterTheCheckpoint() throws IOException {
        MetricsLog log = open(new byte[0]);
        add(log, 1);
        byte[] checkpoint = log.flush();
        add(log, 2);
        flushed(log);
        MetricsLog resumed = open(checkpoint);
        add(resumed, 2);
        add(resumed, 3);
        assertEquals(
                List.of("{\"round\":1}", "{\"round\":2}", "{\"round\":3}"),
                Files.readAllLines(flushed(resumed)));
    }

    @Test
    void tornFile_isWrittenAnew() throws IOException {
        MetricsLog log = open(new byte[0]);
        add(log, 1);
        byte[] checkpoint = log.flush();
        Files.writeString(file, "{\"rou");
        MetricsLog resumed = open(checkpoint);
        add(resumed, 2);
        assertEquals(
                List.of("{\"round\":1}", "{\"round\":2}"), Files.readAllLines(flushed(resumed)));
    }

    @Test
    void fence_isAskedFirst() {
        Storage storage = Storage.of(folder.toString(), new Configuration());
        Fence closed =
                () -> {
                    throw new LeaseLost("taken over");
                };
        MetricsLog log = new MetricsLog(storage, closed);
        add(log, 1);
        assertThrows(LeaseLost.class, log::flush);
        assertFalse(Files.exists(file));
    }

    private MetricsLog open(byte[] earlier) {
        Storage storage = Storage.of(folder.toString(), new Configuration());
        MetricsLog log = new MetricsLog(storage, Fence.NONE);
        log.resume(earlier);
        return log;
    }

    private static void add(MetricsLog log, int round) {
        log.add(Json.object().put("round", round));
    }

    private Path flushed(MetricsLog log) throws IOException {
        assertArrayEquals(log.flush(), Files.readAllBytes(file));
        return file;
    }
}

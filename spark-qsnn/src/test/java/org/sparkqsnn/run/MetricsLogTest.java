package org.sparkqsnn.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
        MetricsLog log = open(0);
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
        MetricsLog log = open(0);
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
        MetricsLog log = open(0);
        add(log, 1);
        long checkpoint = log.flush();
        add(log, 2);
        log.flush();
        MetricsLog resumed = open(checkpoint);
        add(resumed, 2);
        add(resumed, 3);
        assertEquals(
                List.of("{\"round\":1}", "{\"round\":2}", "{\"round\":3}"),
                Files.readAllLines(flushed(resumed)));
    }

    @Test
    void resume_finishesAReplacementThatWasCutOff() throws IOException {
        MetricsLog log = open(0);
        add(log, 1);
        long bytes = log.flush();
        Files.move(file, folder.resolve("metrics.jsonl.tmp"));
        MetricsLog resumed = open(bytes);
        add(resumed, 2);
        assertEquals(
                List.of("{\"round\":1}", "{\"round\":2}"), Files.readAllLines(flushed(resumed)));
    }

    @Test
    void shorterFile_isAWarning() {
        List<String> warnings = new ArrayList<>();
        new MetricsLog(Storage.of(folder.toString(), new Configuration()))
                .resume(100, warnings::add);
        assertEquals(1, warnings.size());
    }

    private MetricsLog open(long bytes) {
        MetricsLog log = new MetricsLog(Storage.of(folder.toString(), new Configuration()));
        log.resume(bytes, warning -> fail(warning));
        return log;
    }

    private static void add(MetricsLog log, int round) {
        log.add(Json.object().put("round", round));
    }

    private Path flushed(MetricsLog log) throws IOException {
        assertEquals(log.flush(), Files.size(file));
        return file;
    }
}

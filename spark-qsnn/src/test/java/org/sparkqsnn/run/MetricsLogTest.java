package org.sparkqsnn.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.storage.Fence;
import org.sparkqsnn.storage.LeaseLost;
import org.sparkqsnn.storage.Storage;

class MetricsLogTest {
    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("metrics.jsonl");
    }

    @Test
    void lines_areWrittenByFlush() throws IOException {
        MetricsLog log = open(MetricsLines.NONE);
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
        MetricsLog log = open(MetricsLines.NONE);
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
        MetricsLog log = open(MetricsLines.NONE);
        add(log, 1);
        MetricsLines checkpoint = log.lines();
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
        MetricsLog log = open(MetricsLines.NONE);
        add(log, 1);
        MetricsLines checkpoint = log.lines();
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
        MetricsLog log = new MetricsLog(storage.under(closed));
        add(log, 1);
        assertThrows(LeaseLost.class, log::flush);
        assertFalse(Files.exists(file));
    }

    /** Segments, two processes one after the other, the first cut off after its checkpoint. */
    @Test
    void longLog_isOneFileInTheEnd_andGoesOnAfterItsCheckpoint() throws IOException {
        MetricsLog log = open(MetricsLines.NONE);
        for (int round = 1; round <= 30_000; round++) addLong(log, round);
        MetricsLines checkpoint = log.lines();
        assertTrue(checkpoint.segments().size() >= 2, checkpoint.segments() + "");
        assertTrue(checkpoint.tail().length < 1 << 20);
        for (int round = 30_001; round <= 50_000; round++) addLong(log, round);
        log.flush();
        Storage storage = Storage.of(folder.toString(), new Configuration());
        MetricsLog resumed = new MetricsLog(storage.under(new Second()));
        resumed.resume(checkpoint);
        for (int round = 30_001; round <= 60_000; round++) addLong(resumed, round);
        List<String> lines = Files.readAllLines(flushed(resumed));
        assertEquals(60_000, lines.size());
        for (int i = 0; i < lines.size(); i++)
            assertTrue(lines.get(i).startsWith("{\"round\":" + (i + 1) + ","), lines.get(i));
        String own = resumed.lines().segments().get(checkpoint.segments().size()).file();
        assertTrue(own.endsWith("-2.jsonl"), own + " is the second process's own");
    }

    /**
     * Who watches: beyond 1 MiB the file is made anew when it has grown by a quarter; segments are
     * written once.
     */
    @Test
    void millionLines_needASmallHeap_andFewBytes() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx32m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Million.class.getName(), folder.toString()));
        File told = folder.resolve("told").toFile();
        Process process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(told).start();
        assertEquals(0, process.waitFor(), Files.readString(told.toPath()));
        List<String> lines = Files.readAllLines(told.toPath());
        long written = Long.parseLong(lines.get(lines.size() - 1));
        long bytes = Files.size(file);
        assertTrue(bytes > 60 << 20, bytes + " bytes do not fit into the heap twice");
        // Once as segments, up to 6 times as the file, and up to a segment with each checkpoint.
        long most = 7 * bytes + Million.CHECKPOINTS * (1L << 20);
        assertTrue(written < most, written + " bytes written, at most " + most);
        try (Stream<String> all = Files.lines(file)) {
            assertEquals(Million.LINES, all.count());
        }
    }

    /** A process that writes a million lines and 200 checkpoints' worth of them. */
    static final class Million {
        private static final int LINES = 1_000_000;
        private static final int CHECKPOINTS = 200;

        private Million() {}

        public static void main(String[] args) throws IOException {
            Storage storage = Storage.of(args[0], new Configuration(false));
            MetricsLog log = new MetricsLog(storage);
            for (int round = 1; round <= LINES; round++) {
                addLong(log, round);
                if (round % (LINES / CHECKPOINTS) == 0) {
                    MetricsLines lines = log.lines();
                    Storage.Written unused = storage.write("tail", out -> out.write(lines.tail()));
                }
            }
            log.flush();
            System.out.println(
                    FileSystem.getGlobalStorageStatistics().get("file").getLong("bytesWritten"));
        }
    }

    private record Second() implements Fence {
        @Override
        public int lease() {
            return 2;
        }

        @Override
        public void requireHeld() {}
    }

    private static void addLong(MetricsLog log, int round) {
        log.add(Json.object().put("round", round).put("paramsSha256", "0".repeat(64)));
    }

    private MetricsLog open(MetricsLines earlier) {
        Storage storage = Storage.of(folder.toString(), new Configuration());
        MetricsLog log = new MetricsLog(storage);
        log.resume(earlier);
        return log;
    }

    private static void add(MetricsLog log, int round) {
        log.add(Json.object().put("round", round));
    }

    private Path flushed(MetricsLog log) throws IOException {
        log.flush();
        assertArrayEquals(Files.readAllBytes(file), log.open(log.lines()).readAllBytes());
        return file;
    }
}

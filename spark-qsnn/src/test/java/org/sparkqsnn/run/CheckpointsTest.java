package org.sparkqsnn.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.storage.Content;
import org.sparkqsnn.storage.Fault;
import org.sparkqsnn.storage.FaultyFileSystem;
import org.sparkqsnn.storage.Fence;
import org.sparkqsnn.storage.LeaseLost;
import org.sparkqsnn.storage.Storage;
import org.sparkqsnn.storage.StoredFile;

class CheckpointsTest {
    @TempDir private Path folder;
    private Checkpoints checkpoints;
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void open() {
        checkpoints = new Checkpoints(Storage.of(folder.toString(), new Configuration()), "abc", 2);
    }

    @Test
    void none_isNoError() {
        assertTrue(checkpoints.latest(warnings::add).isEmpty());
    }

    @Test
    void newest_isRead() throws IOException {
        write(1);
        write(12);
        assertEquals("weights of 12", latest());
        assertEquals(List.of(), warnings);
    }

    @Test
    void old_areDropped() throws IOException {
        for (int round = 1; round <= 4; round++) write(round);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("MANIFEST-000003.json", "MANIFEST-000004.json", "ckpt"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertFalse(Files.exists(folder.resolve("ckpt/r000002-0")));
    }

    @Test
    void withoutManifest_doesNotExist() throws IOException {
        write(1);
        write(2);
        Files.delete(folder.resolve("MANIFEST-000002.json"));
        assertEquals("weights of 1", latest());
        assertEquals(List.of(), warnings);
    }

    @Test
    void newestTruncated_fallsBackWithAWarning() throws IOException {
        write(1);
        write(2);
        Files.writeString(folder.resolve("ckpt/r000002-0/weights.bin"), "weights o");
        assertEquals("weights of 1", latest());
        assertTrue(
                warnings.get(0).contains("ckpt/r000002-0/weights.bin has 9 bytes, expected 12"),
                warnings.get(0));
    }

    @Test
    void newestChanged_fallsBackWithAWarning() throws IOException {
        write(1);
        write(2);
        Files.writeString(folder.resolve("ckpt/r000002-0/weights.bin"), "weights of 3");
        assertEquals("weights of 1", latest());
        assertTrue(warnings.get(0).contains("does not have the sha256"), warnings.get(0));
    }

    @Test
    void manifestCutOff_fallsBackWithAWarning() throws IOException {
        write(1);
        write(2);
        Path manifest = folder.resolve("MANIFEST-000002.json");
        Files.writeString(manifest, Files.readString(manifest).substring(0, 40));
        assertEquals("weights of 1", latest());
        assertEquals(1, warnings.size());
    }

    @Test
    void manifestOfALaterVersion_isNotGuessedAt() throws IOException {
        write(1);
        write(2);
        Path manifest = folder.resolve("MANIFEST-000002.json");
        Files.writeString(
                manifest, Files.readString(manifest).replace("\"version\" : 1", "\"version\" : 2"));
        assertEquals("weights of 1", latest());
        assertTrue(
                warnings.get(0).contains("manifest version 2, this build reads 1"),
                warnings.get(0));
    }

    @Test
    void damagedOne_isReplacedWhenItsRoundComesAgain() throws IOException {
        write(1);
        write(2);
        Files.delete(folder.resolve("ckpt/r000002-0/weights.bin"));
        write(2);
        assertEquals("weights of 2", latest());
    }

    @Test
    void damagedOnes_doNotPushOutTheWholeOne() throws IOException {
        write(1);
        write(5);
        Files.delete(folder.resolve("ckpt/r000005-0/weights.bin"));
        Files.writeString(folder.resolve("MANIFEST-000006.json"), "{");
        Files.createDirectories(folder.resolve("ckpt/r000007-0")); // one that was begun
        assertEquals("weights of 1", latest());
        write(2);
        assertEquals("weights of 2", latest());
        write(8);
        assertEquals("weights of 8", latest());
        assertTrue(Files.exists(folder.resolve("MANIFEST-000002.json")), "the last whole but one");
        write(9);
        try (Stream<Path> files = Files.list(folder.resolve("ckpt"))) {
            assertEquals(
                    List.of("r000008-0", "r000009-0"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertFalse(Files.exists(folder.resolve("MANIFEST-000005.json")));
    }

    /** As after a crash between the two writes of a manifest. */
    @Test
    void manifestTornWhileItWasWritten_isWholeBesideIt() throws IOException {
        write(1);
        Path manifest = folder.resolve("MANIFEST-000001.json");
        Files.copy(manifest, folder.resolve("MANIFEST-000001.json.next"));
        Files.writeString(manifest, Files.readString(manifest).substring(0, 40));
        assertEquals("weights of 1", latest());
        assertEquals(List.of(), warnings);
        write(2);
        write(3);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(3, files.count(), "two manifests and ckpt");
        }
    }

    @Test
    void manifestOfAnotherConfig_fallsBackWithAWarning() throws IOException {
        write(1);
        write(2);
        Path manifest = folder.resolve("MANIFEST-000002.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"abc\"", "\"abd\""));
        assertEquals("weights of 1", latest());
        assertTrue(warnings.get(0).contains("of another round or config"), warnings.get(0));
    }

    @Test
    void fence_isAskedBeforeTheFirstFileAndTheManifestAndPruning() throws IOException {
        write(1);
        for (int asked = 0; asked < 3; asked++) {
            AtomicInteger left = new AtomicInteger(asked);
            Fence fence =
                    () -> {
                        if (left.getAndDecrement() == 0) throw new LeaseLost("taken over");
                    };
            Storage storage = Storage.of(folder.toString(), new Configuration());
            Checkpoints fenced = new Checkpoints(storage.under(fence), "abc", 2);
            assertThrows(LeaseLost.class, () -> fenced.write(2, Map.of(), List.of()));
            assertEquals(asked == 2, Files.exists(folder.resolve("MANIFEST-000002.json")));
        }
        Files.delete(folder.resolve("MANIFEST-000002.json"));
        assertEquals("weights of 1", latest());
    }

    @Test
    void processThatSleepsAfterTheFence_harmsNoCheckpointOfItsSuccessor() throws IOException {
        for (int asked = 1; asked <= 3; asked++) {
            Storage storage =
                    Storage.of(folder.resolve("run-" + asked).toString(), new Configuration());
            checkpoints = new Checkpoints(storage.under(new Held(2, () -> {})), "abc", 2);
            AtomicInteger left = new AtomicInteger(3 + asked);
            Fence sleeping =
                    new Held(
                            1,
                            () -> {
                                int now = left.decrementAndGet();
                                if (now == 0) goOn();
                                if (now < 0) throw new LeaseLost("taken over");
                            });
            Checkpoints sleeper = new Checkpoints(storage.under(sleeping), "abc", 2);
            write(sleeper, 1);
            try {
                write(sleeper, 2);
            } catch (LeaseLost e) {
                assertTrue(asked < 3, "after the last question it asks no more");
            }
            assertEquals("weights of 3", latest());
            storage.delete(Manifest.name(3));
            assertEquals("weights of 2", latest());
            assertEquals(List.of(), warnings);
        }
    }

    /** As when a successor drops what the sleeper is at: each file is gone once it is written. */
    @Test
    void filesThatVanish_areLaidToTheSuccessor_ifThereIsOne() {
        for (boolean overtaken : new boolean[] {true, false}) {
            int writes = 0;
            while (fails(writes, overtaken)) writes++;
            assertEquals(4, writes, "two files, and the manifest twice");
        }
    }

    /** False if a checkpoint has no more writes than {@code at}. */
    private boolean fails(int at, boolean overtaken) {
        String uri = "faulty://" + folder.resolve(overtaken + "-" + at);
        Storage storage = Storage.of(uri, FaultyFileSystem.with(Fault.VANISHES, at, 0));
        int before = FaultyFileSystem.HAPPENED.get();
        Fence fence =
                () -> {
                    if (overtaken && FaultyFileSystem.HAPPENED.get() > before)
                        throw new LeaseLost("another process has taken over the run");
                };
        Map<String, Content> files =
                Map.of("a.bin", out -> out.write(1), "b.bin", out -> out.write(2));
        Checkpoints vanishing = new Checkpoints(storage.under(fence), "abc", 2);
        try {
            vanishing.write(1, files, List.of());
            return false;
        } catch (LeaseLost e) {
            assertTrue(overtaken, e.getMessage());
        } catch (BadInput e) {
            assertFalse(overtaken, e.getMessage());
            assertTrue(e.getMessage().contains("see that the directory is writable"));
        }
        return true;
    }

    @Test
    void damagedSegment_costsItsLines_andNoCheckpoint() throws IOException {
        Storage storage = Storage.of(folder.toString(), new Configuration());
        List<StoredFile> segments = new ArrayList<>();
        for (String name : List.of("metrics/000001-0.jsonl", "metrics/000002-0.jsonl")) {
            Storage.Written written = storage.write(name, out -> out.write(name.getBytes(UTF_8)));
            segments.add(new StoredFile(name, written.bytes(), written.sha256()));
        }
        checkpoints.write(1, Map.of("weights.bin", out -> out.write(1)), segments);
        assertEquals(segments, checkpoints.latest(warnings::add).orElseThrow().segments());
        Files.writeString(folder.resolve("metrics/000001-0.jsonl"), "metrics/000001-0.jsonX?");
        assertEquals(
                segments.subList(1, 2), checkpoints.latest(warnings::add).orElseThrow().segments());
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("goes on without its lines"), warnings.get(0));
    }

    /** What the successor does while the other one sleeps. */
    private void goOn() {
        assertTrue(checkpoints.latest(warnings::add).isPresent());
        write(2);
        write(3);
    }

    private record Held(int lease, Runnable question) implements Fence {
        @Override
        public void requireHeld() {
            question.run();
        }
    }

    @Test
    void allDamaged_isRefused() throws IOException {
        write(1);
        Files.delete(folder.resolve("ckpt/r000001-0/weights.bin"));
        BadInput refused = assertThrows(BadInput.class, () -> checkpoints.latest(warnings::add));
        assertTrue(
                refused.getMessage().contains("all 1 checkpoints are damaged"),
                refused.getMessage());
    }

    private void write(int round) {
        write(checkpoints, round);
    }

    private static void write(Checkpoints checkpoints, int round) {
        byte[] weights = ("weights of " + round).getBytes(UTF_8);
        checkpoints.write(round, Map.of("weights.bin", out -> out.write(weights)), List.of());
    }

    private String latest() throws IOException {
        Optional<Checkpoints.Stored> stored = checkpoints.latest(warnings::add);
        try (var in = stored.orElseThrow().open("weights.bin")) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}

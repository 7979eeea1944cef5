package org.sparkqsnn.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.Manifest;
import org.sparkqsnn.run.TrialFiles.StateName;

/** What a name that came from a file can do, and cannot. */
class StorageTest {
    private static final String ID = "a".repeat(64);
    private static final String UUID = "01234567-89ab-cdef-0123-456789abcdef";

    @TempDir private Path folder;
    private Path root;
    private Path victim;
    private Storage storage;

    @BeforeEach
    void make() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        victim = Files.createDirectory(folder.resolve("victim"));
        Files.writeString(victim.resolve("keep.txt"), "keep");
        storage = Storage.of(root.toString(), new Configuration());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../victim", "../victim/keep.txt", "..", "a/../../victim/keep.txt"})
    void nameThatLeadsOut_isRefused_whateverIsAsked(String name) throws IOException {
        refused(name);
        refused(folder.resolve("root").resolve(name).normalize().toString());
        refused("file:" + folder.resolve("root").resolve(name).normalize());
        assertEquals("keep", Files.readString(victim.resolve("keep.txt")));
    }

    private void refused(String name) {
        List<Runnable> asked =
                List.of(
                        () -> storage.find(name),
                        () -> storage.list(name),
                        () -> storage.exists(name),
                        () -> storage.delete(name),
                        () -> storage.deleteFolder(name, Pattern.compile(".*")),
                        () -> storage.write(name, out -> out.write(1)));
        for (Runnable one : asked) {
            String message = assertThrows(BadInput.class, one::run).getMessage();
            assertTrue(message.contains("leads out of"), message);
        }
    }

    /** Else {@code report} would write over whatever a stranger's report.html points to. */
    @Test
    void link_isNotFollowed() throws IOException {
        Files.createSymbolicLink(root.resolve("report.html"), victim.resolve("keep.txt"));
        Files.createSymbolicLink(root.resolve("ckpt"), victim);
        for (String name : List.of("report.html", "ckpt/keep.txt", "ckpt")) {
            List<Runnable> asked =
                    List.of(
                            () -> storage.find(name),
                            () -> storage.delete(name),
                            () -> storage.write(name, out -> out.write(1)));
            for (Runnable one : asked) {
                String message = assertThrows(BadInput.class, one::run).getMessage();
                assertTrue(message.contains("is a link, which may lead anywhere"), message);
            }
        }
        assertEquals("keep", Files.readString(victim.resolve("keep.txt")));
        Path other = Files.createSymbolicLink(folder.resolve("other"), root);
        Storage linked = Storage.of(other.toString(), new Configuration());
        linked.write("a", out -> out.write(1));
        assertTrue(Files.exists(root.resolve("a")), "the user's own link is his");
    }

    @Test
    void delete_takesNoFolderThatHoldsSomething() throws IOException {
        Path file = Files.createDirectories(root.resolve("a/b"));
        Files.writeString(file.resolve("keep.txt"), "keep");
        assertThrows(BadInput.class, () -> storage.delete("a"));
        assertTrue(Files.exists(root.resolve("a/b/keep.txt")));
    }

    @Test
    void deleteFolder_leavesWhatHasAnotherName() throws IOException {
        Path own = Files.createDirectories(root.resolve("own"));
        Files.writeString(own.resolve("weights.bin"), "x");
        Files.writeString(own.resolve("NOTES"), "keep");
        storage.deleteFolder("own", Manifest.FILE);
        assertFalse(Files.exists(own.resolve("weights.bin")));
        assertTrue(Files.exists(own.resolve("NOTES")));
        Files.delete(own.resolve("NOTES"));
        storage.deleteFolder("own", Manifest.FILE);
        assertFalse(Files.exists(own));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../victim",
                "/victim",
                "victim",
                "../ID-e0001-UUID.bin",
                "ID-e0001-UUID.bin/../../victim",
                "ID-e0001-x.bin",
                "ID-e0001-../../x.bin",
                "ID-e0001.json",
                "file:ID-e0001-UUID.bin",
                ""
            })
    void stateName_isThatOfAState(String name) {
        String file = name.replace("ID", ID).replace("UUID", UUID);
        String message = assertThrows(BadInput.class, () -> new StateName(file, ID)).getMessage();
        assertTrue(message.startsWith("file must be the name of a state"), message);
    }

    @Test
    void stateName_saysWhoseItIs() {
        StateName state = new StateName(ID + "-e0012-" + UUID + ".bin", ID);
        assertTrue(state.isOf(ID, 12));
        assertFalse(state.isOf(ID, 1));
        assertFalse(state.isOf("b".repeat(64), 12));
        assertThrows(BadInput.class, () -> new StateName(state.file(), "../x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../victim/keep.txt",
                "/etc/hostname",
                "ckpt/r000002/..",
                "ckpt/r000002-1/../../x.bin",
                "ckpt/r000001-1/weights.bin",
                "config.json"
            })
    void manifest_listsFilesOfItsCheckpointOnly(String file) {
        List<StoredFile> files = List.of(new StoredFile(file, 1, ID));
        String message =
                assertThrows(BadInput.class, () -> new Manifest(1, 2, ID, files)).getMessage();
        assertTrue(message.startsWith("lists " + file), message);
    }
}

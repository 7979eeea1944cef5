package org.sparkqsnn.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every state of the two files in which a writer can die. */
class ReplacedFileTest {
    private static final String OLD = "{\n  \"starts\" : [ {\n    \"a\" : 1\n  } ]\n}\n";
    private static final String NEW = "{\n  \"starts\" : [ {\n    \"a\" : 2\n  }, 3 ]\n}\n";
    private static final String THIRD = "{ \"starts\" : [ ] }";

    @TempDir private Path folder;
    private ReplacedFile file;
    private Path name;
    private Path next;

    @BeforeEach
    void open() {
        file = new ReplacedFile(Storage.of(folder.toString(), new Configuration()), "a.json");
        name = folder.resolve("a.json");
        next = folder.resolve("a.json.next");
    }

    @Test
    void firstVersion_isThereWhenItIsWhole() throws IOException {
        assertTrue(file.read().isEmpty());
        for (int part = 0; part < NEW.length() - 1; part++) {
            Files.writeString(next, NEW.substring(0, part));
            assertTrue(file.read().isEmpty(), "the first " + part + " bytes");
        }
        requireThirdCanFollow();
    }

    @Test
    void nextVersionTorn_isTheOldOne() throws IOException {
        for (int part = 0; part < NEW.length() - 1; part++) {
            Files.writeString(name, OLD);
            Files.writeString(next, NEW.substring(0, part));
            assertEquals(OLD, read());
            requireThirdCanFollow();
        }
    }

    @Test
    void fileTorn_isTheNextVersion_evenWhenTheWriterAfterDiesToo() throws IOException {
        for (int part = 0; part <= NEW.length(); part++) {
            Files.writeString(name, NEW.substring(0, part));
            Files.writeString(next, NEW);
            assertEquals(NEW, read());
            requireThirdCanFollow();
        }
    }

    private void requireThirdCanFollow() throws IOException {
        file.replace(THIRD.getBytes(StandardCharsets.UTF_8));
        assertEquals(THIRD, read());
        assertEquals(THIRD, Files.readString(name));
        assertFalse(Files.exists(next));
    }

    private String read() {
        return new String(file.read().orElseThrow(), StandardCharsets.UTF_8);
    }
}

package org.sparkqsnn.data.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** New files have the permissions that the shell's umask leaves, as those of other programs. */
class UmaskTest {
    @TempDir private Path folder;

    /** Writes a file in a folder, both new; {@code main} of a JVM with a umask of its own. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] paths) throws IOException {
            // As Spark does before, with what it knows then.
            FileSystem before = FileSystem.getLocal(new Configuration());
            Configuration conf = Umask.follow(new Configuration());
            org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(paths[0]);
            try (FileSystem local = file.getFileSystem(conf);
                    OutputStream out = local.create(file)) {
                if (local == before) throw new IOException("has the settings of before");
                out.write(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "022, rw-r--r--, rwxr-xr-x",
        "027, rw-r-----, rwxr-x---",
        "077, rw-------, rwx------"
    })
    void newFiles_followTheShell(String umask, String file, String directory)
            throws IOException, InterruptedException {
        Path written = folder.resolve("new/file");
        String command = "umask " + umask + "; exec \"$@\"";
        Process process =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                command,
                                "sh",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Writer.class.getName(),
                                written.toUri().toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        assertEquals(0, process.waitFor(), () -> log());
        assertEquals(file, permissions(written));
        assertEquals(directory, permissions(written.getParent()));
    }

    @Test
    void settingOfTheUser_stays() {
        Configuration conf = new Configuration();
        conf.set(Umask.KEY, "007");
        assertEquals("007", Umask.follow(conf).get(Umask.KEY));
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

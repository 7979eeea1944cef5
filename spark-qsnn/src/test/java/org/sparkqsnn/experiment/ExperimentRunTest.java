package org.sparkqsnn.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.DataIdentity;
import org.sparkqsnn.run.RunDirectory;

class ExperimentRunTest {
    private static final ExperimentConfig CONFIG = ExperimentConfig.DEFAULT;
    private static final DataIdentity DATA = new DataIdentity("d", "ab", 28, 28, 10, 300, 50);

    @TempDir private Path folder;

    @Test
    void otherFiles_areNoRun() throws IOException {
        Files.writeString(folder.resolve("thesis.tex"), "mine");
        BadInput refused = assertThrows(BadInput.class, () -> run("").begin(CONFIG, DATA));
        assertTrue(
                refused.getMessage().contains("holds thesis.tex but no config.json"),
                refused.getMessage());
    }

    /** Seen once under load: "holds config.json but no config.json". */
    @Test
    void runThatBeginsBetweenTwoLooks_isFound() {
        run("").begin(CONFIG, DATA);
        LateFileSystem.hidden = true;
        run("late://").begin(CONFIG, DATA);
        LateFileSystem.hidden = true;
        ExperimentConfig other = CONFIG.withSeed(7);
        BadInput refused = assertThrows(BadInput.class, () -> run("late://").begin(other, DATA));
        assertTrue(refused.getMessage().contains("seed"), refused.getMessage());
        assertEquals(
                CONFIG.seed(), ExperimentRun.config(directory("").identity().orElseThrow()).seed());
    }

    private ExperimentRun run(String scheme) {
        return new ExperimentRun(directory(scheme));
    }

    private RunDirectory directory(String scheme) {
        Configuration conf = new Configuration();
        conf.setClass("fs.late.impl", LateFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
        conf.setBoolean("fs.late.impl.disable.cache", true);
        return RunDirectory.at(scheme + folder, conf);
    }

    /** Local files, but config.json is there only once the directory has been listed. */
    public static final class LateFileSystem extends RawLocalFileSystem {
        private static volatile boolean hidden;

        @Override
        public URI getUri() {
            return URI.create("late:///");
        }

        @Override
        public FSDataInputStream open(org.apache.hadoop.fs.Path file, int buffer)
                throws IOException {
            requireShown(file);
            return super.open(file, buffer);
        }

        @Override
        public org.apache.hadoop.fs.FileStatus getFileStatus(org.apache.hadoop.fs.Path file)
                throws IOException {
            requireShown(file);
            return super.getFileStatus(file);
        }

        @Override
        public org.apache.hadoop.fs.FileStatus[] listStatus(org.apache.hadoop.fs.Path directory)
                throws IOException {
            hidden = false;
            return super.listStatus(directory);
        }

        @Override
        public boolean exists(org.apache.hadoop.fs.Path file) throws IOException {
            return !(hidden && file.getName().startsWith("config.json")) && super.exists(file);
        }

        private static void requireShown(org.apache.hadoop.fs.Path file)
                throws FileNotFoundException {
            if (hidden && file.getName().startsWith("config.json"))
                throw new FileNotFoundException(file + " is not there yet");
        }
    }
}

package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that answers some writes with an error: views can wait, results cannot. */
class SweepViewsTest {
    private static final String SCHEME = "spark.hadoop.fs.slow.impl";

    @TempDir private Path folder;

    @BeforeEach
    void register() {
        System.setProperty(SCHEME, SlowDown.class.getName());
        System.setProperty(SCHEME + ".disable.cache", "true");
    }

    @AfterEach
    void unregister() {
        System.clearProperty(SCHEME);
        System.clearProperty(SCHEME + ".disable.cache");
    }

    @Test
    void viewThatCannotBeWritten_isTriedAgain_andTheSweepGoesOn() throws IOException {
        SlowDown.refuse("results.parquet", 1);
        Cli cli = sweep();
        assertEquals(0, cli.code(), cli.err());
        assertEquals(1, warnings(cli), cli.err());
        assertTrue(cli.err().contains("results.parquet: 503 Slow Down"), cli.err());
        assertTrue(cli.err().contains("the sweep goes on, and tries it again"), cli.err());
        requireViews();
    }

    /** The view after the only trial, and the last one once. */
    @Test
    void lastView_isTriedAgainAtOnce() throws IOException {
        SlowDown.refuse("results.parquet", 2);
        Cli cli = sweep();
        assertEquals(0, cli.code(), cli.err());
        assertTrue(cli.err().contains("all results are safe, tried once more"), cli.err());
        requireViews();
    }

    @Test
    void resultThatCannotBeWritten_endsTheSweep() throws IOException {
        SlowDown.refuse("-e0001.json", 1);
        Cli cli = sweep();
        assertEquals(2, cli.code(), cli.err());
        assertTrue(cli.err().contains("-e0001.json: 503 Slow Down"), cli.err());
        assertEquals(0, sweep().code());
        requireViews();
    }

    private void requireViews() throws IOException {
        assertEquals(1, Files.readAllLines(folder.resolve("sweep/results.jsonl")).size());
        String summary = Files.readString(folder.resolve("sweep/summary.json"));
        assertTrue(summary.contains("\"complete\" : true"), summary);
    }

    private static long warnings(Cli cli) {
        return cli.err().lines().filter(line -> line.contains("cannot write")).count();
    }

    private Cli sweep() throws IOException {
        Path file = folder.resolve("sweep.conf");
        Files.writeString(file, "sweep.seeds = 1");
        List<String> args = new ArrayList<>(List.of("sweep", file.toString()));
        for (String setting :
                List.of(
                        "sweep.dir=slow://" + folder.resolve("sweep"),
                        "model.hidden=8",
                        "encoder.steps=2",
                        "averaging.workers=1",
                        "training.epochs=1")) args.addAll(List.of("--set", setting));
        return Cli.run(args.toArray(String[]::new));
    }

    /** Local files; the first writes of some name fail. */
    public static final class SlowDown extends RawLocalFileSystem {
        private static final AtomicInteger LEFT = new AtomicInteger();
        private static volatile String end = "";

        static void refuse(String name, int times) {
            end = name;
            LEFT.set(times);
        }

        @Override
        public String getScheme() {
            return "slow";
        }

        @Override
        public java.net.URI getUri() {
            return java.net.URI.create("slow:///");
        }

        @Override
        public FSDataOutputStream create(
                org.apache.hadoop.fs.Path file,
                boolean overwrite,
                int buffer,
                short replication,
                long blockSize,
                Progressable progress)
                throws IOException {
            require(file);
            return super.create(file, overwrite, buffer, replication, blockSize, progress);
        }

        private static void require(org.apache.hadoop.fs.Path file) throws IOException {
            if (file.getName().endsWith(end) && LEFT.getAndDecrement() > 0)
                throw new IOException("503 Slow Down");
        }
    }
}

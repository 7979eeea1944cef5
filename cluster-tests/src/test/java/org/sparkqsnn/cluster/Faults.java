package org.sparkqsnn.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.hadoop.fs.FSDataOutputStream;

/** The faults that chaos draws from. */
final class Faults {
    private Faults() {}

    static List<Fault> all() {
        return List.of(
                new ExecutorKilled(),
                new WorkerKilled(),
                new DriverKilled(),
                new DataNodeStopped(),
                new CheckpointDamaged(),
                new CallFails(),
                new DiskFull(),
                new ExecutorSlow());
    }

    private record ExecutorKilled() implements Fault {
        @Override
        public String name() {
            return "kill -9 an executor";
        }

        @Override
        public boolean strike(Scene scene, Submission driver) {
            ProcessHandle executor = anExecutor(scene);
            return executor.destroyForcibly() && driver.running();
        }
    }

    private record WorkerKilled() implements Fault {
        @Override
        public String name() {
            return "kill -9 a worker";
        }

        @Override
        public boolean strike(Scene scene, Submission driver) {
            int number = 1 + scene.random().nextInt(2);
            return scene.testbed().cluster().worker(number).destroyForcibly() && driver.running();
        }

        @Override
        public void mend(FaultTestbed testbed) {
            testbed.cluster().mend();
        }
    }

    private record DriverKilled() implements Fault {
        @Override
        public String name() {
            return "kill -9 the driver";
        }

        @Override
        public boolean strike(Scene scene, Submission driver) {
            return killed(driver);
        }
    }

    private record DataNodeStopped() implements Fault {
        @Override
        public String name() {
            return "stop a data node";
        }

        @Override
        public boolean strike(Scene scene, Submission driver) {
            scene.testbed().hdfs().stopDataNode(scene.random().nextInt(2));
            return driver.running();
        }

        @Override
        public void mend(FaultTestbed testbed) {
            testbed.hdfs().mend();
        }
    }

    /**
     * The driver is dead before the file changes, or it would write the next checkpoint meanwhile.
     */
    private record CheckpointDamaged() implements Fault {
        private static final List<String> FILES = List.of("weights.bin", "state.json", "manifest");

        @Override
        public String name() {
            return "kill -9 the driver; truncate or delete a file of the newest checkpoint";
        }

        @Override
        public boolean strike(Scene scene, Submission driver) {
            boolean killed = killed(driver);
            RunFiles run = scene.run();
            var file = run.newest(FILES.get(scene.random().nextInt(FILES.size())));
            try {
                if (scene.random().nextBoolean()) return run.files().delete(file, true) && killed;
                int half = (int) run.files().getFileStatus(file).getLen() / 2;
                byte[] head = new byte[half];
                try (var in = run.files().open(file)) {
                    in.readFully(head);
                }
                try (FSDataOutputStream out = run.files().create(file, true)) {
                    out.write(head);
                }
                return killed;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record CallFails() implements Fault {
        private static final List<String> WAYS = List.of("deny", "refuse", "report");

        @Override
        public String name() {
            return "a rename, create or delete on HDFS fails";
        }

        @Override
        public Scene stage(FaultTestbed testbed, String name, Random random) {
            Launcher launcher =
                    testbed.qsnn()
                            .withOption(
                                    "--driver-class-path",
                                    Path.of("target/test-classes").toAbsolutePath().toString())
                            .with("spark.hadoop.fs.hdfs.impl", FailingFileSystem.class.getName())
                            .with(
                                    "spark.hadoop." + FailingFileSystem.ORDER,
                                    order(testbed).toString());
            return new Scene(testbed, launcher, testbed.onHdfs(name), random);
        }

        /** A checkpoint makes about twelve changes; any of them may be hit. */
        @Override
        public boolean strike(Scene scene, Submission driver) {
            Path order = order(scene.testbed());
            String way = WAYS.get(scene.random().nextInt(WAYS.size()));
            try {
                // In one step, lest the driver reads half of it.
                Path written =
                        Files.writeString(
                                Path.of(order + ".new"), way + " " + scene.random().nextInt(12));
                Files.move(written, order, StandardCopyOption.ATOMIC_MOVE);
                while (Files.exists(order) && driver.running()) Await.pause(5);
                return !Files.deleteIfExists(order);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path order(FaultTestbed testbed) {
            return testbed.folder().resolve("failing-order");
        }
    }

    /** A file takes all the room that is left on the run directory's own small disk. */
    private record DiskFull() implements Fault {
        private static final Path DISK = Path.of("target/it/disk").toAbsolutePath();
        private static final AutoCloseable MOUNTED = DiskFull::unmount;
        private static final Path FILLER = DISK.resolve("filler");

        @Override
        public String name() {
            return "the disk of the run directory is full";
        }

        @Override
        public Optional<String> obstacle() {
            if (!mount()) return Optional.of("mounting a tmpfs is not allowed here");
            unmount();
            return Optional.empty();
        }

        @Override
        public Scene stage(FaultTestbed testbed, String name, Random random) {
            if (!mount()) throw new IllegalStateException("mounting worked a moment ago");
            Processes.closeAtExit(MOUNTED);
            return new Scene(
                    testbed, testbed.qsnn(), RunFiles.at(DISK.resolve(name).toString()), random);
        }

        @Override
        public boolean strike(Scene scene, Submission driver) {
            // Again and again: each checkpoint frees an older one.
            while (driver.running()) {
                fill();
                Await.pause(5);
            }
            return scene.run().newestCheckpoint() < Experiment.ROUNDS;
        }

        @Override
        public void mend(FaultTestbed testbed) {
            try {
                Files.deleteIfExists(FILLER);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void clear() {
            unmount();
        }

        private static void fill() {
            byte[] page = new byte[4096];
            try (OutputStream out =
                    Files.newOutputStream(
                            FILLER, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) out.write(page);
            } catch (IOException e) {
                // No space left on device, which is what this is for.
                return;
            }
        }

        private static boolean mount() {
            Scratch.make(DISK);
            return Processes.call(
                            List.of(
                                    "mount",
                                    "-t",
                                    "tmpfs",
                                    "-o",
                                    "size=8m",
                                    "tmpfs",
                                    DISK.toString()))
                    == 0;
        }

        private static void unmount() {
            Processes.closed(MOUNTED);
            int unused = Processes.call(List.of("umount", "--lazy", DISK.toString()));
            Scratch.delete(DISK);
        }
    }

    private record ExecutorSlow() implements Fault {
        @Override
        public String name() {
            return "one executor 10 times as slow";
        }

        /** It runs for 10 of every 100 ms, until the run is over. */
        @Override
        public boolean strike(Scene scene, Submission driver) {
            ProcessHandle executor = anExecutor(scene);
            int cycles = 0;
            try {
                while (driver.running() && executor.isAlive()) {
                    Processes.signal("STOP", executor);
                    Await.pause(85);
                    Processes.signal("CONT", executor);
                    Await.pause(5);
                    cycles++;
                }
            } finally {
                Processes.signal("CONT", executor);
            }
            return cycles > 10;
        }
    }

    private static ProcessHandle anExecutor(Fault.Scene scene) {
        List<ProcessHandle> executors = scene.testbed().cluster().executors();
        return executors.get(scene.random().nextInt(executors.size()));
    }

    private static boolean killed(Submission driver) {
        driver.kill();
        return driver.exitCode() == Submission.KILLED;
    }
}

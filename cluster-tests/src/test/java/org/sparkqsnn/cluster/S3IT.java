package org.sparkqsnn.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.storage.Lease;
import org.sparkqsnn.storage.LeaseLost;

/** All verbs on an object store, by S3A: the bits of a local disk. In the profile s3 only. */
@Timeout(900)
class S3IT {
    private static final java.nio.file.Path FOLDER = Scratch.of("S3IT");
    private static final int TRIALS = 6;
    private static S3 s3;
    private static Launcher qsnn;
    private static String data;

    @BeforeAll
    static void start() {
        s3 = S3.start(FOLDER);
        java.nio.file.Path images = Experiment.writeImages(FOLDER.resolve("images"));
        qsnn = s3.on(Launcher.on("local[2]", FOLDER));
        run("prepare", "prepare", "--dataset", images.toString(), "--out", S3.uri("/data"));
        data = Experiment.prepare(FOLDER.resolve("data").toString(), new Configuration());
    }

    @AfterAll
    static void stop() {
        Submission.endAll();
        if (s3 != null) s3.close();
    }

    @Test
    void killed_stopped_resumed_evaluated_reported() throws IOException {
        List<String> expected = Experiment.undisturbed(FOLDER, data);
        RunFiles files = RunFiles.at(S3.uri("/runs/killed"), s3.conf());
        Submission first = qsnn.start("killed", Experiment.train(S3.uri("/data"), files.uri()));
        files.await(7, first);
        first.kill();
        assertEquals(Submission.KILLED, first.exitCode());
        Submission second = qsnn.start("stopped", "resume", files.uri());
        files.await(files.newestCheckpoint() + 3, second);
        Processes.signal("TERM", second.process());
        assertEquals(3, second.exitCode(), second::toString);
        Submission third = run("resumed", "resume", files.uri());
        assertEquals(expected, files.story());
        assertEquals(3, files.starts());

        String accuracy = accuracy(third);
        assertTrue(accuracy.startsWith("test accuracy 0."), accuracy);
        assertEquals(accuracy, accuracy(run("evaluate", "evaluate", files.uri())));
        run("report", "report", files.uri());
        assertTrue(read(files.uri() + "/report.html").contains("</html>"));
    }

    @Test
    void sweep_killed_resumed_hasTheTableOfALocalDisk() throws IOException {
        String local = FOLDER.resolve("sweeps/local").toUri().toString();
        run("sweep-local", sweep(data, local));
        List<String> expected = table(local);
        assertEquals(TRIALS, expected.size());
        String remote = S3.uri("/sweeps/killed");
        Submission first = qsnn.start("sweep", sweep(S3.uri("/data"), remote));
        Await.until(first::toString, () -> trials(remote, first) >= 2);
        first.kill();
        assertEquals(Submission.KILLED, first.exitCode());
        run("sweep-resumed", "resume", remote);
        assertEquals(expected, table(remote));
    }

    /** S3A lets both create the claim: the pause and the fence keep them apart. */
    @Test
    void twoLeasesAtOnce_oneHolds() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 5; i++) {
            RunDirectory run = RunDirectory.at(S3.uri("/runs/lease" + i), s3.conf());
            CyclicBarrier barrier = new CyclicBarrier(2);
            Callable<Optional<Lease>> take =
                    () -> {
                        barrier.await();
                        return taken(run);
                    };
            List<Lease> taken = new ArrayList<>();
            for (Future<Optional<Lease>> each : threads.invokeAll(List.of(take, take)))
                each.get().ifPresent(taken::add);
            assertEquals(1, taken.stream().filter(S3IT::isHeld).count(), "attempt " + i);
            taken.forEach(Lease::close);
        }
        threads.shutdown();
    }

    private static Optional<Lease> taken(RunDirectory run) {
        try {
            return Optional.of(run.lease(1, told -> {}));
        } catch (BadInput e) {
            return Optional.empty();
        }
    }

    private static boolean isHeld(Lease lease) {
        try {
            lease.requireHeld();
            return true;
        } catch (LeaseLost e) {
            return false;
        }
    }

    private static String[] sweep(String data, String sweep) {
        String file =
                """
                model.hidden = [8]
                encoder.steps = 6
                training.epochs = 2
                averaging.workers = 1
                data.holdout = 0.5
                sweep.seeds = 2
                axes.optimiser.learningRate = [1e-4, 1e-3, 1e-2]
                """;
        String conf = Launcher.writePrivate(FOLDER.resolve("sweep.conf"), file).toString();
        String[] places = {"--set", "data.path=" + data, "--set", "sweep.dir=" + sweep};
        return Stream.concat(Stream.of("sweep", conf), Stream.of(places)).toArray(String[]::new);
    }

    /** Results that are there; it must not have ended by itself. */
    private static int trials(String sweep, Submission run) {
        if (!run.running()) throw new AssertionError("it has ended: " + run);
        Path folder = new Path(sweep, "trials");
        try {
            FileSystem files = folder.getFileSystem(s3.conf());
            if (!files.exists(folder)) return 0;
            int count = 0;
            for (var file : files.listStatus(folder))
                if (file.getPath().getName().endsWith(".json")) count++;
            return count;
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * Lines of results.jsonl but for their seconds, and their ids: the two data sets have other
     * names, so other hashes.
     */
    private static List<String> table(String sweep) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : read(sweep + "/results.jsonl").lines().toList()) {
            ObjectNode row = (ObjectNode) new ObjectMapper().readTree(line);
            row.remove(List.of("seconds", "trial"));
            lines.add(row.toString());
        }
        return lines;
    }

    private static Submission run(String name, String... verb) {
        Submission done = qsnn.start(name, verb);
        assertEquals(0, done.exitCode(), done::toString);
        return done;
    }

    private static String accuracy(Submission done) {
        return done.out()
                .lines()
                .filter(line -> line.startsWith("test accuracy"))
                .findFirst()
                .orElse("");
    }

    private static String read(String file) throws IOException {
        Path path = new Path(file);
        try (InputStream in = path.getFileSystem(s3.conf()).open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

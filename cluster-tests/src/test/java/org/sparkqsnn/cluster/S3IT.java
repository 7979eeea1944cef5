package org.sparkqsnn.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
        List<String> expected = table(local, data);
        assertEquals(TRIALS, expected.size());
        String remote = S3.uri("/sweeps/killed");
        Submission first = qsnn.start("sweep", sweep(S3.uri("/data"), remote));
        Await.until(first::toString, () -> trials(remote, first) >= 2);
        first.kill();
        assertEquals(Submission.KILLED, first.exitCode());
        run("sweep-resumed", "resume", remote);
        assertEquals(expected, table(remote, S3.uri("/data")));
    }

    /** What leases stand on: of two creates of one name the store lets one through. */
    @Test
    void twoCreatesOfOneName_oneSucceeds() throws IOException {
        Path name = new Path(S3.uri("/claim"));
        FileSystem store = name.getFileSystem(s3.conf());
        OutputStream one = store.create(name, false);
        OutputStream two = store.create(name, false);
        one.write('1');
        two.write('2');
        one.close();
        assertThrows(IOException.class, two::close);
        assertEquals("1", read(name.toString()));
    }

    private static String[] sweep(String data, String sweep) {
        List<String> args = new ArrayList<>(List.of("sweep"));
        for (String setting :
                List.of(
                        "model.hidden=8",
                        "encoder.steps=6",
                        "training.epochs=2",
                        "data.holdout=0.5",
                        "averaging.workers=1",
                        "sweep.seeds=2",
                        "axes.optimiser.learningRate=[1e-4, 1e-3, 1e-2]",
                        "data.path=" + data,
                        "sweep.dir=" + sweep)) args.addAll(List.of("--set", setting));
        return args.toArray(String[]::new);
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

    /** Lines of results.jsonl but for their seconds and the place of the data. */
    private static List<String> table(String sweep, String data) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : read(sweep + "/results.jsonl").replace(data, "DATA").lines().toList()) {
            ObjectNode row = (ObjectNode) new ObjectMapper().readTree(line);
            row.remove("seconds");
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

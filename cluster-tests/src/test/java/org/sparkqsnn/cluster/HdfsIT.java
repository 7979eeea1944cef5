package org.sparkqsnn.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Dataset and run directory on HDFS: the bits of a local disk. The driver alone reads and writes
 * there, so the tasks are threads here; {@link ChaosIT} has HDFS and a cluster together.
 */
@Timeout(900)
class HdfsIT {
    private static final Path FOLDER = Scratch.of("HdfsIT");
    private static Hdfs hdfs;
    private static Launcher qsnn;
    private static List<String> expected;

    @BeforeAll
    static void start() {
        hdfs = Hdfs.start(FOLDER.resolve("hdfs"));
        Path images = Experiment.writeImages(FOLDER.resolve("images"));
        qsnn = Launcher.on("local[2]", FOLDER).with("spark.hadoop.dfs.replication", "2");
        run("prepare", "prepare", "--dataset", images.toString(), "--out", hdfs.uri("/data"));
        String data = Experiment.prepare(FOLDER.resolve("data").toString(), new Configuration());
        String local = FOLDER.resolve("runs/local").toString();
        run("local", Experiment.train(data, local));
        expected = RunFiles.at(local).story();
    }

    @AfterAll
    static void stop() {
        Submission.endAll();
        if (hdfs != null) hdfs.close();
    }

    @Test
    void killed_resumed_evaluated() {
        RunFiles files = files("killed");
        Submission first = qsnn.start("killed", train("killed"));
        files.await(7, first);
        first.kill();
        assertEquals(Submission.KILLED, first.exitCode());
        Submission second = run("resumed", "resume", files.uri());
        assertEquals(expected, files.story());
        assertEquals(2, files.starts());

        Submission evaluate = run("evaluate", "evaluate", files.uri());
        String accuracy = accuracy(second);
        assertTrue(accuracy.startsWith("test accuracy 0."), accuracy);
        assertEquals(accuracy, accuracy(evaluate));
    }

    @Test
    void dataNodeStopped() {
        RunFiles files = files("datanode");
        Submission run = qsnn.start("datanode", train("datanode"));
        files.await(7, run);
        hdfs.stopDataNode(0);
        assertTrue(run.running(), "it must be in the middle of the run");
        assertEquals(0, run.exitCode(), run::toString);
        assertEquals(expected, files.story());
        hdfs.mend();
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

    private static String[] train(String run) {
        return Experiment.train(hdfs.uri("/data"), hdfs.uri("/runs/" + run));
    }

    private static RunFiles files(String run) {
        return RunFiles.at(hdfs.uri("/runs/" + run), hdfs.conf());
    }
}

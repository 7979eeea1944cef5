package org.sparkqsnn.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs on YARN: the bits of {@code local[1]}. In the profile spark-3.5 only. */
@Timeout(900)
class YarnIT {
    private static final Path FOLDER = Scratch.of("YarnIT");
    private static Yarn yarn;
    private static Launcher qsnn;
    private static String data;
    private static List<String> expected;

    @BeforeAll
    static void start() {
        assertTrue(
                Launcher.knowsYarn(),
                "Maven Central has spark-yarn of 3.5 only: -P cluster,spark-3.5");
        data = Experiment.prepare(FOLDER.resolve("data").toString(), new Configuration());
        expected = Experiment.undisturbed(FOLDER, data);
        Path conf = Scratch.make(FOLDER.resolve("hadoop-conf"));
        yarn = Yarn.start(conf);
        qsnn =
                Launcher.on("yarn", FOLDER)
                        .withEnvironment("HADOOP_CONF_DIR", conf.toString())
                        .withOption("--num-executors", "2")
                        // The nodes share our disk; else 340 MB are copied for every run.
                        .with("spark.yarn.jars", "local:" + Launcher.EMBEDDED + "/*")
                        .with("spark.yarn.stagingDir", FOLDER.resolve("staging").toUri().toString())
                        .with("spark.yarn.am.memory", "512m")
                        .with("spark.yarn.maxAppAttempts", "1");
    }

    @AfterAll
    static void stop() {
        Submission.endAll();
        if (yarn != null) yarn.close();
    }

    @Test
    void clientMode_containerKilled() {
        Submission run = qsnn.start("client", train("client"));
        killAnExecutor("client", run);
        assertEnds("client", run);
        assertFalse(run.showsStackTrace(), run::err);
    }

    @Test
    void clusterMode_containerKilled() {
        Submission submit =
                qsnn.withOption("--deploy-mode", "cluster").start("cluster", train("cluster"));
        killAnExecutor("cluster", submit);
        assertEnds("cluster", submit);
        assertEquals("", submit.out(), "the driver must run in a container, not here");
    }

    @Test
    void doctor_clientMode() {
        Submission doctor = qsnn.start("doctor", examine("doctor"));
        assertEquals(0, doctor.exitCode(), doctor::out);
        assertTrue(doctor.out().contains("2, 2 tasks at once"), doctor::out);
    }

    /** Where the driver may run on any host, a run directory on the disk of one is a problem. */
    @Test
    void doctor_clusterMode_printsIntoTheContainersLog() {
        Submission doctor =
                qsnn.withOption("--deploy-mode", "cluster")
                        .start("doctor-cluster", examine("doctor-cluster"));
        assertEquals(1, doctor.exitCode(), doctor::toString);
        String out =
                yarn.outputs().stream()
                        .filter(text -> text.contains("runs/doctor-cluster"))
                        .findFirst()
                        .orElseThrow();
        assertTrue(out.contains("the cluster picks the driver's host"), out);
        assertTrue(out.contains("2, 2 tasks at once"), out);
        assertTrue(out.contains("\n1 problem(s)"), out);
    }

    private static String[] examine(String run) {
        String[] args = train(run);
        args[0] = "doctor";
        return args;
    }

    private static void killAnExecutor(String name, Submission run) {
        files(name).await(3, run);
        assertEquals(2, yarn.executors().size());
        yarn.executors().get(0).destroyForcibly();
    }

    private static void assertEnds(String name, Submission run) {
        assertEquals(0, run.exitCode(), run::toString);
        assertEquals(expected, files(name).story());
        assertTrue(run.events("ExecutorRemoved") > 0, "no executor was lost");
        Await.until(
                () -> "containers are left: " + yarn.executors(), () -> yarn.executors().isEmpty());
    }

    private static String[] train(String run) {
        return Experiment.train(data, files(run).uri());
    }

    private static RunFiles files(String run) {
        return RunFiles.at(FOLDER.resolve("runs").resolve(run).toString());
    }
}

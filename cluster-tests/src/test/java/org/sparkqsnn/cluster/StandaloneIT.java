package org.sparkqsnn.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs on a standalone cluster, undisturbed and not: the bits of {@code local[1]}. */
@Timeout(900)
class StandaloneIT {
    private static final Path FOLDER = Scratch.of("StandaloneIT");

    /** On a local disk a round takes a tenth of a second, and a new executor some seconds. */
    private static final int ROUNDS = 2 * Experiment.ROUNDS;

    private static final String LONGER = "training.epochs=4";

    private static LocalCluster cluster;
    private static Launcher qsnn;
    private static String data;
    private static List<String> expected;

    @BeforeAll
    static void start() {
        data = Experiment.prepare(FOLDER.resolve("data").toString(), new Configuration());
        expected = Experiment.undisturbed(FOLDER, data, LONGER);
        assertEquals(ROUNDS + 1, expected.size());
        cluster = LocalCluster.start(FOLDER.resolve("cluster"));
        qsnn = Launcher.on(cluster.url(), FOLDER);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) cluster.close();
    }

    @AfterEach
    void sweep() {
        Submission.endAll();
        cluster.mend();
        cluster.sweep();
    }

    @Test
    void clientMode_andNoPortsButSparks() {
        int driver = LocalCluster.freePort();
        int blocks = LocalCluster.freePort();
        Submission run =
                qsnn.with("spark.driver.port", Integer.toString(driver))
                        .with("spark.driver.blockManager.port", Integer.toString(blocks))
                        .start("client", train("client"));
        Set<Integer> ofDriver = new TreeSet<>();
        Set<Integer> ofExecutors = new TreeSet<>();
        for (int round = 1; round < ROUNDS; round += 4) {
            run("client").await(round, run);
            ofDriver.addAll(Ports.of(run.process()));
            for (ProcessHandle executor : cluster.executors())
                ofExecutors.addAll(Ports.of(executor));
        }
        assertEnds(run, "client");
        assertEquals(new TreeSet<>(Set.of(driver, blocks)), ofDriver);
        assertEquals(2, ofExecutors.size(), "a block manager's for each of two executors");
    }

    @Test
    void clusterMode() {
        Submission submit =
                qsnn.withOption("--deploy-mode", "cluster")
                        .with("spark.standalone.submit.waitAppCompletion", "true")
                        .start("cluster-mode", train("cluster-mode"));
        assertEquals(0, submit.exitCode(), submit::toString);
        assertEquals(expected, run("cluster-mode").story());
        assertEquals("", submit.out(), "the driver must run on a worker, not here");
    }

    @Test
    void executorKilled() {
        Submission run = qsnn.start("executor", train("executor"));
        run("executor").await(3, run);
        cluster.executor(0).destroyForcibly();
        assertEnds(run, "executor");
        assertTrue(run.events("ExecutorRemoved") > 0, "no executor was lost");
    }

    @Test
    void workerKilled() {
        Submission run = qsnn.start("worker", train("worker"));
        run("worker").await(3, run);
        assertEquals(2, cluster.executors().size(), "one on each worker");
        cluster.worker(2).destroyForcibly();
        assertEnds(run, "worker");
        assertTrue(run.events("ExecutorRemoved") > 0, "no executor was lost");
    }

    @Test
    void driverTerminated_exitsWith3_thenKilled_thenResumedToTheEnd() {
        Submission first = qsnn.start("driver", train("driver"));
        run("driver").await(3, first);
        Processes.signal("TERM", first.process());
        assertEquals(3, first.exitCode(), first::toString);
        int round = run("driver").newestCheckpoint();
        String said = "stopped after round " + round + " of " + ROUNDS;
        assertTrue(first.out().contains(said), first.out());

        Submission second = resume("driver", "driver-2");
        run("driver").await(round + 8, second);
        second.kill();
        assertEquals(Submission.KILLED, second.exitCode());

        assertEnds(resume("driver", "driver-3"), "driver");
        assertEquals(3, run("driver").starts());
    }

    /**
     * An executor that stands still leaves the other idle, which is released; later the one that is
     * left stands still with a task waiting behind it, so that Spark asks for another.
     */
    @Test
    void dynamicAllocation_executorsComeAndGo() {
        Submission run =
                qsnn.with("spark.dynamicAllocation.enabled", "true")
                        .with("spark.dynamicAllocation.shuffleTracking.enabled", "true")
                        .with("spark.dynamicAllocation.minExecutors", "0")
                        .with("spark.dynamicAllocation.initialExecutors", "2")
                        .with("spark.dynamicAllocation.maxExecutors", "2")
                        // On a busy machine a checkpoint between two rounds takes a second or two.
                        .with("spark.dynamicAllocation.executorIdleTimeout", "5s")
                        .with("spark.dynamicAllocation.schedulerBacklogTimeout", "1s")
                        .with("spark.decommission.enabled", "true")
                        .start("dynamic", train("dynamic"));
        run("dynamic").await(3, run);
        awaitExecutors(2);
        List<ProcessHandle> both = new ArrayList<>(cluster.executors());
        standStill(both.get(0), () -> cluster.executors().size() == 1);
        int round = run("dynamic").newestCheckpoint();
        run("dynamic").await(round + 3, run);
        standStill(both.get(0), () -> cluster.executors().size() == 2);
        assertEnds(run, "dynamic");
        assertTrue(run.events("ExecutorAdded") > 2, "no executor came");
        assertTrue(run.events("ExecutorRemoved") > 0, "no executor went");
    }

    /** What a cloud's notice before it takes a machine away comes to. */
    @Test
    void executorsDecommissioned() {
        // An executor takes seconds to leave, and the other one goes on meanwhile.
        String longest = "training.epochs=16";
        Submission run =
                qsnn.with("spark.decommission.enabled", "true")
                        .with("spark.storage.decommission.enabled", "true")
                        .with("spark.storage.decommission.rddBlocks.enabled", "true")
                        .with("spark.storage.decommission.shuffleBlocks.enabled", "true")
                        // An executor leaves when it has looked for blocks; the default is 30 s.
                        .with("spark.storage.decommission.replicationReattemptInterval", "2s")
                        .start(
                                "decommissioned",
                                Experiment.train(data, run("decommissioned").uri(), longest));
        for (int round : List.of(3, 12)) {
            run("decommissioned").await(round, run);
            awaitExecutors(2);
            ProcessHandle leaving = cluster.executor(0);
            Processes.signal("PWR", leaving);
            Await.until(() -> "it does not leave", () -> !leaving.isAlive());
        }
        awaitExecutors(2);
        assertEquals(0, run.exitCode(), run::toString);
        assertFalse(run.showsStackTrace(), run::err);
        assertEquals(
                Experiment.undisturbed(FOLDER.resolve("long"), data, longest),
                run("decommissioned").story());
        assertTrue(run.events("ExecutorRemoved") >= 2, "executors must have left");
        assertTrue(run.events("ExecutorAdded") >= 3, "others must have come");
    }

    private static void standStill(ProcessHandle process, BooleanSupplier until) {
        Processes.signal("STOP", process);
        try {
            Await.until(() -> "executors do not come or go", until);
        } finally {
            Processes.signal("CONT", process);
        }
    }

    private static void awaitExecutors(int count) {
        Await.until(
                () -> count + " executors, there are " + cluster.executors(),
                () -> cluster.executors().size() == count);
    }

    private static Submission resume(String run, String name) {
        return qsnn.start(name, "resume", run(run).uri());
    }

    private static void assertEnds(Submission last, String run) {
        assertEquals(0, last.exitCode(), last::toString);
        assertEquals(expected, run(run).story());
        assertFalse(last.showsStackTrace(), last::err);
    }

    private static String[] train(String run) {
        return Experiment.train(data, run(run).uri(), LONGER);
    }

    private static RunFiles run(String name) {
        return RunFiles.at(FOLDER.resolve("runs").resolve(name).toString());
    }
}

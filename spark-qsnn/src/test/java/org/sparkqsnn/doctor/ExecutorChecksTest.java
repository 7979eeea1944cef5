package org.sparkqsnn.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sparkqsnn.doctor.Cases.CLUSTER;
import static org.sparkqsnn.doctor.Cases.LOCAL;
import static org.sparkqsnn.doctor.Cases.assertAdvice;
import static org.sparkqsnn.doctor.Cases.assertOk;
import static org.sparkqsnn.doctor.Cases.assertProblem;
import static org.sparkqsnn.doctor.Cases.executor;
import static org.sparkqsnn.doctor.Cases.withClock;
import static org.sparkqsnn.doctor.Cases.withCollector;
import static org.sparkqsnn.doctor.Cases.withCpu;
import static org.sparkqsnn.doctor.Cases.withFingerprint;
import static org.sparkqsnn.doctor.Cases.withVersions;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.spark.JvmFacts;
import org.sparkqsnn.spark.JvmFacts.Cpu;
import org.sparkqsnn.spark.JvmFacts.Versions;
import org.sparkqsnn.spark.RequestedResources;

class ExecutorChecksTest {
    private static final RequestedResources TWO =
            new RequestedResources("spark.master", 2, RequestedResources.Unit.EXECUTORS);

    @Test
    void executorsAsTheyShouldBe_haveNoDefect() {
        checks(executor("0"), executor("1")).all(TWO).forEach(finding -> assertOk(finding));
    }

    @Test
    void registered_fewerThanAsked() {
        RequestedResources three =
                new RequestedResources(
                        "spark.executor.instances", 3, RequestedResources.Unit.EXECUTORS);
        assertProblem(
                checks(executor("0"), executor("1")).registered(three), "asks for 3, and 2 came");
        RequestedResources cores =
                new RequestedResources("spark.cores.max", 5, RequestedResources.Unit.CORES);
        assertProblem(
                checks(executor("0"), executor("1")).registered(cores), "asks for 5, and 4 came");
        assertProblem(checks().none(60), "within 60 s", "spark.executor.memory 1g");
    }

    @Test
    void cores_fewerThanTasks() {
        JvmFacts small =
                new JvmFacts(
                        "0",
                        "host",
                        executor("0").versions(),
                        executor("0").cpu(),
                        executor("0").fingerprint(),
                        "G1",
                        1,
                        1L << 30,
                        0);
        assertAdvice(checks(small).cores(), "2 tasks at once share 1 cores");
    }

    @Test
    void vectors_off() {
        assertProblem(
                checks(executor("0"), withCpu(executor("1"), cpu -> new Cpu(false, 16, "", "1")))
                        .vectors(),
                "executor 1 computes with the scalar kernels",
                "--add-modules=jdk.incubator.vector");
    }

    @Test
    void collector_other_orWithLargeRegions() {
        JvmFacts serial = withCollector(executor("1"), "Copy, MarkSweepCompact", 1L << 30);
        assertAdvice(checks(executor("0"), serial).collector(), "executor 1 is without G1");
        JvmFacts large = withCollector(executor("1"), "G1 Young Generation", 20L << 30);
        assertAdvice(checks(large).collector(), "20.0 GiB", "G1HeapRegionSize");
    }

    @Test
    void blas_withThreadsOrAKernelOfItsOwn() {
        JvmFacts threads = withCpu(executor("0"), cpu -> new Cpu(true, 16, "", "2"));
        assertAdvice(checks(threads).blasThreads(), "value=2");
        JvmFacts unset = withCpu(executor("0"), cpu -> new Cpu(true, 16, "", ""));
        assertAdvice(checks(unset).blasThreads(), "value=unset");
        JvmFacts kernel = withCpu(executor("0"), cpu -> new Cpu(true, 16, "Haswell", "1"));
        assertAdvice(checks(kernel).blasKernel(), "value=Haswell");
    }

    @Test
    void machines_ofTwoKinds() {
        JvmFacts other = withFingerprint(executor("1"), "17, 8 lanes, Epyc");
        assertProblem(
                checks(executor("0"), other, executor("2")).machines(),
                "2 kinds",
                "17, 8 lanes, Epyc (executor 1); " + executor("0").fingerprint(),
                "(executor 0, 2)",
                "one instance type");
    }

    /** In one finding: VersionChecks does not compare JDKs. */
    @ParameterizedTest
    @ValueSource(strings = {"17.0.9+9 Other", "21.0.1 X"})
    void twoJdks_areOneFinding(String java) {
        JvmFacts other =
                withFingerprint(
                        withVersions(
                                executor("1"),
                                new Versions(java, "4.1.0", "2.13.17", "3.4.2", "c0ffee")),
                        java + ", 16 lanes, Xeon, products 01234567");
        ExecutorChecks checks = checks(executor("0"), other);
        List<Finding> bad =
                Stream.concat(
                                checks.all(TWO).stream(),
                                new VersionChecks(
                                                checks.survey().driver(),
                                                checks.survey().executors())
                                        .all().stream())
                        .filter(finding -> finding.level() != Finding.Level.OK)
                        .toList();
        assertEquals(1, bad.size(), bad.toString());
        assertProblem(bad.get(0), "2 kinds", java, "the same JDK on every host");
    }

    /** The driver asked between 999,900 and 1,000,100 ms. */
    @Test
    void clocks_thatAreOff() {
        assertOk(checks(withClock(executor("0"), 1_004_000)).clocks());
        assertAdvice(checks(withClock(executor("0"), 1_010_100)).clocks(), "value=10 s", "ahead");
        assertAdvice(
                checks(executor("0"), withClock(executor("1"), 899_900)).clocks(),
                "value=-100 s",
                "executor 1 on host-1 is behind");
    }

    @Test
    void localMode_hasNoClocksToCompare() {
        ExecutorChecks local =
                new ExecutorChecks(Cases.settings(LOCAL), Cases.survey(executor("driver")));
        RequestedResources nothing =
                new RequestedResources("", 0, RequestedResources.Unit.EXECUTORS);
        local.all(nothing).forEach(finding -> assertOk(finding));
    }

    @Test
    void localMode_hasTheDriversOptions() {
        JvmFacts bare = withCpu(executor("driver"), cpu -> new Cpu(false, 16, "", "1"));
        assertProblem(
                new ExecutorChecks(Cases.settings(LOCAL), Cases.survey(bare)).vectors(),
                "this JVM",
                "--driver-java-options");
    }

    private static ExecutorChecks checks(JvmFacts... executors) {
        return new ExecutorChecks(Cases.settings(CLUSTER), Cases.survey(executors));
    }
}

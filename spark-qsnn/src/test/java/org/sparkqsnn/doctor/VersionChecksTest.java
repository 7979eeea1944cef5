package org.sparkqsnn.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.sparkqsnn.doctor.Cases.assertAdvice;
import static org.sparkqsnn.doctor.Cases.assertOk;
import static org.sparkqsnn.doctor.Cases.assertProblem;
import static org.sparkqsnn.doctor.Cases.executor;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.spark.JvmFacts;
import org.sparkqsnn.spark.JvmFacts.Versions;

class VersionChecksTest {
    private static final JvmFacts DRIVER = executor("driver");

    @Test
    void sameEverywhere_hasNoDefect() {
        List<Finding> findings =
                new VersionChecks(DRIVER, List.of(executor("0"), executor("1"))).all();
        assertEquals(5, findings.size());
        findings.forEach(finding -> assertOk(finding));
    }

    @ParameterizedTest
    @CsvSource({
        "17.0.15+6 Debian, 4.0.1, 2.13.17, 3.4.2, c0ffee, Spark",
        "17.0.15+6 Debian, 4.1.0, 2.13.16, 3.4.2, c0ffee, Scala",
        "17.0.15+6 Debian, 4.1.0, 2.13.17, 3.3.4, c0ffee, Hadoop",
        "17.0.15+6 Debian, 4.1.0, 2.13.17, 3.4.2, bad, spark-qsnn"
    })
    void anotherVersionOnOneExecutor_isNamed(
            String java, String spark, String scala, String hadoop, String commit, String what) {
        JvmFacts other =
                Cases.withVersions(executor("7"), new Versions(java, spark, scala, hadoop, commit));
        List<Finding> bad =
                new VersionChecks(DRIVER, List.of(executor("0"), other))
                        .all().stream()
                                .filter(finding -> finding.level() != Finding.Level.OK)
                                .toList();
        assertEquals(1, bad.size());
        assertProblem(bad.get(0), what, "executor 7 has ");
    }

    /** What a run would note of it, ExecutorChecks compares. */
    @Test
    void anotherBuildOfTheJdk_isNotToldHere() {
        Versions versions = new Versions("17.0.9+9 Other", "4.1.0", "2.13.17", "3.4.2", "c0ffee");
        JvmFacts other = Cases.withVersions(executor("7"), versions);
        new VersionChecks(DRIVER, List.of(executor("0"), other))
                .all()
                .forEach(finding -> assertOk(finding));
    }

    @Test
    void anotherJavaOnTheExecutors_isAdvisedAgainst() {
        Versions versions = new Versions("21.0.1 X", "4.1.0", "2.13.17", "3.4.2", "c0ffee");
        JvmFacts other = Cases.withVersions(executor("7"), versions);
        assertAdvice(
                new VersionChecks(DRIVER, List.of(other, other)).java(),
                "21.0.1 X",
                "tested with 17");
    }

    @Test
    void versionsNobodyTested() {
        Versions versions = new Versions("21.0.1 X", "4.0.0", "2.12.18", "3.3.4", "c0ffee");
        List<Finding> findings =
                new VersionChecks(Cases.withVersions(DRIVER, versions), List.of()).known();
        assertProblem(findings.get(0), "2.12.18", "built for 2.13");
        assertAdvice(findings.get(1), "tested with 17");
        assertAdvice(findings.get(2), "tested with 3.5 and 4.1");
    }
}

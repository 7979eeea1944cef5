package org.sparkqsnn.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sparkqsnn.spark.JvmFacts;
import org.sparkqsnn.spark.JvmFacts.Versions;

/**
 * What driver and executors run: it must be the same, and something we know. The JDK is a part of
 * the fingerprints that ExecutorChecks compares, and is not compared here.
 */
public record VersionChecks(JvmFacts driver, List<JvmFacts> executors) {

    public List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                same(
                        "Spark",
                        Versions::spark,
                        "two versions do not understand each other's messages",
                        "one Spark on every host"));
        findings.add(
                same(
                        "Scala",
                        Versions::scala,
                        "classes of two versions do not fit",
                        "one Spark on every host"));
        findings.add(
                same(
                        "Hadoop",
                        Versions::hadoop,
                        "two versions of its client may treat the same file system differently",
                        "one Spark on every host"));
        findings.add(
                same(
                        "spark-qsnn",
                        Versions::commit,
                        "an executor with another jar computes, or reads, something else",
                        "remove our jar from spark.executor.extraClassPath and from Spark's jars"));
        findings.addAll(known());
        return findings;
    }

    Finding same(String what, Function<Versions, String> version, String why, String suggestion) {
        String ours = version.apply(driver.versions());
        for (JvmFacts executor : executors) {
            String other = version.apply(executor.versions());
            if (!other.equals(ours)) {
                return Finding.problem(
                        what,
                        ours,
                        "executor " + executor.executor() + " has " + other + "; " + why,
                        suggestion);
            }
        }
        return Finding.ok(what, ours, "the same on the driver and every executor");
    }

    /** Our jar is of Java 17 and Scala 2.13, tested with two lines of Spark. */
    List<Finding> known() {
        List<Finding> findings = new ArrayList<>();
        Versions versions = driver.versions();
        if (!versions.scala().startsWith("2.13.")) {
            findings.add(
                    Finding.problem(
                            "Scala",
                            versions.scala(),
                            "our jar is built for 2.13, and Scala's libraries do not mix",
                            "a Spark for Scala 2.13"));
        }
        findings.add(java());
        if (!versions.spark().matches("(3\\.5|4\\.1)\\..*")) {
            findings.add(
                    Finding.advice(
                            "Spark",
                            versions.spark(),
                            "tested with 3.5 and 4.1",
                            "one of these, with -P spark-3.5 for the first"));
        }
        return findings;
    }

    /** Executors with several JDKs are machines of several kinds, which ExecutorChecks tells. */
    Finding java() {
        String ours = driver.versions().java();
        Set<String> theirs =
                executors.stream().map(jvm -> jvm.versions().java()).collect(Collectors.toSet());
        return Stream.concat(Stream.of(ours), theirs.stream().filter(java -> theirs.size() == 1))
                .filter(java -> !java.startsWith("17."))
                .findFirst()
                .map(
                        java ->
                                Finding.advice(
                                        "Java",
                                        java,
                                        "vector code is an incubator of each JDK, and ours is"
                                                + " tested with 17",
                                        "JDK 17"))
                .orElse(Finding.ok("Java", ours, "tested with 17"));
    }
}

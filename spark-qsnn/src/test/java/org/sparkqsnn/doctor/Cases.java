package org.sparkqsnn.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.SparkConf;
import org.sparkqsnn.spark.JvmFacts;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.spark.Settings;
import org.sparkqsnn.spark.Survey;

/** Sessions and executors to check, and what is expected of a finding. */
final class Cases {
    static final String CLUSTER = "spark://host:7077";
    static final String LOCAL = "local[2]";

    private Cases() {}

    /** What Session.conf gives, and then {@code pairs} of key and value. */
    static Settings settings(String master, String... pairs) {
        SparkConf conf = Session.conf("test").setMaster(master);
        for (int i = 0; i < pairs.length; i += 2) conf.set(pairs[i], pairs[i + 1]);
        return new Settings(conf);
    }

    static void assertProblem(Finding finding, String... words) {
        assertLevel(Finding.Level.PROBLEM, finding, words);
        assertFalse(finding.suggestion().isEmpty(), finding.toString());
    }

    static void assertAdvice(Finding finding, String... words) {
        assertLevel(Finding.Level.ADVICE, finding, words);
        assertFalse(finding.suggestion().isEmpty(), finding.toString());
    }

    static void assertOk(Finding finding, String... words) {
        assertLevel(Finding.Level.OK, finding, words);
        assertEquals("", finding.suggestion(), finding.toString());
    }

    /** The executor that all others are compared with. */
    static JvmFacts executor(String id) {
        return new JvmFacts(
                id,
                "host-" + id,
                new JvmFacts.Versions("17.0.15+6 Debian", "4.1.0", "2.13.17", "3.4.2", "c0ffee"),
                new JvmFacts.Cpu(true, 16, "", "1"),
                "17.0.15+6 Debian, 16 lanes, Xeon, products 01234567",
                "G1 Young Generation, G1 Old Generation",
                4,
                2L << 30,
                1_000_000);
    }

    static JvmFacts withVersions(JvmFacts jvm, JvmFacts.Versions versions) {
        return new JvmFacts(
                jvm.executor(),
                jvm.host(),
                versions,
                jvm.cpu(),
                jvm.fingerprint(),
                jvm.collector(),
                jvm.processors(),
                jvm.heapBytes(),
                jvm.clockMillis());
    }

    static JvmFacts withCpu(JvmFacts jvm, UnaryOperator<JvmFacts.Cpu> change) {
        return new JvmFacts(
                jvm.executor(),
                jvm.host(),
                jvm.versions(),
                change.apply(jvm.cpu()),
                jvm.fingerprint(),
                jvm.collector(),
                jvm.processors(),
                jvm.heapBytes(),
                jvm.clockMillis());
    }

    static JvmFacts withFingerprint(JvmFacts jvm, String fingerprint) {
        return new JvmFacts(
                jvm.executor(),
                jvm.host(),
                jvm.versions(),
                jvm.cpu(),
                fingerprint,
                jvm.collector(),
                jvm.processors(),
                jvm.heapBytes(),
                jvm.clockMillis());
    }

    static JvmFacts withCollector(JvmFacts jvm, String collector, long heapBytes) {
        return new JvmFacts(
                jvm.executor(),
                jvm.host(),
                jvm.versions(),
                jvm.cpu(),
                jvm.fingerprint(),
                collector,
                jvm.processors(),
                heapBytes,
                jvm.clockMillis());
    }

    static JvmFacts withClock(JvmFacts jvm, long clockMillis) {
        return new JvmFacts(
                jvm.executor(),
                jvm.host(),
                jvm.versions(),
                jvm.cpu(),
                jvm.fingerprint(),
                jvm.collector(),
                jvm.processors(),
                jvm.heapBytes(),
                clockMillis);
    }

    /** Of executors with two slots each, asked between 999,900 and 1,000,100 ms. */
    static Survey survey(JvmFacts... executors) {
        int count = executors.length;
        return new Survey(
                executor("driver"), List.of(executors), count, 2 * count, 999_900, 1_000_100);
    }

    private static void assertLevel(Finding.Level level, Finding finding, String... words) {
        assertEquals(level, finding.level(), finding.toString());
        for (String word : words)
            assertTrue(finding.toString().contains(word), word + " is not in " + finding);
    }
}

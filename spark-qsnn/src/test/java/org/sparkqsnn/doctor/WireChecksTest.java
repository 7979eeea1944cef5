package org.sparkqsnn.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparkqsnn.doctor.Cases.CLUSTER;
import static org.sparkqsnn.doctor.Cases.LOCAL;
import static org.sparkqsnn.doctor.Cases.assertAdvice;
import static org.sparkqsnn.doctor.Cases.assertOk;
import static org.sparkqsnn.doctor.Cases.assertProblem;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.Small;

class WireChecksTest {
    /** 784-1000-10 has 1,590,020 parameters: 6,360,080 bytes. */
    private static final long VECTOR = 6_360_080;

    @Test
    void ourOwnSettings_haveNoDefect() {
        for (String master : List.of(LOCAL, CLUSTER))
            checks(master).all().forEach(finding -> assertOk(finding));
    }

    @Test
    void serializer_other() {
        String[] java = {"spark.serializer", "org.apache.spark.serializer.JavaSerializer"};
        for (String master : List.of(LOCAL, CLUSTER))
            assertAdvice(checks(master, java).serializer(), "works");
    }

    @Test
    void registrator_withoutOurs() {
        assertProblem(
                checks(CLUSTER, "spark.kryo.registrator", "com.example.Theirs").registrator(),
                "org.sparkqsnn.spark.KryoTypes");
        assertOk(
                checks(
                                CLUSTER,
                                "spark.kryo.registrator",
                                "com.example.Theirs, org.sparkqsnn.spark.KryoTypes")
                        .registrator());
    }

    @Test
    void registration_notRequired() {
        assertAdvice(checks(LOCAL, "spark.kryo.registrationRequired", "false").registration());
    }

    @Test
    void buffer_thatSparkRefuses() {
        String key = "spark.kryoserializer.buffer.max";
        assertProblem(checks(LOCAL, key, "2g").buffer(), "2048");
        assertProblem(
                checks(LOCAL, key, "1m", "spark.kryoserializer.buffer", "2m").buffer(),
                "less than spark.kryoserializer.buffer");
        assertOk(checks(CLUSTER, key, "1m").buffer(), "1.0 MiB", "need not fit");
    }

    @Test
    void resultSize_belowARound() {
        String key = "spark.driver.maxResultSize";
        Finding finding = checks(CLUSTER, key, "70m").resultSize();
        assertProblem(finding, "70.0 MiB", "4 workers", "76.4 MiB");
        assertEquals(key + "=115m", finding.suggestion());
        assertOk(checks(CLUSTER, key, "77m").resultSize());
        assertOk(checks(CLUSTER, key, "0").resultSize(), "no limit");
        assertAdvice(checks(LOCAL, key, "1m").resultSize(), "not in local mode");
    }

    @Test
    void compression_on() {
        assertAdvice(checks(LOCAL, "spark.broadcast.compress", "true").compression(), "18.2 MiB");
    }

    @Test
    void blockSize_thatLeavesFewBlocks() {
        String key = "spark.broadcast.blockSize";
        assertAdvice(checks(CLUSTER, key, "4097k").blockSize(), "goes out in 5 blocks only");
        assertProblem(checks(CLUSTER, key, "0").blockSize(), "above 0");
    }

    /** An array of n MiB has 16 bytes more, and G1's regions are whole MiB. */
    @Test
    void blockSize_thatWastesRegions() {
        String key = "spark.broadcast.blockSize";
        for (String size : List.of("1m", "4m", "1024k"))
            assertAdvice(checks(CLUSTER, key, size).blockSize(), "one more region");
        assertOk(checks(CLUSTER, key, "1023k").blockSize());
    }

    @Test
    void roundSizes_areThoseOfTheFormulas() {
        RoundSizes average = sizes("averaging.workers=4");
        assertEquals(3 * VECTOR, average.state());
        assertEquals(3 * VECTOR, average.start());
        assertEquals(0, average.own(4));
        assertEquals(3 * VECTOR, average.result(2));
        assertEquals(12 * VECTOR, average.results(4));
        RoundSizes reset = sizes("averaging.optimiserState=reset", "averaging.outer=nesterov");
        assertEquals(2 * VECTOR, reset.state());
        assertEquals(VECTOR, reset.start());
        assertEquals(VECTOR, reset.result(4));
        RoundSizes local = sizes("averaging.optimiserState=local", "averaging.workers=64");
        assertEquals(VECTOR + 64 * 2 * VECTOR, local.state());
        assertEquals(VECTOR, local.start());
        assertEquals(32 * 2 * VECTOR, local.own(32));
        assertEquals(VECTOR + 32 * 2 * VECTOR, local.result(32));
        assertEquals(2 * VECTOR + 64 * 2 * VECTOR, local.results(2));
        assertTrue(sizes("optimiser.kind=sgd").state() < average.state());
    }

    private static WireChecks checks(String master, String... pairs) {
        return new WireChecks(Cases.settings(master, pairs), sizes("averaging.workers=4"));
    }

    private static RoundSizes sizes(String... overrides) {
        String[] all = new String[overrides.length + 1];
        System.arraycopy(overrides, 0, all, 0, overrides.length);
        all[overrides.length] = "model.hidden=1000";
        ExperimentConfig config = Small.config(all);
        return RoundSizes.of(config, config.networkOf(784, 10));
    }
}

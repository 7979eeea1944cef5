package org.sparkqsnn.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first runs of {@code scripts/chaos --seed 1}; all of it takes 40 minutes. */
@Timeout(900)
class ChaosIT {
    private static FaultTestbed testbed;
    private static Chaos chaos;

    @BeforeAll
    static void open() {
        testbed = FaultTestbed.open(Scratch.of("ChaosIT"));
        chaos = new Chaos(testbed, 1);
    }

    @AfterAll
    static void close() {
        if (testbed != null) testbed.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void disturbedRun_endsWithTheSameBits(int index) {
        Trial trial = chaos.trial(index);
        assertEquals("", trial.failure(), trial::toString);
    }
}

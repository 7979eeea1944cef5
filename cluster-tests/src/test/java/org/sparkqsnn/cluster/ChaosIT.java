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
    private static Ground ground;
    private static Chaos chaos;

    @BeforeAll
    static void open() {
        ground = Ground.open(Scratch.of("ChaosIT"));
        chaos = new Chaos(ground, 1);
    }

    @AfterAll
    static void close() {
        if (ground != null) ground.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void disturbedRun_endsWithTheSameBits(int index) {
        Trial trial = chaos.trial(index);
        assertEquals("", trial.failure(), trial::toString);
    }
}

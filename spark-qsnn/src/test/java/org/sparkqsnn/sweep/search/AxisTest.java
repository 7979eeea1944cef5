package org.sparkqsnn.sweep.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
    private static final double ALMOST_1 = Math.nextDown(1.0);

    @Test
    void values_areEquallyLikely() {
        Axis axis = new Axis.Values("model.hidden", List.of("[8]", "[8,4]", "[16]"));
        assertEquals("[8]", axis.at(0));
        assertEquals("[8]", axis.at(0.33));
        assertEquals("[8,4]", axis.at(0.34));
        assertEquals("[16]", axis.at(ALMOST_1));
        assertEquals(List.of("[8]", "[8,4]", "[16]"), axis.grid());
    }

    @Test
    void linearRange_hasFourDigits() {
        Axis axis = new Axis.Range("neuron.threshold", 0.5, 1, false, false, 3);
        assertEquals("0.5", axis.at(0));
        assertEquals("0.6173", axis.at(0.234567));
        assertEquals("1", axis.at(ALMOST_1));
        assertEquals(List.of("0.5", "0.75", "1"), axis.grid());
    }

    @Test
    void logarithmicRange_hasEqualRatios() {
        Axis axis = new Axis.Range("optimiser.learningRate", 1e-4, 1e-1, true, false, 4);
        assertEquals(List.of("0.0001", "0.001", "0.01", "0.1"), axis.grid());
        assertEquals("0.003162", axis.at(0.5)); // 10^-2.5
    }

    @Test
    void wholeNumbers_haveBothEnds_andNoDoubles() {
        Axis axis = new Axis.Range("encoder.steps", 1, 4, false, true, 9);
        assertEquals("1", axis.at(0.2499));
        assertEquals("2", axis.at(0.25));
        assertEquals("4", axis.at(ALMOST_1));
        assertEquals(List.of("1", "2", "3", "4"), axis.grid());
        Axis log = new Axis.Range("training.batchSize", 8, 128, true, true, 5);
        assertEquals(List.of("8", "16", "32", "64", "128"), log.grid());
    }
}

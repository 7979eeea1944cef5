package org.sparkqsnn.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sparkqsnn.math.CacheLines;

class TraceTest {

    /** 3 samples, 4 panels of 16 lanes, 40 steps: two words of spikes. */
    @Test
    void indices_areTheDocumentedOnes() {
        Trace trace = new Trace(3, 4, 40, 16, false, true, false);
        assertEquals(2, trace.words);
        assertEquals(CacheLines.FIRST + ((2 * 4 + 3) * 40) * 16, trace.cell(2, 3));
        assertEquals(trace.cell(2, 3), trace.driveCell(2, 3));
        assertEquals((2 * 4 + 3) * 2 * 16, trace.word(2, 3));
        trace.spikes[((2 * 4 + 3) * 2 + 1) * 16 + 5] = 1 << 7;
        assertEquals(1, trace.fired(2, 3 * 16 + 5, 39));
        assertEquals(0, trace.fired(2, 3 * 16 + 5, 7));
    }

    @Test
    void word_hasThirtyTwoSteps() {
        assertEquals(1, trace(1, false).words);
        assertEquals(1, trace(32, false).words);
        assertEquals(2, trace(33, false).words);
    }

    /** At a single step there is nothing to be constant over. */
    @Test
    void drive_isConstantOverSeveralSteps() {
        assertTrue(trace(2, true).constantDrive());
        assertFalse(trace(2, false).constantDrive());
        assertFalse(trace(1, false).constantDrive());
    }

    private static Trace trace(int steps, boolean constant) {
        return new Trace(1, 1, steps, 16, constant, false, false);
    }
}

package org.sparkqsnn.neuron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.sparkqsnn.math.CacheLines;

class SignalTest {

    /** 3 samples, 4 panels of 16 lanes, 40 steps: two words of spikes. */
    @Test
    void indices_areTheDocumentedOnes() {
        Signal signal = new Signal(Shape.flat(true, false, 61, 40), 3, 16, false);
        assertEquals(4, signal.panels);
        assertEquals(2, signal.words);
        assertEquals(CacheLines.FIRST + ((2 * 4 + 3) * 40) * 16, signal.cell(2, 3));
        assertEquals((2 * 4 + 3) * 2 * 16, signal.word(2, 3));
        signal.spikes[((2 * 4 + 3) * 2 + 1) * 16 + 5] = 1 << 7;
        assertEquals(1, signal.fired(2, 3 * 16 + 5, 39));
        assertEquals(1, signal.output(2, 3 * 16 + 5, 39));
        assertEquals(0, signal.fired(2, 3 * 16 + 5, 7));
    }

    @Test
    void word_hasThirtyTwoSteps() {
        assertEquals(1, words(1));
        assertEquals(1, words(32));
        assertEquals(2, words(33));
    }

    @Test
    void whatIsPut_isRead_andForgotten() {
        Signal signal = new Signal(Shape.flat(true, false, 20, 40), 2, 16, true);
        signal.put(1, 1, 3, 35, 0.5, true);
        signal.put(1, 1, 3, 36, 0.25, false);
        assertTrue(signal.fired(1, 1, 3, 35));
        assertFalse(signal.fired(1, 1, 3, 36));
        assertEquals(0.25f, signal.membrane[signal.cell(1, 1) + 36 * 16 + 3]);
        signal.clearSpikes(1, 1);
        assertArrayEquals(new int[signal.spikes.length], signal.spikes);
    }

    /** Values that are the same at every step have one row, whatever is put later. */
    @Test
    void constantValues_haveOneRow() {
        Signal signal = new Signal(Shape.flat(false, true, 3, 40), 1, 16, true);
        signal.put(0, 0, 2, 0, 7, false);
        signal.put(0, 0, 2, 1, 8, false);
        assertEquals(1, signal.steps);
        assertEquals(7, signal.output(0, 2, 0));
        assertEquals(0, signal.spikes.length);
        signal.byMembrane[signal.cell(0, 0) + 2] = 5;
        assertEquals(5, signal.byMembrane(0, 0, 2, 0));
        assertEquals(0, signal.byMembrane(0, 0, 2, 1));
    }

    private static int words(int steps) {
        return new Signal(Shape.flat(true, false, 1, steps), 1, 16, false).words;
    }
}

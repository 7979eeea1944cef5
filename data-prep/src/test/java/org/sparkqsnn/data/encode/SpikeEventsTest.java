package org.sparkqsnn.data.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SpikeEventsTest {
    @Test
    void steps_followOneAnother() {
        SpikeEvents events = new SpikeEvents();
        for (int t = 0; t < 100; t++) {
            int[] inputs = events.room(t);
            for (int i = 0; i < t; i++) {
                inputs[events.total() + i] = 1000 * t + i;
            }
            events.endStep(events.total() + t);
        }
        assertEquals(100, events.steps());
        assertEquals(4950, events.total());
        for (int t = 0; t < 100; t++) {
            assertEquals(t, events.end(t) - events.begin(t));
            assertEquals(t == 0 ? 0 : events.end(t - 1), events.begin(t));
        }
        assertEquals(99_098, events.inputs()[4949]);
    }

    @Test
    void clear_keepsTheMemoryAndHidesTheSteps() {
        SpikeEvents events = new SpikeEvents();
        int[] inputs = events.room(5000);
        events.endStep(5000);
        events.clear();
        assertEquals(0, events.steps());
        assertEquals(0, events.total());
        assertSame(inputs, events.room(5000));
        assertThrows(IndexOutOfBoundsException.class, () -> events.end(0));
    }

    @Test
    void endStep_refusesToGoBack() {
        SpikeEvents events = new SpikeEvents();
        int[] unused = events.room(10);
        events.endStep(10);
        assertThrows(IllegalArgumentException.class, () -> events.endStep(9));
        assertThrows(IllegalArgumentException.class, () -> events.endStep(Integer.MAX_VALUE));
    }
}

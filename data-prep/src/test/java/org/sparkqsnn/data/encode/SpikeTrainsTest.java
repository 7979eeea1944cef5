package org.sparkqsnn.data.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SpikeTrainsTest {
    @Test
    void trains_keepTheirSpikesAndSilentOnesAreForgotten() {
        SpikeTrains trains = new SpikeTrains();
        trains.clear(40);
        for (int i = 0; i < 1000; i++) {
            trains.set(0, i % 3 == 0 ? 0 : i);
            trains.set(1, i % 6 == 0 ? 0 : 1 << i % 8);
            trains.end(7 * i);
        }
        assertEquals(833, trains.count()); // all but the multiples of 6
        assertEquals(2, trains.words());
        assertEquals(7, trains.input(0));
        assertTrue(trains.fired(0, 0));
        assertFalse(trains.fired(0, 1));
        assertTrue(trains.fired(0, 33));
        assertEquals(21, trains.input(2));
        assertEquals(0, trains.bits()[4]);
        assertTrue(trains.fired(2, 35));
        assertEquals(6993, trains.input(832));
    }

    /**
     * 625 words a train are more than twice what there is at first; then 300 trains of one word.
     */
    @Test
    void longTrain_hasRoom_andManyShortOnesAfterIt() {
        SpikeTrains trains = new SpikeTrains();
        trains.clear(20_000);
        trains.set(624, 1);
        trains.end(3);
        assertTrue(trains.fired(0, 32 * 624));
        trains.clear(1);
        for (int i = 0; i < 300; i++) {
            trains.set(0, 1);
            trains.end(i);
        }
        assertEquals(299, trains.input(299));
    }

    @Test
    void clear_keepsTheMemoryAndHidesTheTrains() {
        SpikeTrains trains = new SpikeTrains();
        trains.clear(1);
        int[] bits = trains.bits();
        trains.set(0, 1);
        trains.end(5);
        trains.clear(32);
        assertEquals(0, trains.count());
        assertSame(bits, trains.bits());
        assertThrows(IndexOutOfBoundsException.class, () -> trains.input(0));
        assertThrows(IndexOutOfBoundsException.class, () -> trains.set(1, 0));
        assertThrows(IllegalArgumentException.class, () -> trains.clear(0));
    }
}

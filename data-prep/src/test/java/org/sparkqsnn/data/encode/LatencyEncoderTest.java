package org.sparkqsnn.data.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyEncoderTest {
    /** Steps by hand: (1 - p / 255) * 5 = 0, 1, 2.51, 4.98, never, 0. */
    @Test
    void spike_comesEarlierTheBrighterThePixel() {
        SpikeTrains trains = new SpikeTrains();
        byte[] pixels = {(byte) 255, (byte) 204, 127, 1, 0, (byte) 255};
        new LatencyEncoder(6).encode(pixels, trains);
        assertEquals(6, trains.steps());
        int[][] expected = {{0, 5}, {1}, {}, {2}, {}, {3}};
        for (int t = 0; t < 6; t++) {
            int step = t;
            int[] fired =
                    IntStream.range(0, trains.count())
                            .filter(n -> trains.fired(n, step))
                            .map(trains::input)
                            .toArray();
            assertArrayEquals(expected[t], fired, "step " + t);
        }
    }

    @Test
    void reusedTrains_holdTheNewSampleAlone() {
        SpikeTrains trains = new SpikeTrains();
        LatencyEncoder encoder = new LatencyEncoder(40);
        encoder.encode(new byte[] {1, 1, 1}, trains);
        encoder.encode(new byte[] {0, (byte) 255, 0}, trains);
        assertEquals(1, trains.count());
        assertEquals(1, trains.input(0));
        assertArrayEquals(new int[] {1, 0}, Arrays.copyOf(trains.bits(), 2));
    }

    @Test
    void everyNonZeroPixel_firesOnce() {
        byte[] pixels = new byte[256];
        for (int i = 0; i < 256; i++) {
            pixels[i] = (byte) i;
        }
        for (int steps : new int[] {1, 2, 25, 400}) {
            SpikeTrains trains = new SpikeTrains();
            new LatencyEncoder(steps).encode(99, 7, 3, pixels, trains);
            assertEquals(255, trains.count());
            int spikes = 0;
            for (int n = 0; n < 255; n++) {
                assertEquals(n + 1, trains.input(n));
                for (int t = 0; t < steps; t++) spikes += trains.fired(n, t) ? 1 : 0;
            }
            assertEquals(255, spikes);
        }
        assertThrows(IllegalArgumentException.class, () -> new LatencyEncoder(0));
    }
}

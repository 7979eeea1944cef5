package org.sparkqsnn.data.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.schema.ImageSet;

class LatencyEncoderTest {
    /** Steps by hand: (1 - p / 255) * 5 = 0, 1, 2.51, 4.98, never, 0. */
    @Test
    void spike_comesEarlierTheBrighterThePixel() {
        SpikeEvents events = new SpikeEvents();
        byte[] pixels = {(byte) 255, (byte) 204, 127, 1, 0, (byte) 255};
        new LatencyEncoder(6).encode(pixels, events);
        assertEquals(6, events.steps());
        int[][] expected = {{0, 5}, {1}, {}, {2}, {}, {3}};
        for (int t = 0; t < 6; t++) {
            int[] step = Arrays.copyOfRange(events.inputs(), events.begin(t), events.end(t));
            assertArrayEquals(expected[t], step, "step " + t);
        }
    }

    @Test
    void everyNonZeroPixel_firesOnce() {
        byte[] pixels = new byte[256];
        for (int i = 0; i < 256; i++) {
            pixels[i] = (byte) i;
        }
        for (int steps : new int[] {1, 2, 25, 400}) {
            SpikeEvents events = new SpikeEvents();
            new LatencyEncoder(steps).encode(99, 7, 3, pixels, events);
            int[] fired = Arrays.copyOf(events.inputs(), events.total());
            Arrays.sort(fired);
            assertEquals(255, fired.length);
            assertEquals(1, fired[0]);
            assertEquals(255, Arrays.stream(fired).distinct().count());
        }
        assertThrows(IllegalArgumentException.class, () -> new LatencyEncoder(0));
    }

    @Test
    void direct_isTheGreyValue() {
        ImageSet set = ImageSet.of(1, 2, 1, 2, new byte[][] {{0, 0, (byte) 255, 0, 51, 1}});
        float[] out = {9, 9, 9, 9};
        DirectEncoder.encode(set, 1, out, 1);
        assertArrayEquals(new float[] {9, 0.2f, 1 / 255f, 9}, out);
    }
}

package org.sparkqsnn.data.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventEncoderTest {

    /** Input 0 at steps 1 and 8, input 2 at step 0 (said twice): bits by hand, two bytes a row. */
    @Test
    void raster_hasABitForEachInputAndStep() {
        SpikeRaster raster = new SpikeRaster(3, 10);
        raster.set(0, 1);
        raster.set(0, 8);
        raster.set(2, 0);
        raster.set(2, 0);
        assertArrayEquals(new byte[] {2, 1, 0, 0, 1, 0}, raster.bytes());
        assertThrows(IndexOutOfBoundsException.class, () -> raster.set(0, 10));
        assertThrows(IndexOutOfBoundsException.class, () -> raster.set(3, 0));
        assertThrows(IllegalArgumentException.class, () -> new EventEncoder(0));
    }

    @Test
    void everyEncoder_saysItsSteps() {
        assertEquals(7, new EventEncoder(7).steps());
        assertEquals(7, new LatencyEncoder(7).steps());
        assertEquals(7, new PoissonEncoder(7).steps());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 25, 31, 32, 33, 64, 100, 1024})
    void encode_givesBackWhatWasRecorded(int steps) {
        int inputs = 300;
        boolean[][] spikes = new boolean[inputs][steps];
        SpikeRaster raster = new SpikeRaster(inputs, steps);
        SplittableRandom random = new SplittableRandom(steps);
        for (int n = 0; n < 4 * inputs; n++) {
            int input = random.nextInt(inputs);
            int step = random.nextInt(steps);
            spikes[input][step] = true;
            raster.set(input, step);
        }
        SpikeTrains trains = new SpikeTrains();
        new EventEncoder(steps).encode(1, 2, 3, raster.bytes(), trains);
        assertEquals(steps, trains.steps());
        boolean[][] read = new boolean[inputs][steps];
        for (int n = 0; n < trains.count(); n++) {
            assertTrue(n == 0 || trains.input(n) > trains.input(n - 1));
            for (int t = 0; t < steps; t++) read[trains.input(n)][t] = trains.fired(n, t);
        }
        assertArrayEquals(spikes, read);
    }
}

package org.sparkqsnn.layer.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.data.encode.SpikeTrains;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.Signal;

class SpikeListTest {
    private static final int INPUTS = 70;

    @ParameterizedTest
    @CsvSource({"1, 0.5", "3, 0.1", "25, 0.5", "25, 0.95", "32, 1", "33, 0", "70, 0.8"})
    void events_addUpToTheSpikes(int steps, double rate) {
        SpikeTrains[] trains = {trains(steps, rate, 1), trains(steps, rate, 2)};
        SpikeList list = new SpikeList(INPUTS, steps, 2);
        list.read(SpikeSource.of(trains), 2);
        list.read(SpikeSource.of(trains), 2); // a second reading replaces the first
        for (int s = 0; s < 2; s++) {
            int spikes = 0;
            float[][] expected = new float[INPUTS + 1][steps];
            java.util.Arrays.fill(expected[INPUTS], 1);
            for (int n = 0; n < trains[s].count(); n++) {
                for (int t = 0; t < steps; t++) {
                    int fired = trains[s].fired(n, t) ? 1 : 0;
                    expected[trains[s].input(n)][t] = fired;
                    spikes += fired;
                }
            }
            assertArrayEquals(expected, sum(list, s, steps));
            assertTrue(list.end(s) - list.begin(s) <= spikes + 1);
        }
    }

    /**
     * An encoder's spikes, copied to a layer's signal that has lanes of its last panel left over.
     */
    @Test
    void trace_listsTheSameEvents() {
        int steps = 40;
        SpikeTrains trains = trains(steps, 0.4, 3);
        Signal signal = new Signal(Shape.flat(true, false, INPUTS, steps), 1, 16, false);
        java.util.Arrays.fill(signal.spikes, -1); // in the lanes left over, too
        for (int i = 0; i < INPUTS; i++) {
            for (int w = 0; w < 2; w++) {
                signal.spikes[signal.word(0, i / 16) + w * 16 + i % 16] = 0;
            }
        }
        for (int n = 0; n < trains.count(); n++) {
            int i = trains.input(n);
            for (int w = 0; w < 2; w++) {
                signal.spikes[signal.word(0, i / 16) + w * 16 + i % 16] = trains.bits()[2 * n + w];
            }
        }
        SpikeList expected = new SpikeList(INPUTS, steps, 1);
        expected.read(SpikeSource.of(new SpikeTrains[] {trains}), 1);
        SpikeList actual = new SpikeList(INPUTS, steps, 1);
        actual.read(SpikeSource.of(signal, INPUTS), 1);
        assertEquals(expected.end(0), actual.end(0));
        for (int e = 0; e < expected.end(0); e++) {
            assertEquals(expected.events()[e], actual.events()[e]);
        }
    }

    @Test
    void neuronThatFiresInItsSecondWordAlone_isListed() {
        Signal signal = new Signal(Shape.flat(true, false, 16, 40), 1, 16, false);
        signal.spikes[signal.word(0, 0) + 16 + 3] = 1 << 5;
        SpikeList list = new SpikeList(16, 40, 1);
        list.read(SpikeSource.of(signal, 16), 1);
        assertEquals(2, list.end(0));
        assertEquals(3, SpikeList.input(list.events()[0]));
        assertEquals(37, SpikeList.step(list.events()[0]));
    }

    /** More than half of the steps is where the total and the silent steps are listed instead. */
    @Test
    void halfOfTheSteps_areListedAsTheyAre() {
        SpikeTrains[] half = {trains(10, 4, 0b0110)};
        SpikeList list = new SpikeList(10, 4, 1);
        list.read(SpikeSource.of(half), 1);
        assertEquals(10 * 2 + 1, list.end(0));
        for (int e = 0; e < 20; e++) assertEquals(1, SpikeList.sign(list.events()[e]));
    }

    /** 13 of 25 steps: 13 events for each input, which is as many as there can be. */
    @Test
    void fullList_hasRoom() {
        SpikeTrains[] full = {trains(2000, 25, 0x1fff)};
        SpikeList list = new SpikeList(2000, 25, 1);
        list.read(SpikeSource.of(full), 1);
        assertEquals(2000 * 13 + 1, list.end(0));
    }

    /** An event has 19 bits for the input and 11 for the step, one of which is the total. */
    @Test
    void whatAnEventCannotSay_isRefused() {
        int end = SpikeList.INPUTS_END;
        assertEquals(0, new SpikeList(end - 1, 2046, 1).begin(0));
        assertThrows(IllegalArgumentException.class, () -> new SpikeList(end, 2046, 1));
        assertThrows(IllegalArgumentException.class, () -> new SpikeList(end - 1, 2047, 1));
    }

    /** Inputs of which each fires as {@code bits} say. */
    private static SpikeTrains trains(int inputs, int steps, int bits) {
        SpikeTrains trains = new SpikeTrains();
        trains.clear(steps);
        for (int i = 0; i < inputs; i++) {
            trains.set(0, bits);
            trains.end(i);
        }
        return trains;
    }

    private static float[][] sum(SpikeList list, int sample, int steps) {
        float[][] sum = new float[INPUTS + 1][steps];
        for (int e = list.begin(sample); e < list.end(sample); e++) {
            int event = list.events()[e];
            for (int t = 0; t < steps; t++) {
                boolean counts = SpikeList.step(event) == t || SpikeList.step(event) == steps;
                if (counts) sum[SpikeList.input(event)][t] += SpikeList.sign(event);
            }
        }
        return sum;
    }

    private static SpikeTrains trains(int steps, double rate, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SpikeTrains trains = new SpikeTrains();
        trains.clear(steps);
        for (int i = 0; i < INPUTS; i++) {
            int[] words = new int[trains.words()];
            for (int t = 0; t < steps; t++) {
                if (random.nextDouble() < rate) words[t / 32] |= 1 << t;
            }
            for (int w = 0; w < words.length; w++) trains.set(w, words[w]);
            trains.end(i);
        }
        return trains;
    }
}

package org.sparkqsnn.data.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoissonEncoderTest {
    private static final long KEY = Stream.ENCODE.key(42);

    /** One pixel of each value. */
    private static byte[] ramp() {
        byte[] pixels = new byte[256];
        for (int i = 0; i < 256; i++) {
            pixels[i] = (byte) i;
        }
        return pixels;
    }

    private static SpikeTrains encode(int steps, long sampleId, int epoch, byte[] pixels) {
        SpikeTrains events = new SpikeTrains();
        new PoissonEncoder(steps).encode(KEY, sampleId, epoch, pixels, events);
        return events;
    }

    /** Inputs that fire at step t. */
    private static int[] step(SpikeTrains trains, int t) {
        return IntStream.range(0, trains.count())
                .filter(n -> trains.fired(n, t))
                .map(trains::input)
                .toArray();
    }

    private static String text(SpikeTrains trains) {
        return IntStream.range(0, trains.steps())
                .mapToObj(t -> Arrays.toString(step(trains, t)))
                .collect(Collectors.joining());
    }

    /** Spikes of each input over all steps. */
    private static int[] counts(SpikeTrains trains, int features) {
        int[] counts = new int[features];
        for (int n = 0; n < trains.count(); n++) {
            for (int w = 0; w < trains.words(); w++) {
                counts[trains.input(n)] += Integer.bitCount(trains.bits()[n * trains.words() + w]);
            }
        }
        return counts;
    }

    /**
     * Counts over 25 steps of 8000 samples against the binomial, n = 25 and p = pixel / 255: z of
     * the mean and of the variance below 4.5 for each of 254 pixel values. By chance that fails
     * with probability 254 * 2 * 7e-6 = 0.4 %, once: the seed is fixed.
     */
    @Test
    void counts_areBinomial() {
        int samples = 8000;
        double[] sum = new double[256];
        double[] squares = new double[256];
        SpikeTrains events = new SpikeTrains();
        PoissonEncoder encoder = new PoissonEncoder(25);
        for (int id = 0; id < samples; id++) {
            encoder.encode(KEY, id, 3, ramp(), events);
            int[] counts = counts(events, 256);
            for (int value = 0; value < 256; value++) {
                double deviation = counts[value] - 25 * value / 255.0;
                sum[value] += deviation;
                squares[value] += deviation * deviation;
            }
        }
        for (int value = 1; value < 255; value++) {
            double p = value / 255.0;
            double variance = 25 * p * (1 - p);
            double fourth =
                    variance * (1 + (3 * 25 - 6) * p * (1 - p)); // central moment of the binomial
            double zMean = sum[value] / Math.sqrt(samples * variance);
            double zVariance =
                    (squares[value] - samples * variance)
                            / Math.sqrt(samples * (fourth - variance * variance));
            assertTrue(Math.abs(zMean) < 4.5, "mean of pixel " + value + ": z = " + zMean);
            assertTrue(
                    Math.abs(zVariance) < 4.5, "variance of pixel " + value + ": z = " + zVariance);
        }
        assertEquals(0, sum[0]);
        assertEquals(0, sum[255]);
        assertEquals(0, squares[255]);
    }

    /**
     * Spikes of one pixel at two steps, in two samples and in two epochs agree as often as
     * independent coins.
     */
    @Test
    void draws_areIndependentAcrossTheCounter() {
        int n = 20_000;
        byte[] half = new byte[n];
        Arrays.fill(half, (byte) 51); // p = 0.2: agree with probability 0.2² + 0.8² = 0.68
        SpikeTrains one = encode(64, 7, 1, half);
        agree(step(one, 0), step(one, 1), n);
        agree(step(one, 31), step(one, 32), n);
        agree(step(one, 0), step(one, 32), n);
        agree(step(one, 0), step(encode(64, 8, 1, half), 0), n);
        agree(step(one, 0), step(encode(64, 7, 2, half), 0), n);
        agree(step(one, 0), step(encode(64, 7 + (1L << 32), 1, half), 0), n);
    }

    private static void agree(int[] first, int[] second, int n) {
        boolean[] fired = new boolean[n];
        for (int input : first) {
            fired[input] = true;
        }
        int both = 0;
        for (int input : second) {
            both += fired[input] ? 1 : 0;
        }
        int agreeing = n - first.length - second.length + 2 * both;
        double z = (agreeing - 0.68 * n) / Math.sqrt(n * 0.68 * 0.32);
        assertTrue(Math.abs(z) < 4.5, "z = " + z);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 25, 31, 32, 33, 64, 100})
    void extremes_fireAlwaysAndNever(int steps) {
        SpikeTrains events = encode(steps, 0, 0, new byte[] {0, (byte) 255, 0, (byte) 255});
        assertEquals(steps, events.steps());
        for (int t = 0; t < steps; t++) {
            assertEquals("[1, 3]", Arrays.toString(step(events, t)));
        }
    }

    @Test
    void lastWord_hasNoSpikesAfterTheLastStep() {
        SpikeTrains trains = encode(33, 0, 0, ramp());
        for (int n = 0; n < trains.count(); n++) assertEquals(0, trains.bits()[2 * n + 1] >>> 1);
    }

    /** Fewer steps are a prefix of more: time step t has its own draw. */
    @Test
    void steps_areAPrefixOfMoreSteps() {
        SpikeTrains longRun = encode(100, 5, 6, ramp());
        for (int steps : new int[] {1, 25, 32, 33, 70}) {
            SpikeTrains events = encode(steps, 5, 6, ramp());
            for (int t = 0; t < steps; t++) {
                assertEquals(Arrays.toString(step(longRun, t)), Arrays.toString(step(events, t)));
            }
        }
    }

    /**
     * The bit-sliced loop against the definition: 16 bits, most significant first, below the
     * rounded probability.
     */
    @Test
    void spikes_matchTheDefinition() {
        int steps = 40;
        long sampleId = 0x12_3456_789AL;
        int epoch = 0xABCDEF;
        SpikeTrains events = encode(steps, sampleId, epoch, ramp());
        int[] word = new int[4];
        for (int t = 0; t < steps; t++) {
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 256; i++) {
                int uniform = 0;
                for (int bit = 0; bit < 16; bit++) {
                    int high = (int) (sampleId >>> 32) ^ (epoch << 8);
                    Philox4x32.block((int) sampleId, high, i, 4 * (t / 32) + bit / 4, KEY, word, 0);
                    uniform = uniform << 1 | (word[bit % 4] >>> (t % 32) & 1);
                }
                expected.append(uniform < Math.round(i * 65536 / 255.0) ? i + ", " : "");
            }
            String found = Arrays.toString(step(events, t)).replace("[", "").replace("]", ", ");
            assertEquals(expected.toString(), found, "step " + t);
        }
    }

    @Test
    void order_changesNothing() {
        SpikeTrains reused = new SpikeTrains();
        PoissonEncoder encoder = new PoissonEncoder(25);
        encoder.encode(KEY, 1, 0, ramp(), reused);
        String first = text(reused);
        encoder.encode(KEY, 2, 9, new byte[10_000], reused);
        assertEquals(0, reused.count());
        encoder.encode(KEY, 1, 0, ramp(), reused);
        assertEquals(first, text(reused));
    }

    @Test
    void address_changesEverything() {
        byte[] pixels = ramp();
        String spikes = text(encode(25, 1, 1, pixels));
        assertNotEquals(spikes, text(encode(25, 2, 1, pixels)));
        assertNotEquals(spikes, text(encode(25, 1, 2, pixels)));
        SpikeTrains test = new SpikeTrains();
        new PoissonEncoder(25).encode(Stream.ENCODE_TEST.key(42), 1, 1, pixels, test);
        assertNotEquals(spikes, text(test));
    }

    @Test
    void address_outOfRangeIsRefused() {
        refused("sampleId must be in [0, 2^40), got 1099511627776", 1L << 40, 0);
        refused("sampleId must be in [0, 2^40), got -1", -1, 0);
        refused("epoch must be in [0, 2^24), got 16777216", 0, 1 << 24);
        refused("epoch must be in [0, 2^24), got -1", 0, -1);
        assertThrows(IllegalArgumentException.class, () -> new PoissonEncoder(0));
    }

    private static void refused(String message, long sampleId, int epoch) {
        Exception e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> encode(25, sampleId, epoch, new byte[1]));
        assertEquals(message, e.getMessage());
    }
}

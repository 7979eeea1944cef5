package org.sparkqsnn.neuron;

import java.util.List;
import org.sparkqsnn.data.encode.Philox4x32;
import org.sparkqsnn.data.encode.Stream;

/**
 * Random numbers of neurons: pure functions of the seed, the sample, the epoch, the layer, the
 * neuron and the step, so that repeating or moving a task changes none of them.
 *
 * <p>Philox with the key of the stream and the counter {@code (sample low, sample high ^ epoch <<
 * 8, neuron, layer << 16 | step / 4)}, word step mod 4. Streams whose numbers are the same at every
 * step have the counter {@code (…, neuron / 4, layer << 16)}, word neuron mod 4.
 */
public final class Draws {
    /** What layers draw for. */
    private static final List<Stream> STREAMS = List.of(Stream.SHOTS, Stream.DROPOUT);

    /** Keys by stream; shape [streams][slots]. */
    private final long[][] keys;

    private final long[] samples;
    private final int[] epochs;
    private final int[] words = new int[4];

    /**
     * Of samples that must be given their addresses.
     *
     * @param slots samples of a micro-batch
     */
    public Draws(int slots) {
        this.keys = new long[STREAMS.size()][slots];
        this.samples = new long[slots];
        this.epochs = new int[slots];
    }

    /**
     * Says which sample is in a slot.
     *
     * @param key of the sample's encoding, which differs between training and test
     */
    public void address(int slot, long key, long sample, int epoch) {
        for (int i = 0; i < keys.length; i++) keys[i][slot] = STREAMS.get(i).key(key);
        samples[slot] = sample;
        epochs[slot] = epoch;
    }

    /**
     * A number in [0, 1), a multiple of 2^-32, for one neuron at one step.
     *
     * @param stream what it is for: SHOTS
     */
    public double uniform(Stream stream, int slot, int layer, int neuron, int step) {
        block(stream, slot, neuron, layer << 16 | step >>> 2, words, 0);
        return (words[step & 3] & 0xffffffffL) * 0x1p-32;
    }

    /**
     * A word for each neuron, the same at every step.
     *
     * @param stream what they are for: DROPOUT
     * @param to receives them, as unsigned numbers; its length is a multiple of 4
     */
    public void words(Stream stream, int slot, int layer, int[] to) {
        for (int n = 0; n < to.length; n += 4) block(stream, slot, n / 4, layer << 16, to, n);
    }

    private void block(Stream stream, int slot, int third, int fourth, int[] to, int at) {
        int low = (int) samples[slot];
        int high = (int) (samples[slot] >>> 32) ^ (epochs[slot] << 8);
        long key = keys[STREAMS.indexOf(stream)][slot];
        Philox4x32.block(low, high, third, fourth, key, to, at);
    }
}

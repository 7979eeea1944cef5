package org.sparkqsnn.neuron;

import org.sparkqsnn.data.encode.Philox4x32;
import org.sparkqsnn.data.encode.Stream;

/**
 * Random numbers of neurons: pure functions of the seed, the sample, the epoch, the layer, the
 * neuron and the step, so that repeating or moving a task changes none of them.
 *
 * <p>Philox with the key of the stream and the counter {@code (sample low, sample high ^ epoch <<
 * 8, neuron, layer << 16 | step / 4)}, word step mod 4.
 */
public final class Draws {
    private final Stream stream;
    private final long[] keys;
    private final long[] samples;
    private final int[] epochs;
    private final int[] words = new int[4];

    /**
     * @param stream what the numbers are for
     * @param slots samples of a micro-batch
     */
    public Draws(Stream stream, int slots) {
        this.stream = stream;
        this.keys = new long[slots];
        this.samples = new long[slots];
        this.epochs = new int[slots];
    }

    /**
     * Says which sample is in a slot.
     *
     * @param key of the sample's encoding, which differs between training and test
     */
    public void address(int slot, long key, long sample, int epoch) {
        keys[slot] = stream.key(key);
        samples[slot] = sample;
        epochs[slot] = epoch;
    }

    /** A number in [0, 1), a multiple of 2^-32. */
    public double uniform(int slot, int layer, int neuron, int step) {
        int low = (int) samples[slot];
        int high = (int) (samples[slot] >>> 32) ^ (epochs[slot] << 8);
        Philox4x32.block(low, high, neuron, layer << 16 | step >>> 2, keys[slot], words, 0);
        return (words[step & 3] & 0xffffffffL) * 0x1p-32;
    }
}

package org.sparkqsnn.data.encode;

import java.util.Arrays;
import java.util.Objects;

/**
 * The spikes of one sample, input by input: for each input that fires at all, ascending, a bit for
 * each time step. A buffer to reuse, for one thread; after the first few samples it allocates
 * nothing.
 *
 * <p>Write: {@link #clear}, then for each input {@link #set} its words and {@link #end} it.
 */
public final class SpikeTrains {
    private int[] inputs = new int[256];
    private int[] bits = new int[256];
    private int steps;
    private int words;
    private int count;

    /** Forgets all trains, keeps the memory. */
    public void clear(int steps) {
        this.steps = SpikeEncoder.checkSteps(steps);
        this.words = (steps + 31) / 32;
        this.count = 0;
        reserve();
    }

    /** Sets a word of the next train: bit {@code t % 32} of word {@code t / 32} for step t. */
    public void set(int word, int spikes) {
        bits[count * words + Objects.checkIndex(word, words)] = spikes;
    }

    /**
     * Ends the next train, of which all words were set; without a spike it is forgotten.
     *
     * @param input larger than that of the train before
     */
    public void end(int input) {
        int any = 0;
        for (int w = 0; w < words; w++) any |= bits[count * words + w];
        inputs[count] = input;
        count += any != 0 ? 1 : 0; // no branch: half of the guesses would be wrong
        if (count == inputs.length || (count + 1) * words > bits.length) reserve();
    }

    /** Time steps. */
    public int steps() {
        return steps;
    }

    /** Ints of a train. */
    public int words() {
        return words;
    }

    /** Inputs that fire. */
    public int count() {
        return count;
    }

    /** The input of the n-th train. */
    public int input(int n) {
        return inputs[Objects.checkIndex(n, count)];
    }

    /** Words of all trains, those of the n-th from {@code n * words()} on. */
    public int[] bits() {
        return bits;
    }

    /** Whether the n-th train has a spike at step t. */
    public boolean fired(int n, int t) {
        Objects.checkIndex(t, steps);
        return (bits[Objects.checkIndex(n, count) * words + t / 32] >>> t & 1) != 0;
    }

    private void reserve() {
        if (count == inputs.length) inputs = Arrays.copyOf(inputs, 2 * count);
        if ((count + 1) * words > bits.length) {
            bits = Arrays.copyOf(bits, Math.max((count + 1) * words, 2 * bits.length));
        }
    }
}

package org.sparkqsnn.data.encode;

import java.util.Arrays;
import java.util.Objects;

/**
 * The spikes of one sample: for each time step the inputs that fire, ascending. A buffer to reuse,
 * for one thread; after the first few samples it allocates nothing.
 *
 * <p>Read: {@code for (int i = begin(t); i < end(t); i++) use(inputs()[i])}. Write: {@link #clear},
 * then for each step {@link #room} and {@link #endStep}.
 */
public final class SpikeEvents {
    private int[] inputs = new int[1024];
    private int[] ends = new int[33]; // ends[t] is the begin of step t
    private int steps;

    /** Time steps held. */
    public int steps() {
        return steps;
    }

    /** Where step {@code t} begins in {@link #inputs()}. */
    public int begin(int t) {
        return ends[Objects.checkIndex(t, steps)];
    }

    /** Where step {@code t} ends in {@link #inputs()}, exclusive. */
    public int end(int t) {
        return ends[Objects.checkIndex(t, steps) + 1];
    }

    /** Spikes over all steps. */
    public int total() {
        return ends[steps];
    }

    /** The backing array, which the next write may replace. */
    public int[] inputs() {
        return inputs;
    }

    /** Forgets all steps, keeps the memory. */
    public void clear() {
        steps = 0;
    }

    /**
     * The backing array with room for {@code more} inputs from {@link #total()} on, and for one
     * more after them, so that a branch-free writer may store before it decides.
     */
    public int[] room(int more) {
        int needed = Math.addExact(total(), Math.addExact(more, 1));
        if (needed > inputs.length) {
            inputs = Arrays.copyOf(inputs, Math.max(needed, 2 * inputs.length));
        }
        return inputs;
    }

    /**
     * Ends the step being written at {@code end}, exclusive; its inputs are those from {@link
     * #total()} on.
     */
    public void endStep(int end) {
        if (!(end >= total() && end <= inputs.length)) {
            throw new IllegalArgumentException(
                    "end must be in [" + total() + ", " + inputs.length + "], got " + end);
        }
        if (steps + 1 == ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        ends[++steps] = end;
    }
}

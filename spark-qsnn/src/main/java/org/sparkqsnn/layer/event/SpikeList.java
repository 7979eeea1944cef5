package org.sparkqsnn.layer.event;

import java.util.Arrays;

/**
 * The spikes of a micro-batch as events (input, step, sign), input by input, for each sample: what
 * a product with spikes adds up.
 *
 * <p>An input that fires at more than half of the steps becomes one event at the total, a row that
 * counts for every step, and an event with sign -1 for each step at which it is silent. Bright
 * pixels fire nearly always: of 103 spikes a step on MNIST 25 events are left, of 224 on
 * Fashion-MNIST 98 (expected values over the first 6,000 images at 25 steps). The bias is an input
 * that always fires, the last event of a sample.
 *
 * <p>An event is one int, {@code input << 12 | step << 1 | (sign < 0 ? 1 : 0)}.
 */
public final class SpikeList {
    private static final int MOST_STEPS = 2047;

    /** Inputs of a layer are fewer. */
    public static final int INPUTS_END = 1 << 19;

    private final int bias;
    private final int steps;
    private final int words;
    private final int[] ends;
    private int[] events = new int[1024];
    private int end;

    /**
     * @param inputs of the layer; the bias follows them
     */
    public SpikeList(int inputs, int steps, int samples) {
        if (!(inputs < INPUTS_END && steps < MOST_STEPS)) {
            throw new IllegalArgumentException(
                    "inputs and steps must be below "
                            + INPUTS_END
                            + " and "
                            + MOST_STEPS
                            + ", got "
                            + inputs
                            + " and "
                            + steps);
        }
        this.bias = inputs;
        this.steps = steps;
        this.words = (steps + 31) / 32;
        this.ends = new int[samples + 1];
    }

    static int input(int event) {
        return event >>> 12;
    }

    /** The step of an event, or {@code steps} for the total. */
    static int step(int event) {
        return event >>> 1 & MOST_STEPS;
    }

    static int sign(int event) {
        return 1 - 2 * (event & 1);
    }

    /** Takes over the spikes of the first {@code samples} samples. */
    public void read(SpikeSource source, int samples) {
        end = 0;
        for (int s = 0; s < samples; s++) {
            // No train has more events than half of the steps and the total.
            reserve((bias + 1) * (steps / 2 + 1));
            source.list(s, this);
            events[end++] = event(bias, steps);
            ends[s + 1] = end;
        }
    }

    /**
     * Adds the spikes of one input.
     *
     * @param bits words of the train, from {@code at} on, {@code stride} apart
     */
    void train(int input, int[] bits, int at, int stride) {
        int spikes = 0;
        for (int w = 0; w < words; w++) spikes += Integer.bitCount(bits[at + w * stride]);
        int negative = 2 * spikes > steps ? 1 : 0;
        events[end] = event(input, steps);
        end += negative;
        for (int w = 0; w < words; w++) {
            int all = -1 >>> -Math.min(32, steps - 32 * w);
            int rare = (bits[at + w * stride] ^ -negative) & all;
            for (; rare != 0; rare &= rare - 1) {
                int step = 32 * w + Integer.numberOfTrailingZeros(rare);
                events[end++] = event(input, step) | negative;
            }
        }
    }

    public int begin(int sample) {
        return ends[sample];
    }

    public int end(int sample) {
        return ends[sample + 1];
    }

    public int[] events() {
        return events;
    }

    private static int event(int input, int step) {
        return input << 12 | step << 1;
    }

    /**
     * Makes room for one more sample, twice as much each time, but never for more than all samples.
     */
    private void reserve(int more) {
        if (end + more <= events.length) return;
        long all = (long) (ends.length - 1) * more;
        events = Arrays.copyOf(events, (int) Math.min(end + Math.max(more, events.length), all));
    }
}

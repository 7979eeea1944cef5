package org.sparkqsnn.layer;

import java.util.Arrays;

/**
 * The spikes of a micro-batch as events (input, step, sign), input by input, for each sample: what
 * a product with spikes adds up.
 *
 * <p>An input that fires at more than half of the steps becomes one event at the total, a row that
 * counts for every step, and an event with sign -1 for each step at which it is silent. Bright
 * pixels fire nearly always: of 103 spikes a step on MNIST 26 events are left, of 224 on
 * Fashion-MNIST 101 (expected values over the first 6,000 images at 25 steps). The bias is an input
 * that always fires, the last event of a sample.
 */
public final class SpikeList {
    private final int bias;
    private final int steps;
    private final int words;
    private final int[] ends;
    private int[] inputs = new int[1024];
    private int[] stepRows = new int[1024];
    private float[] signs = new float[1024];
    private int end;

    /**
     * @param inputs of the layer; the bias follows them
     */
    SpikeList(int inputs, int steps, int samples) {
        this.bias = inputs;
        this.steps = steps;
        this.words = (steps + 31) / 32;
        this.ends = new int[samples + 1];
    }

    /** Takes over the spikes of the first {@code samples} samples. */
    void read(SpikeSource source, int samples) {
        end = 0;
        for (int s = 0; s < samples; s++) {
            source.list(s, this);
            reserve();
            event(bias, steps, 1);
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
        if (spikes == 0) return;
        reserve();
        boolean mostly = 2 * spikes > steps;
        if (mostly) event(input, steps, 1);
        for (int w = 0; w < words; w++) {
            int fired = bits[at + w * stride];
            int all = -1 >>> -Math.min(32, steps - 32 * w);
            int events = mostly ? all & ~fired : fired;
            for (; events != 0; events &= events - 1) {
                event(input, 32 * w + Integer.numberOfTrailingZeros(events), mostly ? -1 : 1);
            }
        }
    }

    int begin(int sample) {
        return ends[sample];
    }

    int end(int sample) {
        return ends[sample + 1];
    }

    int[] inputs() {
        return inputs;
    }

    /** The step of each event; {@code steps} for the total. */
    int[] steps() {
        return stepRows;
    }

    float[] signs() {
        return signs;
    }

    private void event(int input, int step, float sign) {
        inputs[end] = input;
        stepRows[end] = step;
        signs[end++] = sign;
    }

    /** Makes room for one more input. */
    private void reserve() {
        if (end + steps + 1 <= inputs.length) return;
        int size = Math.max(end + steps + 1, 2 * inputs.length);
        inputs = Arrays.copyOf(inputs, size);
        stepRows = Arrays.copyOf(stepRows, size);
        signs = Arrays.copyOf(signs, size);
    }
}

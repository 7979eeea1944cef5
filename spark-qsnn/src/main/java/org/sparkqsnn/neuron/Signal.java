package org.sparkqsnn.neuron;

import java.util.Arrays;
import org.sparkqsnn.math.CacheLines;

/**
 * What a layer puts out for a micro-batch: spikes or values, and of the read-out the membranes,
 * with gradients by both. Neurons lie in panels of {@code width}, so that one panel's steps are
 * contiguous: a cell's index is {@code ((sample * panels + panel) * steps + step) * width + lane},
 * counted from {@link CacheLines#FIRST}.
 *
 * <p>Arrays are public within the hot loops' reach on purpose: a bounds-checked accessor per
 * element costs more than the neuron.
 */
public final class Signal {
    /** What flows here, of each sample. */
    public final Shape shape;

    public final int samples;
    public final int panels;

    /** Rows that are kept of a sample: the steps, or 1 if all are equal. */
    public final int steps;

    /** Neurons of a panel, a power of two. */
    public final int width;

    /** What a spike counts for the layer above: 1, and more where dropout let fewer through. */
    public final float scale;

    /** Ints that hold a neuron's spikes: one for each 32 steps. */
    public final int words;

    /**
     * Spikes, bit {@code t % 32} of word {@code t / 32} for step t; index {@code ((sample * panels
     * + panel) * words + word) * width + lane}. Lanes beyond the layer's neurons fire only when a
     * diverging network has filled them with NaN. Empty where values flow.
     */
    public final int[] spikes;

    /** What neurons put out that do not spike; by cell. Empty where spikes flow. */
    public final float[] values;

    /** Of the read-out layer, the membrane at each step, before any reset; by cell. */
    public final float[] membrane;

    /** Of the read-out layer, dL/d(spike or value) of each step; by cell. */
    public final float[] byOutput;

    /** Of the read-out layer, dL/dmembrane of each step; by cell. */
    public final float[] byMembrane;

    /**
     * Buffers, all 0.
     *
     * @param shape of a sample
     * @param samples samples of a micro-batch
     * @param width neurons of a panel
     * @param readout whether the loss reads this layer's membranes and writes its gradients
     */
    public Signal(Shape shape, int samples, int width, boolean readout) {
        this(shape, samples, width, readout, 1);
    }

    /**
     * Buffers, all 0, of a layer that is not the last one.
     *
     * @param scale what a spike counts for the layer above
     */
    public static Signal scaled(Shape shape, int samples, int width, float scale) {
        return new Signal(shape, samples, width, false, scale);
    }

    private Signal(Shape shape, int samples, int width, boolean readout, float scale) {
        this.scale = scale;
        this.shape = shape;
        this.samples = samples;
        this.width = width;
        this.panels = (shape.size() + width - 1) / width;
        this.steps = shape.rows();
        this.words = (steps + 31) / 32;
        int neurons = Math.multiplyExact(Math.multiplyExact(samples, panels), width);
        int cells = CacheLines.FIRST + Math.multiplyExact(neurons, steps);
        this.spikes = new int[shape.spikes() ? neurons * words : 0];
        this.values = new float[shape.spikes() ? 0 : cells];
        this.membrane = new float[readout ? cells : 0];
        this.byOutput = new float[readout ? cells : 0];
        this.byMembrane = new float[readout ? cells : 0];
    }

    /** First index of a sample's panel in the arrays by cell. */
    public int cell(int sample, int panel) {
        return CacheLines.FIRST + (sample * panels + panel) * steps * width;
    }

    /** First index of a sample's panel in {@link #spikes}. */
    public int word(int sample, int panel) {
        return (sample * panels + panel) * words * width;
    }

    /** Whether a neuron fired: 1 or 0. */
    public int fired(int sample, int neuron, int step) {
        int word = word(sample, neuron / width) + (step >>> 5) * width + neuron % width;
        return spikes[word] >>> step & 1;
    }

    /** Steps at which a neuron fired. */
    public int spikeCount(int sample, int neuron) {
        int at = word(sample, neuron / width) + neuron % width;
        int count = 0;
        for (int w = 0; w < words; w++) count += Integer.bitCount(spikes[at + w * width]);
        return count;
    }

    /** What a neuron put out at a step: its spike, 0 or 1, or its value. */
    public double output(int sample, int neuron, int step) {
        if (shape.spikes()) return fired(sample, neuron, step);
        return values[cell(sample, neuron / width) + step * width + neuron % width];
    }

    /** Whether a neuron fired. */
    boolean fired(int sample, int panel, int lane, int step) {
        int word = word(sample, panel) + (step >>> 5) * width + lane;
        return (spikes[word] >>> step & 1) != 0;
    }

    /** dL/dmembrane of a neuron at a step; 0 but of the read-out, and beyond the rows kept. */
    double byMembrane(int sample, int panel, int lane, int step) {
        boolean none = byMembrane.length == 0 || step >= steps;
        return none ? 0 : byMembrane[cell(sample, panel) + step * width + lane];
    }

    /** Forgets the spikes of a panel, before {@link #put} sets them. */
    void clearSpikes(int sample, int panel) {
        if (spikes.length == 0) return;
        int word = word(sample, panel);
        Arrays.fill(spikes, word, word + words * width, 0);
    }

    /** Puts out a cell; nothing beyond the rows kept. */
    void put(int sample, int panel, int lane, int step, double membrane, boolean fired) {
        if (step >= steps) return;
        int cell = cell(sample, panel) + step * width + lane;
        if (this.membrane.length > 0) this.membrane[cell] = (float) membrane;
        if (!shape.spikes()) values[cell] = (float) membrane;
        else if (fired) spikes[word(sample, panel) + (step >>> 5) * width + lane] |= 1 << step;
    }
}

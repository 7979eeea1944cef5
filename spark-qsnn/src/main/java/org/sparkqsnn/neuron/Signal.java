package org.sparkqsnn.neuron;

import org.sparkqsnn.math.CacheLines;

/**
 * What a layer's forward pass leaves for the backward pass of a micro-batch: the drives, from which
 * amplitudes are computed anew, and the spikes. Neurons lie in panels of {@code width}, so that one
 * panel's steps are contiguous: a cell's index is {@code ((sample * panels + panel) * steps + step)
 * * width + lane}, counted from {@link CacheLines#FIRST}.
 *
 * <p>Arrays are public within the hot loops' reach on purpose: a bounds-checked accessor per
 * element costs more than the neuron.
 */
public final class Signal {
    public final int samples;
    public final int panels;
    public final int steps;

    /** Neurons of a panel, a power of two. */
    public final int width;

    /** Steps the drive is stored for: {@code steps}, or 1 if it is the same at every step. */
    public final int driveSteps;

    /** Ints that hold a neuron's spikes: one for each 32 steps. */
    public final int words;

    /**
     * What a step does, in one float: θ in [0, 2π] where X = 1; where X = 0 the negated decay
     * {@code -exp(-τ/(2 T1))} in [-1, 0), whose last bit is the sign of p.
     */
    public final float[] drive;

    /**
     * Spikes, bit {@code t % 32} of word {@code t / 32} for step t; index {@code ((sample * panels
     * + panel) * words + word) * width + lane}. Lanes beyond the layer's neurons fire only when a
     * diverging network has filled them with NaN.
     */
    public final int[] spikes;

    /**
     * By cell. Of the read-out layer, dL/dS until the backward pass. After it, of any layer that
     * keeps it, dL/dq where X = 1 and dL/dp elsewhere.
     */
    public final float[] gradient;

    /** Of the read-out layer, population α after each step, before any reset; by cell. */
    public final float[] population;

    /** Of the read-out layer, dL/dα of each step; by cell. */
    public final float[] populationGradient;

    /**
     * @param samples samples of a micro-batch
     * @param constantDrive whether the drive is the same at every step
     * @param gradients whether the gradients by drive are kept: the layer below needs them
     * @param readout whether the loss reads this layer's populations and writes its gradients
     */
    public Signal(
            int samples,
            int panels,
            int steps,
            int width,
            boolean constantDrive,
            boolean gradients,
            boolean readout) {
        this.samples = samples;
        this.panels = panels;
        this.steps = steps;
        this.width = width;
        this.driveSteps = constantDrive ? 1 : steps;
        this.words = (steps + 31) / 32;
        int neurons = Math.multiplyExact(Math.multiplyExact(samples, panels), width);
        int cells = Math.multiplyExact(neurons, steps);
        this.drive = new float[CacheLines.FIRST + neurons * driveSteps];
        this.spikes = new int[neurons * words];
        this.gradient = new float[gradients || readout ? CacheLines.FIRST + cells : 0];
        this.population = new float[readout ? CacheLines.FIRST + cells : 0];
        this.populationGradient = new float[readout ? CacheLines.FIRST + cells : 0];
    }

    public boolean constantDrive() {
        return driveSteps == 1 && steps > 1;
    }

    /** First index of a sample's panel in the arrays by cell. */
    public int cell(int sample, int panel) {
        return CacheLines.FIRST + (sample * panels + panel) * steps * width;
    }

    /** First index of a sample's panel in {@link #drive}. */
    public int driveCell(int sample, int panel) {
        return CacheLines.FIRST + (sample * panels + panel) * driveSteps * width;
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
}

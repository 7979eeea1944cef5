package org.sparkqsnn.neuron;

/**
 * Time course of one layer of neurons over a micro-batch: what the forward pass leaves for the
 * backward pass. Neurons lie in panels of {@code width}, so that one panel's steps are contiguous:
 * index {@code ((sample * panels + panel) * steps + step) * width + lane}.
 *
 * <p>Arrays are public within the hot loops' reach on purpose: a bounds-checked accessor per
 * element costs more than the neuron.
 */
public final class Trace {
    public final int samples;
    public final int panels;
    public final int steps;
    public final int width;

    /** Steps the drive is stored for: {@code steps}, or 1 if it is the same at every step. */
    public final int driveSteps;

    /**
     * What a step does, in one float: θ in [0, 2π] where X = 1; where X = 0 the negated decay
     * {@code -exp(-τ/(2 T1))} in [-1, 0) for p >= 0, and 2 less, in [-3, -2), for p < 0.
     */
    public final float[] drive;

    /** Angle φ after each step, before any reset. */
    public final float[] phi;

    /** Spikes, a bit mask for each (sample, panel, step). */
    public final long[] fired;

    /**
     * Before the backward pass, dL/dS of each step. After it, dL/dq where X = 1 and dL/dp
     * elsewhere; for a constant drive, the sum over steps in step 0.
     */
    public final float[] gradient;

    /** dL/dα of each step; empty where the loss sees no population. */
    public final float[] populationGradient;

    /**
     * @param samples samples of a micro-batch
     * @param constantDrive whether the drive is the same at every step
     * @param populations whether the loss sees this layer's populations
     */
    public Trace(
            int samples,
            int panels,
            int steps,
            int width,
            boolean constantDrive,
            boolean populations) {
        this.samples = samples;
        this.panels = panels;
        this.steps = steps;
        this.width = width;
        this.driveSteps = constantDrive ? 1 : steps;
        int cells =
                Math.multiplyExact(
                        Math.multiplyExact(samples, panels), Math.multiplyExact(steps, width));
        this.drive = new float[cells / steps * driveSteps];
        this.phi = new float[cells];
        this.fired = new long[samples * panels * steps];
        this.gradient = new float[cells];
        this.populationGradient = new float[populations ? cells : 0];
    }

    public boolean constantDrive() {
        return driveSteps == 1 && steps > 1;
    }

    /** First index of a sample's panel in {@link #phi} and {@link #gradient}. */
    public int cell(int sample, int panel) {
        return (sample * panels + panel) * steps * width;
    }

    /** First index of a sample's panel in {@link #drive}. */
    public int driveCell(int sample, int panel) {
        return (sample * panels + panel) * driveSteps * width;
    }

    /** First index of a sample's panel in {@link #fired}. */
    public int row(int sample, int panel) {
        return (sample * panels + panel) * steps;
    }
}

package org.sparkqsnn.neuron.qlif;

import java.util.Arrays;
import org.sparkqsnn.math.CacheLines;
import org.sparkqsnn.neuron.Signal;

/**
 * One sample's panel of neurons while passes go over it: where it lies in the signal, and scratch
 * arrays that stay in the L1 cache. A cell's index is {@code step * width + lane}.
 */
final class Panel {
    Drives drives;
    Signal signal;
    int width;
    int cells;

    /** Index of the panel in the drives. */
    int drive;

    /** Index of the panel in the signal's spikes. */
    int spikes;

    /** Weighted inputs from {@code inputsAt} on; shape [drive steps][q, p][width]. */
    float[] inputs;

    int inputsAt;

    /** dL/dS of the cells, then dL/dq or dL/dp, from {@code gradientAt} on. */
    float[] gradient;

    int gradientAt;

    /** By step: 0 where the chain to the step before is cut, else 1; of {@code window}. */
    float[] keep;

    private int window;

    /** The scratch below, by cell unless it says otherwise: each is an index in here. */
    float[] slab;

    /** dL/dα. */
    int byPopulation;

    /** sin(φ/2) before cell i's step at i, after it at {@code i + width}; the first row is 0. */
    int excited;

    /** cos(φ/2) before cell i's step at i, after it at {@code i + width}; the first row is 1. */
    int ground;

    /** sin((φ + θ)/2) cos((φ + θ)/2) of a rotation, with its sign: dα'/dφ, dα'/dθ. */
    int turned;

    /** cos(θ/2) where X = 1, else the decay; one row for a constant drive. */
    int a;

    /** sin(θ/2) where X = 1, else 0. */
    int b;

    /** dα'/dq where X = 1, else dα'/dp. */
    int population;

    /** dφ'/dq where X = 1, else dφ'/dp. */
    int byDrive;

    /** dφ'/dφ, 0 after a spike. */
    int byStart;

    /** Gradient that goes to the step before, by lane. */
    int carry;

    /** Gradient by a constant drive, by lane. */
    int sum;

    void at(Drives drives, int sample, int panel) {
        if (this.drives != drives) grow(drives);
        this.drives = drives;
        this.width = drives.width;
        this.cells = drives.steps * drives.width;
        this.drive = drives.cell(sample, panel);
    }

    void at(Drives drives, Signal signal, int sample, int panel) {
        at(drives, sample, panel);
        this.signal = signal;
        this.spikes = signal.word(sample, panel);
    }

    /** For the backward pass. */
    void at(
            Drives drives,
            Signal signal,
            int sample,
            int panel,
            int window,
            float[] gradient,
            int gradientAt) {
        at(drives, signal, sample, panel);
        this.gradient = gradient;
        this.gradientAt = gradientAt;
        Arrays.fill(slab, carry, carry + width, 0);
        Arrays.fill(slab, sum, sum + width, 0);
        if (this.window != window) cut(window);
        if (signal.byMembrane.length > 0) {
            int from = signal.cell(sample, panel);
            System.arraycopy(signal.byMembrane, from, slab, byPopulation, cells);
        }
    }

    /** Copies the populations to a signal that keeps them. */
    void keepPopulations(int sample, int panel) {
        if (signal.membrane.length == 0) return;
        int to = signal.cell(sample, panel);
        int from = excited + width;
        for (int i = 0; i < cells; i++) signal.membrane[to + i] = slab[from + i] * slab[from + i];
    }

    private void cut(int window) {
        for (int t = 0; t < drives.steps; t++) keep[t] = t % window == 0 ? 0 : 1;
        this.window = window;
    }

    private void grow(Drives drives) {
        window = 0;
        int width = drives.width;
        int cells = drives.steps * width;
        byPopulation = CacheLines.FIRST;
        excited = byPopulation + cells;
        ground = excited + cells + width;
        turned = ground + cells + width;
        a = turned + cells;
        b = a + cells;
        population = b + cells;
        byDrive = population + cells;
        byStart = byDrive + cells;
        carry = byStart + cells;
        sum = carry + width;
        slab = CacheLines.array(sum + width);
        keep = new float[drives.steps];
        Arrays.fill(slab, ground, ground + width, 1);
    }
}

package org.sparkqsnn.neuron;

import java.util.Arrays;

/**
 * One sample's panel of neurons while passes go over it: where it lies in the trace, and scratch
 * arrays that stay in the L1 cache. A cell's index is {@code step * width + lane}.
 */
final class Panel {
    Trace trace;
    int width;
    int cells;

    /** Index of the panel in the trace's drive. */
    int drive;

    /** Index of the panel in the trace's spikes. */
    int spikes;

    /** Weighted inputs; shape [drive steps][q, p][width]. */
    float[] inputs;

    /** dL/dS of the cells, then dL/dq or dL/dp. */
    float[] gradient;

    /** dL/dα of the cells. */
    float[] byPopulation;

    /** sin(φ/2) before cell i's step at i, after it at {@code i + width}; the first row is 0. */
    float[] excited;

    /** cos(φ/2), likewise; the first row is 1. */
    float[] ground;

    /** sin(φ/2) that cell i's step starts from: after a reset. */
    float[] startExcited;

    /** cos(φ/2), likewise. */
    float[] startGround;

    /** cos(θ/2) where X = 1, else the decay; by cell, one row for a constant drive. */
    float[] a;

    /** sin(θ/2) where X = 1, else 0. */
    float[] b;

    /** dφ'/dq where X = 1, else dφ'/dp; by cell. */
    float[] byDrive;

    /** dφ'/dφ, 0 after a spike; by cell. Stays 0 with a spatial gradient. */
    float[] byStart;

    /** Gradient that goes to the step before, by lane. */
    float[] carry;

    /** Gradient by a constant drive, by lane. */
    float[] sum;

    /** By step: 0 where the chain to the step before is cut, else 1. */
    float[] keep;

    void at(Trace trace, int sample, int panel) {
        if (this.trace != trace) grow(trace);
        this.trace = trace;
        this.width = trace.width;
        this.cells = trace.steps * trace.width;
        this.drive = trace.driveCell(sample, panel);
        this.spikes = trace.word(sample, panel);
    }

    /** For the backward pass. */
    void at(Trace trace, int sample, int panel, int window, float[] gradient) {
        at(trace, sample, panel);
        this.gradient = gradient;
        Arrays.fill(carry, 0, width, 0);
        Arrays.fill(sum, 0, width, 0);
        for (int t = 0; t < trace.steps; t++) keep[t] = t % window == 0 ? 0 : 1;
        if (trace.populationGradient.length > 0) {
            int from = trace.cell(sample, panel);
            System.arraycopy(trace.populationGradient, from, byPopulation, 0, cells);
        }
    }

    /** Copies the populations to a trace that keeps them. */
    void keepPopulations(int sample, int panel) {
        if (trace.population.length == 0) return;
        int to = trace.cell(sample, panel);
        for (int i = 0; i < cells; i++) {
            trace.population[to + i] = excited[i + width] * excited[i + width];
        }
    }

    private void grow(Trace trace) {
        int width = trace.width;
        int cells = trace.steps * width;
        byPopulation = new float[cells];
        excited = new float[cells + width];
        ground = new float[cells + width];
        Arrays.fill(ground, 0, width, 1);
        startExcited = new float[cells];
        startGround = new float[cells];
        a = new float[cells];
        b = new float[cells];
        byDrive = new float[cells];
        byStart = new float[cells];
        carry = new float[width];
        sum = new float[width];
        keep = new float[trace.steps];
    }
}

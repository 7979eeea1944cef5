package org.sparkqsnn.neuron;

/**
 * One sample's panel of neurons while passes go over it: where it lies in the trace, and scratch
 * arrays of {@code [steps][width]} that stay in the L1 cache.
 */
final class Panel {
    Trace trace;

    /** First index of the panel in the trace's phi and gradient, and its first row of spikes. */
    int cell;

    int row;

    /** {@code steps * width}. */
    int cells;

    /** Steps after which the chain through the state is cut. */
    int window;

    /** Weighted inputs: q of all steps, then p of all steps. */
    float[] inputs;

    /** What each step does, as in {@link Trace#drive}. */
    float[] drive = new float[0];

    /** φ each step starts from: 0 at the first step and after a spike. */
    float[] start = new float[0];

    /** ψ/2 of each step. */
    float[] halfPsi = new float[0];

    /** dφ'/dq where X = 1, else dφ'/dp. */
    float[] byDrive = new float[0];

    /** dφ'/dφ; 0 after a spike and where the chain is cut. */
    float[] byStart = new float[0];

    void at(Trace trace, int sample, int panel) {
        this.trace = trace;
        this.cell = trace.cell(sample, panel);
        this.row = trace.row(sample, panel);
        this.cells = trace.steps * trace.width;
        if (drive.length < cells) {
            drive = new float[cells];
            start = new float[cells];
            halfPsi = new float[cells];
            byDrive = new float[cells];
            byStart = new float[cells];
        }
    }

    /** Copies the panel's drive from the trace, to every step if it is the same at every step. */
    void loadDrive(int sample, int panel) {
        int from = trace.driveCell(sample, panel);
        int rows = trace.driveSteps * trace.width;
        for (int to = 0; to < cells; to += rows) {
            System.arraycopy(trace.drive, from, drive, to, rows);
        }
    }

    /** Copies the panel's drive to the trace. */
    void storeDrive(int sample, int panel) {
        System.arraycopy(
                drive,
                0,
                trace.drive,
                trace.driveCell(sample, panel),
                trace.driveSteps * trace.width);
    }
}

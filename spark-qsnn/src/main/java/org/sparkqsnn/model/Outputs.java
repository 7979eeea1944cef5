package org.sparkqsnn.model;

import org.sparkqsnn.neuron.Signal;

/**
 * What the read-out layer did with one sample, and the gradients by it. All arrays have the shape
 * [rows][outputs]. Not thread-safe.
 */
public final class Outputs {
    public final int rows;
    public final int outputs;

    /** Spikes, 0 or 1, or values. */
    public final double[] output;

    /** Membranes before any reset; of QLIF the population α. */
    public final double[] membrane;

    /** Gradient by {@link #output}. */
    public final double[] byOutput;

    /** Gradient by {@link #membrane}. */
    public final double[] byMembrane;

    /**
     * Outputs of no sample yet, all 0.
     *
     * @param rows steps, or 1 where they are all alike
     */
    public Outputs(int rows, int outputs) {
        this.rows = rows;
        this.outputs = outputs;
        this.output = new double[rows * outputs];
        this.membrane = new double[rows * outputs];
        this.byOutput = new double[rows * outputs];
        this.byMembrane = new double[rows * outputs];
    }

    /** Reads a sample of the read-out's signal. */
    public void read(Signal signal, int sample) {
        for (int t = 0; t < rows; t++) {
            for (int k = 0; k < outputs; k++) {
                output[t * outputs + k] = signal.output(sample, k, t);
                membrane[t * outputs + k] = signal.membrane[at(signal, sample, k, t)];
            }
        }
    }

    /** Writes the gradients, times {@code weight}, into the signal. */
    public void write(double weight, Signal signal, int sample) {
        for (int t = 0; t < rows; t++) {
            for (int k = 0; k < outputs; k++) {
                int at = at(signal, sample, k, t);
                signal.byOutput[at] = (float) (weight * byOutput[t * outputs + k]);
                signal.byMembrane[at] = (float) (weight * byMembrane[t * outputs + k]);
            }
        }
    }

    private static int at(Signal signal, int sample, int output, int row) {
        int panel = output / signal.width;
        return signal.cell(sample, panel) + row * signal.width + output % signal.width;
    }
}

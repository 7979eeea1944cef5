package org.sparkqsnn.neuron.real;

import org.sparkqsnn.neuron.Cell;
import org.sparkqsnn.neuron.KernelContext;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.NeuronKernel;

/** The weighted input itself, {@code m = x}: no state and no spikes; the read-out of an ANN. */
public record Identity() implements Neuron {
    public static final Identity DEFAULT = new Identity();

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int states() {
        return 0;
    }

    @Override
    public boolean spikes() {
        return false;
    }

    @Override
    public void charge(Cell cell) {
        cell.membrane = cell.x[0];
    }

    @Override
    public void reset(Cell cell) {}

    @Override
    public void backward(Cell cell) {
        cell.byX[0] = cell.byMembrane;
    }

    @Override
    public long bytes(KernelContext context) {
        return 0;
    }

    @Override
    public NeuronKernel kernel(KernelContext context) {
        return new RealKernel(false, context);
    }
}

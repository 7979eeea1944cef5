package org.sparkqsnn.neuron.real;

import org.sparkqsnn.neuron.Cell;
import org.sparkqsnn.neuron.KernelContext;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.NeuronKernel;

/** The rectified linear unit, {@code m = max(0, x)}: no state and no spikes. */
public record Relu() implements Neuron {
    public static final Relu DEFAULT = new Relu();

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
        cell.membrane = Math.max(0, cell.x[0]);
    }

    @Override
    public void reset(Cell cell) {}

    @Override
    public void backward(Cell cell) {
        cell.byX[0] = cell.x[0] > 0 ? cell.byMembrane : 0;
    }

    @Override
    public long bytes(KernelContext context) {
        return 0;
    }

    @Override
    public NeuronKernel kernel(KernelContext context) {
        return new RealKernel(true, context);
    }
}

package org.sparkqsnn.neuron.lif;

import org.sparkqsnn.neuron.Cell;
import org.sparkqsnn.neuron.Neuron;

/**
 * The leaky integrator: a membrane without threshold, which is put out at every step. It is used as
 * a read-out.
 *
 * <p>Formula: {@code m = β U + x}, {@code U' = m}.
 *
 * @param beta β, what is left of the membrane after a step, in [0, 1]
 * @param trainBeta whether each neuron learns its β, from {@code beta} on, which then lies in (0,
 *     1)
 */
public record Li(double beta, boolean trainBeta) implements Neuron {
    public static final Li DEFAULT = new Li(0.95, false);

    public Li {
        Betas.check(beta, trainBeta);
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int states() {
        return 1;
    }

    @Override
    public int own() {
        return trainBeta ? 1 : 0;
    }

    @Override
    public double initialOwn(int i) {
        return Betas.number(beta);
    }

    @Override
    public boolean spikes() {
        return false;
    }

    @Override
    public void charge(Cell cell) {
        cell.membrane = beta(cell) * cell.state[0] + cell.x[0];
    }

    @Override
    public void reset(Cell cell) {
        cell.next[0] = cell.membrane;
    }

    @Override
    public void backward(Cell cell) {
        double byMembrane = cell.byMembrane + cell.byNext[0];
        Betas.backward(cell, byMembrane, beta(cell), trainBeta);
    }

    private double beta(Cell cell) {
        return Betas.at(cell, beta, trainBeta);
    }
}

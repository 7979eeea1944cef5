package org.sparkqsnn.neuron.lif;

import java.util.OptionalDouble;
import org.sparkqsnn.config.Check;
import org.sparkqsnn.neuron.Cell;
import org.sparkqsnn.neuron.KernelContext;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.NeuronKernel;
import org.sparkqsnn.neuron.Surrogate;

/**
 * The leaky integrate-and-fire neuron.
 *
 * <p>Formula: {@code m = β U + x}; the neuron fires when {@code m > threshold}; then {@code U' = m
 * - threshold} or 0, else {@code U' = m}.
 *
 * <p>Source: arXiv 2407.16398, Eq. 3-4.
 *
 * @param beta β, what is left of the membrane after a step, in [0, 1]
 * @param trainBeta whether each neuron learns its β, from {@code beta} on, which then lies in (0,
 *     1)
 * @param threshold membrane above which the neuron fires, > 0
 * @param reset what a spike does to the membrane
 * @param surrogate derivative that stands for the firing step in the backward pass
 * @param surrogateSlope steepness k of the surrogate; larger is narrower
 */
public record Lif(
        double beta,
        boolean trainBeta,
        double threshold,
        Reset reset,
        Surrogate surrogate,
        double surrogateSlope)
        implements Neuron {
    /** β of 0.95 and threshold 1, as snnTorch's tutorials have them. */
    public static final Lif DEFAULT = new Lif(0.95, false, 1, Reset.SUBTRACT, Surrogate.CENTRED, 1);

    public Lif {
        Betas.check(beta, trainBeta);
        Check.positive(threshold, "neuron.threshold");
        Check.positive(surrogateSlope, "neuron.surrogateSlope");
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
    public OptionalDouble firesAbove() {
        return OptionalDouble.of(threshold);
    }

    @Override
    public void charge(Cell cell) {
        cell.membrane = beta(cell) * cell.state[0] + cell.x[0];
    }

    @Override
    public void fire(Cell cell, double u) {
        cell.fired = cell.membrane > threshold;
    }

    @Override
    public void reset(Cell cell) {
        cell.next[0] = cell.fired ? reset.after(cell.membrane, threshold) : cell.membrane;
    }

    @Override
    public void backward(Cell cell) {
        boolean cut = cell.fired && reset == Reset.ZERO;
        double byMembrane = cell.byMembrane + (cut ? 0 : cell.byNext[0]);
        Betas.backward(cell, byMembrane, beta(cell), trainBeta);
    }

    @Override
    public double surrogate(double membrane) {
        return surrogate.at(membrane, threshold, surrogateSlope);
    }

    /** The membranes of a micro-batch. */
    @Override
    public long bytes(KernelContext context) {
        return Float.BYTES * context.cells() / context.rows() * context.steps();
    }

    @Override
    public NeuronKernel kernel(KernelContext context) {
        return LifKernel.of(this, context);
    }

    private double beta(Cell cell) {
        return Betas.at(cell, beta, trainBeta);
    }
}

package org.sparkqsnn.neuron.lif;

import java.util.OptionalDouble;
import org.sparkqsnn.config.Check;
import org.sparkqsnn.neuron.Cell;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.Surrogate;

/**
 * The current-based leaky integrate-and-fire neuron: a synapse's current decays by itself and feeds
 * the membrane.
 *
 * <p>Formula: {@code i = I + x}, {@code m = β U + (1 - β) i}; the neuron fires when {@code m >
 * threshold}; then {@code U' = 0} or {@code m - threshold}, else {@code U' = m}; {@code I' = α i}.
 * Norse's LIF cell has this form with {@code α = 1 - dt/τ_syn} and {@code β = 1 - dt/τ_mem}; its
 * defaults are 0.8 and 0.9.
 *
 * @param alpha α, what is left of the current after a step, in [0, 1]
 * @param beta β, what is left of the membrane after a step, in [0, 1]
 * @param threshold membrane above which the neuron fires, > 0
 * @param reset what a spike does to the membrane
 * @param surrogate derivative that stands for the firing step in the backward pass
 * @param surrogateSlope steepness k of the surrogate; larger is narrower
 */
public record CubaLif(
        double alpha,
        double beta,
        double threshold,
        Reset reset,
        Surrogate surrogate,
        double surrogateSlope)
        implements Neuron {
    /** Norse's constants. */
    public static final CubaLif DEFAULT =
            new CubaLif(0.8, 0.9, 1, Reset.ZERO, Surrogate.CENTRED, 1);

    public CubaLif {
        Check.fraction(alpha, "neuron.alpha");
        Betas.check(beta, false);
        Check.positive(threshold, "neuron.threshold");
        Check.positive(surrogateSlope, "neuron.surrogateSlope");
    }

    @Override
    public int inputs() {
        return 1;
    }

    /** U and I. */
    @Override
    public int states() {
        return 2;
    }

    @Override
    public OptionalDouble firesAbove() {
        return OptionalDouble.of(threshold);
    }

    @Override
    public void charge(Cell cell) {
        double current = cell.state[1] + cell.x[0];
        cell.membrane = beta * cell.state[0] + (1 - beta) * current;
        cell.next[1] = alpha * current;
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
        double byCurrent = (1 - beta) * byMembrane + alpha * cell.byNext[1];
        cell.byState[0] = beta * byMembrane;
        cell.byState[1] = byCurrent;
        cell.byX[0] = byCurrent;
    }

    @Override
    public double surrogate(double membrane) {
        return surrogate.at(membrane, threshold, surrogateSlope);
    }
}

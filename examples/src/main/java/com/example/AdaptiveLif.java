package com.example;

import org.sparkqsnn.config.Check;
import org.sparkqsnn.neuron.Cell;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.Surrogate;

/**
 * A leaky integrate-and-fire neuron that tires: each spike raises its threshold by {@code rise}.
 *
 * <p>Formula: {@code v = β U + x, m = v - rise A}; it fires (S = 1) when {@code m > 1}; then {@code
 * U' = v - S, A' = ρ A + S}.
 */
public record AdaptiveLif(double beta, double rho, double rise) implements Neuron {
    public static final AdaptiveLif DEFAULT = new AdaptiveLif(0.95, 0.9, 0.2);

    public AdaptiveLif {
        Check.fraction(beta, "beta");
        Check.fraction(rho, "rho");
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public int states() { // U and A
        return 2;
    }

    @Override
    public void charge(Cell c) {
        c.membrane = beta * c.state[0] + c.x[0] - rise * c.state[1];
    }

    @Override
    public void fire(Cell c, double u) {
        c.fired = c.membrane > 1;
    }

    @Override
    public void reset(Cell c) {
        c.next[0] = beta * c.state[0] + c.x[0] - (c.fired ? 1 : 0);
        c.next[1] = rho * c.state[1] + (c.fired ? 1 : 0);
    }

    @Override
    public void backward(Cell c) { // S is held
        c.byX[0] = c.byMembrane + c.byNext[0];
        c.byState[0] = beta * c.byX[0];
        c.byState[1] = rho * c.byNext[1] - rise * c.byMembrane;
    }

    @Override
    public double surrogate(double membrane) {
        return Surrogate.CENTRED.at(membrane, 1, 1);
    }
}

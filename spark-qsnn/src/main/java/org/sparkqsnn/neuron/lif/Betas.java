package org.sparkqsnn.neuron.lif;

import org.sparkqsnn.config.Check;
import org.sparkqsnn.neuron.Cell;

/**
 * The factor β by which a membrane shrinks in a step, fixed or trained. Trained, each neuron has a
 * number b of its own with {@code β = 1 / (1 + exp(-b))}, so that β stays in (0, 1).
 */
final class Betas {
    private Betas() {}

    /** β of a number b. */
    static double of(double b) {
        return 1 / (1 + Math.exp(-b));
    }

    /** The number b of a β in (0, 1). */
    static double number(double beta) {
        return Math.log(beta / (1 - beta));
    }

    /** β of a neuron at a step. */
    static double at(Cell cell, double fixed, boolean trained) {
        return trained ? of(cell.own[0]) : fixed;
    }

    /** Sets the gradients by state, input and β of {@code m = β U + x} from that by m. */
    static void backward(Cell cell, double byMembrane, double beta, boolean trained) {
        cell.byState[0] = beta * byMembrane;
        cell.byX[0] = byMembrane;
        if (trained) cell.byOwn[0] = byMembrane * cell.state[0] * beta * (1 - beta);
    }

    /** Refuses a β that is no decay, or that no number b gives. */
    static void check(double beta, boolean trained) {
        if (trained) Check.between(beta, 0, 1, "neuron.beta");
        else Check.fraction(beta, "neuron.beta");
    }
}

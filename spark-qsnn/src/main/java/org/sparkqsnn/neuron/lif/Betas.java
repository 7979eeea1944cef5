package org.sparkqsnn.neuron.lif;

import org.sparkqsnn.config.Check;

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

    /** Refuses a β that is no decay, or that no number b gives. */
    static void check(double beta, boolean trained) {
        if (trained) Check.between(beta, 0, 1, "neuron.beta");
        else if (!(beta >= 0 && beta <= 1))
            throw Check.refuse("neuron.beta", "must be in [0, 1]", beta);
    }
}

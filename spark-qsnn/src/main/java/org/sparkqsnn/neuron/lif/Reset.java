package org.sparkqsnn.neuron.lif;

/** What a spike does to the membrane of a leaky integrate-and-fire neuron. */
public enum Reset {
    /** The threshold is subtracted. */
    SUBTRACT,
    /** The membrane is 0. */
    ZERO;

    /** The membrane after a spike. */
    double after(double membrane, double threshold) {
        return this == SUBTRACT ? membrane - threshold : 0;
    }
}

package org.sparkqsnn.neuron;

/**
 * One neuron at one step: all that its definition reads and writes. {@link Neuron#charge}, {@link
 * Neuron#fire} and {@link Neuron#reset} go from {@code state}, {@code x} and {@code own} to {@code
 * membrane}, {@code fired} and {@code next}; {@link Neuron#backward} goes from {@code byMembrane}
 * and {@code byNext} to {@code byState}, {@code byX} and {@code byOwn}.
 */
public final class Cell {
    /** What the step before left; shape [states]. */
    public final double[] state;

    /** Weighted inputs of this step; shape [inputs]. */
    public final double[] x;

    /** The neuron's own trainable numbers; shape [own]. */
    public final double[] own;

    /** What the next step starts from; shape [states]. */
    public final double[] next;

    /** What the threshold is compared with; the output of a neuron without spikes. */
    public double membrane;

    /** Whether the neuron fires at this step. */
    public boolean fired;

    /** dL/dmembrane, the part through the spike included. */
    public double byMembrane;

    /** dL/dnext; shape [states]. */
    public final double[] byNext;

    /** dL/dstate; shape [states]. */
    public final double[] byState;

    /** dL/dx; shape [inputs]. */
    public final double[] byX;

    /** dL/down of this step; shape [own]. */
    public final double[] byOwn;

    /** A cell with all numbers 0, for a neuron of this kind. */
    public Cell(Neuron neuron) {
        this.state = new double[neuron.states()];
        this.x = new double[neuron.inputs()];
        this.own = new double[neuron.own()];
        this.next = new double[neuron.states()];
        this.byNext = new double[neuron.states()];
        this.byState = new double[neuron.states()];
        this.byX = new double[neuron.inputs()];
        this.byOwn = new double[neuron.own()];
    }
}

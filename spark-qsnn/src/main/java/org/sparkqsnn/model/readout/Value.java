package org.sparkqsnn.model.readout;

import org.sparkqsnn.model.Outputs;
import org.sparkqsnn.model.Readout;

/**
 * The values of neurons that do not spike, their mean over steps: {@code s_k = 1/T Σ_t v[t][k]}; of
 * a network without time the values themselves.
 */
public record Value() implements Readout {
    public static final Value DEFAULT = new Value();

    @Override
    public void scores(Outputs o, int term, double factor, double[] scores) {
        Rate.DEFAULT.scores(o, term, factor, scores); // a mean over steps, too
    }

    @Override
    public void backward(Outputs o, int term, double[] byScore) {
        Rate.DEFAULT.backward(o, term, byScore);
    }

    @Override
    public boolean readsValues() {
        return true;
    }

    @Override
    public boolean readsSpikes() {
        return false;
    }
}

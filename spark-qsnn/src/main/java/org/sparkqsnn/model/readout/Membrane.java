package org.sparkqsnn.model.readout;

import java.util.Arrays;
import org.sparkqsnn.model.Outputs;
import org.sparkqsnn.model.Readout;

/**
 * Membranes, a set of scores for each step: {@code s_k = m[t][k]}. The loss is a sum over steps, as
 * in the code that was released with arXiv 2407.16398.
 */
public record Membrane() implements Readout {
    public static final Membrane DEFAULT = new Membrane();

    @Override
    public int terms(int rows) {
        return rows;
    }

    @Override
    public void scores(Outputs o, int term, double factor, double[] scores) {
        Arrays.fill(scores, 0);
        int from = term * o.outputs;
        for (int k = 0; k < o.outputs; k++) scores[k] += factor * o.membrane[from + k];
    }

    @Override
    public void backward(Outputs o, int term, double[] byScore) {
        System.arraycopy(byScore, 0, o.byMembrane, term * o.outputs, o.outputs);
    }

    @Override
    public boolean readsValues() {
        return true;
    }
}

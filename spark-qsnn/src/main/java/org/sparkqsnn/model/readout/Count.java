package org.sparkqsnn.model.readout;

import java.util.Arrays;
import org.sparkqsnn.model.Outputs;
import org.sparkqsnn.model.Readout;

/** Spikes over all steps: {@code s_k = Σ_t S[t][k]}. */
public record Count() implements Readout {
    public static final Count DEFAULT = new Count();

    @Override
    public void scores(Outputs o, int term, double factor, double[] scores) {
        Arrays.fill(scores, 0);
        for (int i = 0; i < o.output.length; i++) scores[i % o.outputs] += factor * o.output[i];
    }

    @Override
    public void backward(Outputs o, int term, double[] byScore) {
        for (int i = 0; i < o.output.length; i++) o.byOutput[i] = byScore[i % o.outputs];
    }

    @Override
    public double most(int rows) {
        return rows;
    }
}

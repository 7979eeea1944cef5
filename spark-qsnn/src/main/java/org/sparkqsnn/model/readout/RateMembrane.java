package org.sparkqsnn.model.readout;

import java.util.Arrays;
import org.sparkqsnn.model.Outputs;
import org.sparkqsnn.model.Readout;

/** Spikes and membranes a step: {@code s_k = 1/T Σ_t (S[t][k] + m[t][k])}. */
public record RateMembrane() implements Readout {
    public static final RateMembrane DEFAULT = new RateMembrane();

    @Override
    public void scores(Outputs o, int term, double factor, double[] scores) {
        Arrays.fill(scores, 0);
        for (int i = 0; i < o.output.length; i++)
            scores[i % o.outputs] += factor * ((o.output[i] + o.membrane[i]) / o.rows);
    }

    @Override
    public void backward(Outputs o, int term, double[] byScore) {
        for (int i = 0; i < o.output.length; i++) {
            o.byOutput[i] = byScore[i % o.outputs] / o.rows;
            o.byMembrane[i] = byScore[i % o.outputs] / o.rows;
        }
    }
}

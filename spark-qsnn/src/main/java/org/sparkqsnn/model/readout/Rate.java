package org.sparkqsnn.model.readout;

import java.util.Arrays;
import org.sparkqsnn.model.Outputs;
import org.sparkqsnn.model.Readout;

/** Spikes a step: {@code s_k = 1/T Σ_t S[t][k]}. */
public record Rate() implements Readout {
    public static final Rate DEFAULT = new Rate();

    @Override
    public void scores(Outputs o, int term, double factor, double[] scores) {
        Arrays.fill(scores, 0);
        for (int i = 0; i < o.output.length; i++)
            scores[i % o.outputs] += factor * (o.output[i] / o.rows);
    }

    @Override
    public void backward(Outputs o, int term, double[] byScore) {
        for (int i = 0; i < o.output.length; i++) o.byOutput[i] = byScore[i % o.outputs] / o.rows;
    }
}

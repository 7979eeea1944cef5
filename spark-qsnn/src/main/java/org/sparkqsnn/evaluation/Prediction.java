package org.sparkqsnn.evaluation;

/**
 * What a network says of one sample.
 *
 * @param label predicted class: most spikes, or the largest value; then the larger mean membrane
 * @param scores see {@link org.sparkqsnn.model.Objective#scores}; shape [classes]
 */
public record Prediction(int label, double[] scores) {

    /**
     * Softmax {@code p_k = exp(z_k - max z) / Σ_j exp(z_j - max z)} in place.
     *
     * @param z scores; receives probabilities; shape [classes]
     */
    public static void softmax(double[] z) {
        double max = z[0];
        for (double score : z) max = Math.max(max, score);
        double sum = 0;
        for (int k = 0; k < z.length; k++) {
            z[k] = Math.exp(z[k] - max);
            sum += z[k];
        }
        for (int k = 0; k < z.length; k++) z[k] /= sum;
    }
}

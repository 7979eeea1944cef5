package org.sparkqsnn.report.run;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Receiver operating characteristic of one class against all others: true over false positive rate
 * as the score falls from which on a sample counts as the class. Samples of equal score come in
 * together, so that their order changes nothing.
 *
 * @param falsePositive from 0 to 1
 * @param truePositive from 0 to 1, as many
 * @param area under the curve by trapezoids: the probability that a sample of the class scores
 *     higher than another, ties half; NaN if there are none of either
 */
record Roc(double[] falsePositive, double[] truePositive, double area) {

    /**
     * @param scores of the class; shape [samples]
     * @param positive which samples are of the class; shape [samples]
     */
    static Roc of(double[] scores, boolean[] positive) {
        int[] order =
                IntStream.range(0, scores.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -scores[i]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] trues = new double[order.length + 1];
        double[] falses = new double[order.length + 1];
        int points = 1;
        for (int i = 0; i < order.length; i++) {
            boolean tied = i > 0 && scores[order[i]] == scores[order[i - 1]];
            if (!tied) points++;
            trues[points - 1] = (tied ? trues[points - 1] : trues[points - 2]);
            falses[points - 1] = (tied ? falses[points - 1] : falses[points - 2]);
            if (positive[order[i]]) trues[points - 1]++;
            else falses[points - 1]++;
        }
        return of(falses, trues, points);
    }

    private static Roc of(double[] falses, double[] trues, int points) {
        double allFalse = falses[points - 1];
        double allTrue = trues[points - 1];
        double[] x = IntStream.range(0, points).mapToDouble(i -> falses[i] / allFalse).toArray();
        double[] y = IntStream.range(0, points).mapToDouble(i -> trues[i] / allTrue).toArray();
        double area = 0;
        for (int i = 1; i < points; i++) area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
        return new Roc(x, y, allFalse == 0 || allTrue == 0 ? Double.NaN : area);
    }
}

package org.sparkqsnn.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * How well one class is told from the others. A ratio of nothing is 0, as in scikit-learn.
 *
 * @param samples of the class
 * @param recall of its samples, the fraction predicted as it
 * @param precision of the samples predicted as it, the fraction that is
 * @param f1 harmonic mean of the two
 */
public record ClassScores(long samples, double recall, double precision, double f1) {

    /**
     * Scores of each class.
     *
     * @param confusion samples by true class and predicted class; shape [classes][classes]
     */
    public static List<ClassScores> of(long[][] confusion) {
        List<ClassScores> all = new ArrayList<>();
        for (int c = 0; c < confusion.length; c++) {
            long samples = 0;
            long predicted = 0;
            for (int other = 0; other < confusion.length; other++) {
                samples += confusion[c][other];
                predicted += confusion[other][c];
            }
            long hits = confusion[c][c];
            all.add(
                    new ClassScores(
                            samples,
                            ratio(hits, samples),
                            ratio(hits, predicted),
                            ratio(2 * hits, samples + predicted)));
        }
        return all;
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}

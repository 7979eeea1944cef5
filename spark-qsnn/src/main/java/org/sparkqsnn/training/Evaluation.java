package org.sparkqsnn.training;

import java.io.Serializable;

/**
 * Result of showing samples to a network.
 *
 * @param tally counts over the samples
 * @param confusion samples by true class and predicted class; shape [classes][classes]
 */
public record Evaluation(Tally tally, long[][] confusion) implements Serializable {

    /** This evaluation and, after it, another of other samples. */
    public Evaluation plus(Evaluation next) {
        long[][] sum = new long[confusion.length][confusion.length];
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j < sum.length; j++) sum[i][j] = confusion[i][j] + next.confusion[i][j];
        }
        return new Evaluation(tally.plus(next.tally), sum);
    }
}

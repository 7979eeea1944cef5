package org.sparkqsnn.evaluation;

import java.io.Serializable;

/**
 * Counts over samples: what training and evaluation report. Adding is exact for the counts; {@code
 * lossSum} is a double, so counts are added in a fixed order.
 *
 * @param samples samples seen
 * @param correct samples whose predicted class is their label
 * @param ties samples whose largest spike count is shared by several classes, before the tie-break;
 *     0 where the read-out does not spike
 * @param lossSum sum over samples of the loss
 * @param penaltySum what of it spikes cost, see {@link org.sparkqsnn.model.RatePenalty}
 * @param activity of the layers that spike
 */
public record Counts(
        long samples, long correct, long ties, double lossSum, double penaltySum, Activity activity)
        implements Serializable {

    /** Counts of nothing, for a network of {@code layers} layers. */
    public static Counts none(int layers) {
        return of(Activity.none(layers));
    }

    /** Counts of what the layers did with samples whose outputs are still to be read. */
    public static Counts of(Activity activity) {
        return new Counts(0, 0, 0, 0, 0, activity);
    }

    /** These counts and, after them, one sample more. */
    public Counts plus(boolean right, boolean tied, double loss) {
        return new Counts(
                samples + 1,
                correct + (right ? 1 : 0),
                ties + (tied ? 1 : 0),
                lossSum + loss,
                penaltySum,
                activity);
    }

    /** These counts and, after them, others. */
    public Counts plus(Counts next) {
        return new Counts(
                samples + next.samples,
                correct + next.correct,
                ties + next.ties,
                lossSum + next.lossSum,
                penaltySum + next.penaltySum,
                activity.plus(next.activity));
    }

    /** These counts, with what the spikes of their samples cost added to the loss. */
    public Counts plusPenalty(double sum) {
        return new Counts(samples, correct, ties, lossSum + sum, penaltySum + sum, activity);
    }

    /** Mean over the samples. */
    public double loss() {
        return lossSum / samples;
    }

    /** Fraction of the samples that are right. */
    public double accuracy() {
        return (double) correct / samples;
    }
}

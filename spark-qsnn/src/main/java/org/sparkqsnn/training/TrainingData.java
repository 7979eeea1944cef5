package org.sparkqsnn.training;

import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;

/**
 * What a run learns from and what it is measured on.
 *
 * @param train to learn from
 * @param evaluation to measure on: the test set, or the samples held out
 * @param split {@code test} or {@code validation}, as metrics call it
 */
public record TrainingData(ImageSet train, ImageSet evaluation, String split) {

    /**
     * Holds out the last {@code round(holdout * N)} training samples.
     *
     * @param holdout fraction in [0, 1); 0 measures on the test set
     */
    public static TrainingData of(Dataset dataset, double holdout) {
        ImageSet train = dataset.train();
        if (holdout == 0) return new TrainingData(train, dataset.test(), "test");
        int kept = train.size() - (int) Math.round(holdout * train.size());
        if (kept == 0 || kept == train.size()) {
            throw new BadInput(
                    "data.holdout "
                            + holdout
                            + " of "
                            + train.size()
                            + " samples leaves "
                            + (kept == 0 ? "none to train on" : "none to evaluate")
                            + "; choose another fraction, or 0 for the test set");
        }
        return new TrainingData(
                train.slice(0, kept), train.slice(kept, train.size()), "validation");
    }
}

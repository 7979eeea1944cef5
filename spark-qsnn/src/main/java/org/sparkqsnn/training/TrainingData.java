package org.sparkqsnn.training;

import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.run.config.ExperimentConfig;

/**
 * What a run learns from and what it is measured on.
 *
 * @param train to learn from
 * @param evaluation to measure on: the test set, or the samples held out
 * @param split {@code test} or {@code validation}, as metrics call it
 */
public record TrainingData(ImageSet train, ImageSet evaluation, String split) {

    /** The whole training set, measured on the test set. */
    public static TrainingData test(Dataset dataset) {
        return new TrainingData(dataset.train(), dataset.test(), "test");
    }

    /**
     * What the config asks for: with {@code data.holdout} h > 0 the last {@code round(h N)}
     * training samples are held out and measured on.
     *
     * @throws BadInput if too few samples are left
     */
    public static TrainingData of(Dataset dataset, ExperimentConfig config) {
        double holdout = config.data().holdout();
        ImageSet all = dataset.train();
        int kept = kept(all.size(), holdout);
        if (kept < config.averaging().workers()) {
            throw new BadInput(
                    "averaging.workers is "
                            + config.averaging().workers()
                            + " but only "
                            + kept
                            + " of "
                            + all.size()
                            + " samples are for training; use fewer workers or a smaller data.holdout");
        }
        if (holdout == 0) return test(dataset);
        if (kept == all.size()) {
            throw new BadInput(
                    "data.holdout "
                            + holdout
                            + " of "
                            + all.size()
                            + " samples holds out none; use a larger fraction, or 0 for the test set");
        }
        return new TrainingData(all.slice(0, kept), all.slice(kept, all.size()), "validation");
    }

    /** Samples left to learn from when a fraction {@code holdout} of {@code all} is held out. */
    public static int kept(int all, double holdout) {
        return all - (int) Math.round(holdout * all);
    }
}

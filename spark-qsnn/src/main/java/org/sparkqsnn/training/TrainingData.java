package org.sparkqsnn.training;

import java.io.Serializable;
import java.util.Optional;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.run.config.EncoderConfig;
import org.sparkqsnn.run.config.ExperimentConfig;

/**
 * What a run learns from and what it is measured on.
 *
 * @param train to learn from
 * @param evaluation to measure on: the test set, or the samples held out
 * @param split {@code test} or {@code validation}, as metrics call it; empty if nothing is measured
 */
public record TrainingData(ImageSet train, ImageSet evaluation, String split)
        implements Serializable {

    /** The whole training set, measured on the test set. */
    public static TrainingData test(Dataset dataset) {
        return new TrainingData(dataset.train(), dataset.test(), "test");
    }

    /**
     * What the config asks for: with {@code data.holdout} h > 0 the last {@code round(h N)}
     * training samples are held out and measured on.
     *
     * @throws BadInput if too few samples are left, or the config is for recorded spikes
     */
    public static TrainingData of(Dataset dataset, ExperimentConfig config) {
        if (config.encoder().kind() == EncoderConfig.Kind.EVENTS) {
            throw new BadInput(
                    "encoder.kind is events, but datasets hold images; use poisson, direct or latency"
                            + " (events come from the column of a DataFrame, see QsnnClassifier)");
        }
        return held(dataset.train(), config).orElse(test(dataset));
    }

    /**
     * The same of samples without a test set: where none are held out, nothing is measured.
     *
     * @throws BadInput if too few samples are left
     */
    public static TrainingData of(ImageSet all, ExperimentConfig config) {
        return held(all, config).orElse(new TrainingData(all, all.slice(0, 0), ""));
    }

    /** Empty if the config holds out none. */
    private static Optional<TrainingData> held(ImageSet all, ExperimentConfig config) {
        double holdout = config.data().holdout();
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
        if (holdout == 0) return Optional.empty();
        if (kept == all.size()) {
            throw new BadInput(
                    "data.holdout "
                            + holdout
                            + " of "
                            + all.size()
                            + " samples holds out none; use a larger fraction, or 0 for the test set");
        }
        ImageSet last = all.slice(kept, all.size());
        return Optional.of(new TrainingData(all.slice(0, kept), last, "validation"));
    }

    /** Samples left to learn from when a fraction {@code holdout} of {@code all} is held out. */
    public static int kept(int all, double holdout) {
        return all - (int) Math.round(holdout * all);
    }
}

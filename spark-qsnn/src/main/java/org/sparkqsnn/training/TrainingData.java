package org.sparkqsnn.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.model.EncoderConfig;

/**
 * What a run learns from and what it is measured on.
 *
 * @param train to learn from
 * @param evaluation to measure on: the test set, or the samples held out
 * @param split {@code test} or {@code validation}, as metrics call it; empty if nothing is measured
 */
public record TrainingData(ImageSet train, ImageSet evaluation, String split)
        implements Serializable {
    private static final int MOST_NAMED = 10;

    /** The whole training set, measured on the test set. */
    public static TrainingData test(Dataset dataset) {
        return new TrainingData(dataset.train(), dataset.test(), "test");
    }

    /**
     * One of a dataset's two sets as what is measured on, to be looked at only.
     *
     * @param split {@code test} or {@code train}
     */
    public static TrainingData predicted(Dataset dataset, String split) {
        ImageSet set = split.equals("train") ? dataset.train() : dataset.test();
        return new TrainingData(set, set, split);
    }

    /**
     * What the config asks for: with {@code data.holdout} h > 0, {@code round(h N)} of the N
     * training samples are held out and measured on: the last ones, or of each class its share,
     * rounded by largest remainders so that of few samples a class may have none there. Where
     * samples are visited by blocks it is the last ones.
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
     * The samples to train on, and those that the config holds out of them to be measured on. Where
     * it holds out none, nothing is measured.
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
        return Optional.of(
                switch (config.data().splitOf(all)) {
                    case STRATIFIED -> stratified(all, all.size() - kept);
                    case TAIL -> validated(all.slice(0, kept), all.slice(kept, all.size()));
                });
    }

    private static TrainingData stratified(ImageSet all, int held) {
        Holdout holdout = Holdout.stratified(all, held);
        return validated(all.select(holdout.kept()), all.select(holdout.held()));
    }

    private static TrainingData validated(ImageSet train, ImageSet held) {
        return new TrainingData(train, held, "validation");
    }

    /**
     * What a validation of these data cannot tell, in a line: the classes that have samples in one
     * part only. Empty if there is none, or nothing was held out.
     */
    public Optional<String> gaps() {
        // Of samples that are not on the heap nobody counts the classes first.
        if (!split.equals("validation") || train.records().heapBytes() == 0)
            return Optional.empty();
        List<String> gaps = new ArrayList<>();
        String unseen = missing(train, evaluation);
        if (!unseen.isEmpty()) gaps.add("leaves no sample to learn from of class " + unseen);
        String unheld = missing(evaluation, train);
        if (!unheld.isEmpty()) gaps.add("holds out no sample of class " + unheld);
        if (gaps.isEmpty()) return Optional.empty();
        return Optional.of(
                "data.holdout "
                        + String.join(" and ", gaps)
                        + ": validation accuracy does not speak for them");
    }

    /** Classes that {@code other} has samples of and {@code set} has not; ten at most. */
    private static String missing(ImageSet set, ImageSet other) {
        int[] here = set.countPerClass();
        int[] there = other.countPerClass();
        int[] missing =
                IntStream.range(0, here.length).filter(c -> here[c] == 0 && there[c] > 0).toArray();
        String named =
                IntStream.of(missing)
                        .limit(MOST_NAMED)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(", "));
        return named + (missing.length > MOST_NAMED ? ", …" : "");
    }

    /** Samples left to learn from when a fraction {@code holdout} of {@code all} is held out. */
    public static int kept(int all, double holdout) {
        return all - (int) Math.round(holdout * all);
    }
}

package org.sparkqsnn.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.SweepConfig;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.sweep.search.Bracket;
import org.sparkqsnn.sweep.search.Candidate;
import org.sparkqsnn.sweep.search.SweepDefinition;
import org.sparkqsnn.sweep.trial.Trial;
import org.sparkqsnn.sweep.trial.TrialIds;
import org.sparkqsnn.sweep.trial.TrialTask;
import org.sparkqsnn.training.TrainingData;

/**
 * All that a sweep may train, known before anything is.
 *
 * @param definition what is swept
 * @param candidates its configs
 * @param trials those of each candidate, one for each seed; shape [candidates][seeds]
 * @param work multiply-adds of an epoch, about, see {@link NetworkShape#work}; shape [candidates]
 * @param brackets which of them are trained for how long
 */
public record SweepPlan(
        SweepDefinition definition,
        List<Candidate> candidates,
        List<List<Trial>> trials,
        List<Double> work,
        List<Bracket> brackets) {

    /** A plan is in memory, 500 bytes a trial. */
    private static final long MOST = 10_000_000;

    /**
     * The plan of a sweep.
     *
     * @param datasets opens the dataset of a {@code data.path}
     * @throws BadInput if a combination of values is none that an experiment can have
     */
    public static SweepPlan of(
            SweepDefinition sweep, Function<String, Dataset> datasets, TrialIds ids) {
        int epochs = sweep.experiment().training().epochs();
        requireEpochs(sweep, epochs);
        List<Candidate> candidates = Candidate.of(sweep, Bracket.configs(sweep.sweep(), epochs));
        requireFew((long) candidates.size() * sweep.sweep().seeds());
        List<List<Trial>> trials = new ArrayList<>();
        List<Double> work = new ArrayList<>();
        for (Candidate candidate : candidates) {
            Dataset data = datasets.apply(candidate.config().data().path());
            List<Trial> seeds = new ArrayList<>();
            for (int i = 0; i < sweep.sweep().seeds(); i++)
                seeds.add(Trial.of(candidate, i, data, ids));
            trials.add(seeds);
            work.add(work(candidate.config(), data.train()));
        }
        List<Bracket> brackets = Bracket.of(sweep.sweep(), epochs, candidates.size());
        return new SweepPlan(sweep, candidates, trials, work, brackets);
    }

    /** Of a network that does not fit to the data nothing: its trials end where they begin. */
    private static double work(ExperimentConfig config, ImageSet train) {
        try {
            NetworkShape shape = config.network(train.features(), train.classes());
            return (double) shape.work() * TrainingData.kept(train.size(), config.data().holdout());
        } catch (BadInput e) {
            return 0;
        }
    }

    private static void requireFew(long trials) {
        if (trials > MOST)
            throw new BadInput(
                    "the sweep has "
                            + trials
                            + " trials, at most 10,000,000 are planned; use fewer sweep.seeds or"
                            + " configs");
    }

    private static void requireEpochs(SweepDefinition sweep, int epochs) {
        boolean full = sweep.sweep().schedule() == SweepConfig.Schedule.FULL;
        if (full) return;
        if (sweep.axes().stream().anyMatch(axis -> axis.key().equals("training.epochs")))
            throw new BadInput(
                    "axes.training.epochs: halving itself varies the epochs; drop the axis, or set"
                            + " sweep.schedule = full");
        if (sweep.sweep().minEpochs() >= epochs)
            throw new BadInput(
                    "sweep.minEpochs is "
                            + sweep.sweep().minEpochs()
                            + ", which is not less than training.epochs = "
                            + epochs
                            + "; halving needs room between them");
    }

    public List<Trial> allTrials() {
        return trials.stream().flatMap(List::stream).toList();
    }

    /** About how long a task takes, in multiply-adds: to begin with the longest. */
    double cost(TrialTask task) {
        return task.epochsLeft() * work.get(task.trial().candidate() - 1);
    }

    /** Epochs that trials of a candidate are trained for in the end. */
    int epochsOf(int index) {
        return candidates.get(index).config().training().epochs();
    }
}

package org.sparkqsnn.cli.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.experiment.SweepConfig;
import org.sparkqsnn.experiment.TrackingConfig;
import org.sparkqsnn.run.Build;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.sweep.SweepPlan;

/** What a sweep is about to do, and what its user should know before. */
record SweepAnnouncement(SweepPlan plan, String master, TrialFiles trials) {

    /** {@code 10 configs x 20 seeds: 200 trials, grid search, full schedule; local[2]}. */
    String size() {
        SweepConfig sweep = plan.definition().sweep();
        return String.format(
                Locale.ROOT,
                "%s x %s: %s, %s search, %s schedule; %s",
                count(plan.candidates().size(), "config"),
                count(sweep.seeds(), "seed"),
                count(plan.allTrials().size(), "trial"),
                ConfigTree.text(sweep.search()),
                ConfigTree.text(sweep.schedule()),
                master);
    }

    private static String count(int number, String of) {
        return String.format(Locale.ROOT, number == 1 ? "%,d %s" : "%,d %ss", number, of);
    }

    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        boolean test = plan.candidates().stream().anyMatch(c -> c.config().data().holdout() == 0);
        if (test && plan.candidates().size() > 1) {
            warnings.add(
                    "configs are compared on the test set; to choose among them, set data.holdout,"
                            + " say to 0.1");
        }
        SweepConfig sweep = plan.definition().sweep();
        boolean goesOn = sweep.schedule() != SweepConfig.Schedule.FULL || sweep.segmentEpochs() > 0;
        if (goesOn && trials.isLocal() && !master.startsWith("local")) {
            warnings.add(
                    "the trials' states are on a local disk: a trial that goes on on another host"
                            + " begins anew; set sweep.trials to a path that all hosts see");
        }
        TrackingConfig tracking = plan.definition().experiment().tracking();
        if (!tracking.tensorboard().isEmpty() || !tracking.mlflow().isEmpty())
            warnings.add("tracking is for train; the numbers of a sweep are in its directory");
        if (Build.commit().endsWith("+changes") || Build.commit().equals("unknown"))
            warnings.add("this build is of no commit: trials of other such builds look the same");
        return warnings;
    }
}

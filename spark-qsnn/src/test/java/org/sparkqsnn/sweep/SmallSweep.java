package org.sparkqsnn.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.sweep.search.SweepDefinition;
import org.sparkqsnn.sweep.search.SweepReader;
import org.sparkqsnn.sweep.trial.TrialIds;
import org.sparkqsnn.training.Small;

/** Sweeps that begin today, without a file. */
public final class SmallSweep {
    private SmallSweep() {}

    /** What a command line of nothing but settings defines. */
    public static SweepDefinition of(List<String> settings) {
        return SweepReader.read(Optional.empty(), settings, false);
    }

    /** A plan whose every {@code data.path} is this dataset. */
    public static SweepPlan plan(SweepDefinition definition, Dataset dataset) {
        return SweepPlan.of(definition, path -> dataset, TrialIds.ofToday());
    }

    /** A plan of the small experiment on its dataset, with these settings besides. */
    public static SweepPlan plan(String... settings) {
        List<String> all = new ArrayList<>(Small.settings());
        all.addAll(Arrays.asList(settings));
        return plan(of(all), Small.dataset());
    }
}

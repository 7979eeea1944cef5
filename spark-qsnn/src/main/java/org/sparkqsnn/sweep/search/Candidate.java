package org.sparkqsnn.sweep.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.ExperimentConfig;

/**
 * One config of a sweep.
 *
 * @param number counted from 1, as tables call it
 * @param values of the axes
 * @param config with these values, and the first seed
 */
public record Candidate(int number, Map<String, String> values, ExperimentConfig config) {
    /** More configs than anybody reads; a grid of ten axes with ten values would be 10^10. */
    private static final int MOST = 1_000_000;

    /**
     * All configs of a sweep in their order; values that were drawn twice make one.
     *
     * @param count number that random and Sobol search draw
     * @throws BadInput if a combination of values is none that an experiment can have
     */
    public static List<Candidate> of(SweepDefinition sweep, int count) {
        Set<ExperimentConfig> seen = new HashSet<>();
        List<Candidate> candidates = new ArrayList<>();
        for (Map<String, String> values : values(sweep, count)) {
            ExperimentConfig config = sweep.with(values);
            if (seen.add(config))
                candidates.add(new Candidate(candidates.size() + 1, values, config));
        }
        return candidates;
    }

    private static List<Map<String, String>> values(SweepDefinition sweep, int count) {
        long seed = sweep.sweep().searchSeed();
        int axes = sweep.axes().size();
        return switch (sweep.sweep().search()) {
            case GRID -> grid(sweep.axes());
            case RANDOM -> drawn(sweep.axes(), Points.random(axes, seed), count);
            case SOBOL -> drawn(sweep.axes(), Points.sobol(axes, seed), count);
        };
    }

    private static List<Map<String, String>> drawn(List<Axis> axes, Points points, int count) {
        if (axes.isEmpty())
            throw new BadInput("axes has no key; name what a random or Sobol search varies");
        if (count > MOST)
            throw new BadInput(
                    "the search has "
                            + count
                            + " configs, at most 1,000,000 are drawn; use a smaller sweep.configs, or a larger sweep.minEpochs for Hyperband");
        List<Map<String, String>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] point = points.at(i);
            Map<String, String> values = new LinkedHashMap<>();
            for (int a = 0; a < axes.size(); a++)
                values.put(axes.get(a).key(), axes.get(a).at(point[a]));
            all.add(values);
        }
        return all;
    }

    /** Every combination; the last axis varies fastest. */
    private static List<Map<String, String>> grid(List<Axis> axes) {
        List<Map<String, String>> all = List.of(Map.of());
        for (Axis axis : axes) {
            if ((long) all.size() * axis.grid().size() > MOST)
                throw new BadInput(
                        "axes make more than 1,000,000 configs; use fewer values, or sweep.search ="
                                + " random");
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> values : all) {
                for (String value : axis.grid()) longer.add(with(values, axis.key(), value));
            }
            all = longer;
        }
        return all;
    }

    private static Map<String, String> with(Map<String, String> values, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return more;
    }
}

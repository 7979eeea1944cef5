package org.sparkqsnn.sweep;

import com.typesafe.config.Config;
import java.io.File;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.ConfigReader;
import org.sparkqsnn.run.ConfigTree;
import org.sparkqsnn.run.config.ExperimentConfig;
import org.sparkqsnn.run.config.SweepConfig;

/**
 * Reads a sweep file: an experiment, as {@code train} takes it, and beside it the sections {@code
 * sweep} and {@code axes}.
 */
public final class SweepReader {
    private SweepReader() {}

    /**
     * The sweep of a command line.
     *
     * @throws BadInput naming the file and line, or the override
     */
    public static SweepDefinition read(Optional<File> file, List<String> overrides) {
        return definition(ConfigReader.parse(file, overrides));
    }

    /** The sweep in {@code text}; {@code where} names it in messages. */
    public static SweepDefinition read(String text, String where) {
        return definition(ConfigReader.parse(text, where));
    }

    /** The sweep that some build wrote, with overrides; see {@link ConfigReader#readStored}. */
    static SweepDefinition readStored(String text, String where, List<String> overrides) {
        return definition(
                ConfigReader.overridden(ConfigReader.parseStored(text, where), overrides));
    }

    private static SweepDefinition definition(Config all) {
        Config rest = all.withoutPath("axes");
        Set<String> known = new HashSet<>(ConfigTree.leaves(ExperimentConfig.DEFAULT).keySet());
        ConfigTree.leaves(SweepConfig.DEFAULT).keySet().forEach(key -> known.add("sweep." + key));
        ConfigReader.requireKnown(rest, known);
        ExperimentConfig experiment = ConfigReader.record(ExperimentConfig.DEFAULT, "", rest);
        SweepConfig sweep = ConfigReader.record(SweepConfig.DEFAULT, "sweep.", rest);
        List<Axis> axes = all.hasPath("axes") ? AxisReader.read(all.getValue("axes")) : List.of();
        // A value that no experiment can have is refused before anything is trained.
        for (Axis axis : axes) {
            for (String value : axis.grid()) {
                ExperimentConfig unused =
                        ConfigReader.changed(experiment, Map.of(axis.key(), value));
            }
        }
        return new SweepDefinition(experiment, sweep, axes);
    }
}

package org.sparkqsnn.sweep.search;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.io.File;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ConfigTree;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.SweepConfig;

/**
 * Reads a sweep file: an experiment, as {@code train} takes it, and beside it the sections {@code
 * sweep} and {@code axes}.
 */
public final class SweepReader {
    private SweepReader() {}

    /**
     * The sweep of a command line.
     *
     * @param environment whether the file may name variables of the environment, see {@link
     *     ConfigReader#read(Optional, List, boolean)}
     * @throws BadInput naming the file and line, or the override
     */
    public static SweepDefinition read(
            Optional<File> file, List<String> overrides, boolean environment) {
        return definition(ConfigReader.parse(file, environment), overrides);
    }

    /** The sweep that was stored as JSON, with overrides; {@code where} names it in messages. */
    public static SweepDefinition read(String json, String where, List<String> overrides) {
        return definition(nested(ConfigReader.parse(json, where)), overrides);
    }

    /** Stored axes have dots in their keys; as a file has them, an override finds them. */
    private static Config nested(Config stored) {
        if (!(stored.root().get("axes") instanceof ConfigObject axes)) return stored;
        Config nested = stored.withoutPath("axes");
        for (Map.Entry<String, ConfigValue> axis : axes.entrySet()) {
            String[] parts = ("axes." + axis.getKey()).split("\\.", -1);
            nested = nested.withValue(ConfigUtil.joinPath(parts), axis.getValue());
        }
        return nested;
    }

    private static SweepDefinition definition(Config given, List<String> overrides) {
        Config all = ConfigReader.overridden(given, overrides);
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

package org.sparkqsnn.sweep.search;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparkqsnn.config.ConfigKey;
import org.sparkqsnn.config.ConfigSource;
import org.sparkqsnn.config.RecordReader;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.SweepConfig;
import org.sparkqsnn.experiment.WrittenConfig;

/**
 * Reads a sweep file: an experiment, as {@code train} takes it, and beside it the sections {@code
 * sweep} and {@code axes}.
 */
public final class SweepReader {
    private static final String AXES = "axes";
    private static final String SWEEP = "sweep";
    private static final String WRITTEN = "written";

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
        ConfigObject given = ConfigSource.file(file, environment).root();
        ConfigObject user = overridden(ExperimentConfig.DEFAULT, given, overrides);
        return definition(WrittenConfig.of(experiment(user)), user);
    }

    /** The sweep that was stored as JSON, with overrides; {@code where} names it in messages. */
    public static SweepDefinition read(String json, String where, List<String> overrides) {
        ConfigObject all = nested(ConfigSource.stored(json, where)).root();
        ConfigObject stored = all.withoutKey(WRITTEN);
        ExperimentConfig then = stored(stored, where);
        // Older builds had no kinds and no presets: all that they stored is as if it were written.
        ConfigObject written =
                all.get(WRITTEN) instanceof ConfigObject object ? object : experiment(stored);
        ConfigObject changed = overridden(then, stored, overrides);
        ConfigObject rewritten = experiment(overridden(then, written, overrides));
        return definition(WrittenConfig.of(stored(changed, where), rewritten), changed);
    }

    private static ExperimentConfig stored(ConfigObject tree, String where) {
        return ConfigReader.stored(experiment(tree).toConfig(), where);
    }

    /** The tree without what is the sweep's. */
    private static ConfigObject experiment(ConfigObject tree) {
        return tree.withoutKey(AXES).withoutKey(SWEEP);
    }

    private static ConfigObject overridden(
            ExperimentConfig before, ConfigObject tree, List<String> overrides) {
        return ConfigReader.overridden(before, tree, overrides, SweepReader::key);
    }

    private static Optional<ConfigKey> key(String path) {
        boolean own = path.startsWith(SWEEP + ".");
        return own
                ? ConfigKey.at(SweepConfig.class, path.substring(SWEEP.length() + 1))
                : ConfigKey.at(ExperimentConfig.class, path);
    }

    /** Stored axes have dots in their keys; as a file has them, an override finds them. */
    private static Config nested(Config stored) {
        if (!(stored.root().get(AXES) instanceof ConfigObject axes)) return stored;
        Config nested = stored.withoutPath(AXES);
        for (Map.Entry<String, ConfigValue> axis : axes.entrySet()) {
            String[] parts = (AXES + "." + axis.getKey()).split("\\.", -1);
            nested = nested.withValue(ConfigUtil.joinPath(parts), axis.getValue());
        }
        return nested;
    }

    private static SweepDefinition definition(WrittenConfig base, ConfigObject all) {
        ConfigValue own = all.get(SWEEP);
        SweepConfig sweep =
                own == null
                        ? SweepConfig.DEFAULT
                        : RecordReader.read(SweepConfig.DEFAULT, SWEEP, own);
        ConfigValue given = all.get(AXES);
        List<Axis> axes = given == null ? List.of() : AxisReader.read(given, base.config());
        SweepDefinition definition = new SweepDefinition(base, sweep, axes);
        // A value that no experiment can have is refused before anything is trained.
        List<ExperimentConfig> unused = definition.corners();
        return definition;
    }
}

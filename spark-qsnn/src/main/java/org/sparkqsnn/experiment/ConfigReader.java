package org.sparkqsnn.experiment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sparkqsnn.config.ConfigKey;
import org.sparkqsnn.config.ConfigRules;
import org.sparkqsnn.config.ConfigSource;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.ElementDefaults;
import org.sparkqsnn.config.Presets;
import org.sparkqsnn.config.RecordReader;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.model.ModelConfig;

/**
 * Reads an experiment from HOCON and {@code key=value} overrides, over the preset that {@code
 * model.kind} names. A key that is not given has its default; a key that does not exist is refused,
 * with the nearest one that does.
 */
public final class ConfigReader {
    /** The presets of {@code model.kind}, a resource {@code model/presets/KIND.conf} each. */
    static final Presets PRESETS =
            new Presets(
                    "model.kind",
                    Arrays.stream(ModelConfig.Kind.values()).map(ConfigTree::text).toList(),
                    "/org/sparkqsnn/model/presets/");

    /** Over the defaults: preset, file, overrides; a layer has the neuron of the section. */
    static final ConfigRules RULES =
            new ConfigRules(PRESETS, new ElementDefaults("model.layers", "neuron"));

    private ConfigReader() {}

    /**
     * The config of a command line.
     *
     * @param file HOCON file, if one is given
     * @param overrides {@code key=value}; a later one wins, and all win over the file
     * @throws BadInput naming the file and line, or the override
     */
    public static ExperimentConfig read(Optional<File> file, List<String> overrides) {
        return read(file, overrides, false);
    }

    /**
     * The config of a command line whose file may name variables of the environment.
     *
     * @param environment whether <code>${NAME}</code> in the file may be a variable of the
     *     environment
     */
    public static ExperimentConfig read(
            Optional<File> file, List<String> overrides, boolean environment) {
        ConfigObject given =
                RULES.overridden(
                        ExperimentConfig.DEFAULT,
                        ConfigSource.file(file, environment).root(),
                        overrides,
                        ConfigRules.types(ExperimentConfig.class));
        return RULES.read(ExperimentConfig.DEFAULT, given);
    }

    /**
     * The config that was stored as JSON, whole as its writer knew it: no preset lies under it. A
     * key that its writer did not know has the value of that time ({@link LaterKeys}).
     *
     * @param where names it in messages
     */
    public static ExperimentConfig read(String json, String where) {
        return stored(ConfigSource.stored(json, where), where);
    }

    /** The config of a stored tree. */
    public static ExperimentConfig stored(Config tree, String where) {
        return ConfigSource.guarded(
                where,
                () ->
                        RecordReader.read(
                                ExperimentConfig.DEFAULT, "", LaterKeys.completed(tree).root()));
    }

    /** The experiment with other values for some keys, each written as in an override. */
    public static ExperimentConfig changed(ExperimentConfig config, Map<String, String> values) {
        return changed(config, overrides(values));
    }

    /**
     * The experiment with {@code key=value} overrides. Layers keep the neurons that they have,
     * whatever {@code neuron} becomes, and so does a model whose {@code model.kind} changes: what a
     * user would have written to get them is in a {@link WrittenConfig} only.
     */
    public static ExperimentConfig changed(ExperimentConfig config, List<String> overrides) {
        return ConfigRules.changed(config, overrides);
    }

    /**
     * A user's tree with {@code key=value} overrides.
     *
     * @param before whose lists an override may change where the tree and its preset have none
     * @param keys what a key takes; empty for one that does not exist
     */
    public static ConfigObject overridden(
            ExperimentConfig before,
            ConfigObject user,
            List<String> overrides,
            Function<String, Optional<ConfigKey>> keys) {
        return RULES.overridden(before, user, overrides, keys);
    }

    /** {@code key=value} of each. */
    static List<String> overrides(Map<String, String> values) {
        List<String> overrides = new ArrayList<>();
        values.forEach((key, value) -> overrides.add(key + "=" + value));
        return overrides;
    }
}

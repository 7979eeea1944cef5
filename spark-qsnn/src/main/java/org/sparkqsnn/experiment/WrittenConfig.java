package org.sparkqsnn.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparkqsnn.config.ConfigKey;
import org.sparkqsnn.config.ConfigRules;
import org.sparkqsnn.config.ConfigSource;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.run.ConfigHash;

/**
 * An experiment with what a user wrote to get it, so that other values can stand in its place: of
 * {@code neuron.beta} all layers that take the section {@code neuron} know, of {@code model.kind}
 * the preset.
 *
 * @param config with every key
 * @param written what decides the result of what was written, without {@code data.path}
 */
public record WrittenConfig(ExperimentConfig config, ObjectNode written) {
    /** The experiment of a user's tree. */
    public static WrittenConfig of(ConfigObject user) {
        return new WrittenConfig(
                ConfigReader.RULES.read(ExperimentConfig.DEFAULT, user), deciding(user));
    }

    /** A config that was stored without what was written: all of it counts as written. */
    public static WrittenConfig of(ExperimentConfig config, ConfigObject whole) {
        return new WrittenConfig(config, deciding(whole));
    }

    /** What was written, with its config moved to other places. */
    public WrittenConfig at(ExperimentConfig moved) {
        return new WrittenConfig(moved, written);
    }

    /**
     * The experiment with other values for some keys, as if the user had written them.
     *
     * @param values each as in an override
     */
    public ExperimentConfig with(Map<String, String> values) {
        ExperimentConfig before = before(values);
        ConfigObject user =
                ConfigReader.RULES.overridden(
                        before,
                        ConfigSource.stored(Json.text(written), "config").root(),
                        ConfigReader.overrides(values),
                        ConfigRules.types(ExperimentConfig.class));
        return ConfigReader.RULES.read(before, user);
    }

    /**
     * A key that was not written keeps its value; of another model, and in a section or union that
     * is given whole, it has the default.
     */
    private ExperimentConfig before(Map<String, String> values) {
        String kind = kind(config);
        if (values.getOrDefault("model.kind", kind).equals(kind)) return without(values.keySet());
        Map<String, String> places = ConfigTree.overrides(config);
        places.keySet().removeIf(key -> ConfigHash.decides(key) && !key.equals("data.path"));
        return ConfigReader.changed(ExperimentConfig.DEFAULT, places);
    }

    /** The config with the defaults in what is given whole. */
    private ExperimentConfig without(Set<String> given) {
        List<String> whole = given.stream().filter(WrittenConfig::hasKeys).toList();
        if (whole.isEmpty()) return config;
        Map<String, String> defaults = ConfigTree.overrides(ExperimentConfig.DEFAULT);
        defaults.keySet().removeIf(key -> whole.stream().noneMatch(one -> isIn(one, key)));
        return ConfigReader.changed(config, defaults);
    }

    private static boolean hasKeys(String key) {
        return ConfigKey.at(ExperimentConfig.class, key).filter(ConfigKey::hasKeys).isPresent();
    }

    private static boolean isIn(String whole, String key) {
        return key.equals(whole) || key.startsWith(whole + ".");
    }

    private static String kind(ExperimentConfig config) {
        return ConfigTree.text(config.model().kind());
    }

    private static ObjectNode deciding(ConfigObject tree) {
        String json = tree.render(ConfigRenderOptions.concise());
        ObjectNode all =
                Json.read(json.getBytes(StandardCharsets.UTF_8), ObjectNode.class, "config");
        all.properties().removeIf(section -> !ConfigHash.decides(section.getKey()));
        if (all.get("data") instanceof ObjectNode data) data.remove("path");
        return all;
    }
}

package org.sparkqsnn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.sparkqsnn.data.schema.BadInput;

/**
 * Configs of this build that lie under the user's: HOCON resources, of which the value of one key
 * names one.
 *
 * @param key whose value names the preset
 * @param names of the presets; each has a resource
 * @param folder of the resources {@code NAME.conf} on the class path, with a slash at its end
 */
public record Presets(String key, List<String> names, String folder) {
    /** By resource; a sweep asks for one of them with each config. */
    private static final Map<String, Config> PARSED = new ConcurrentHashMap<>();

    public Presets {
        names = List.copyOf(names);
    }

    /**
     * The preset that a tree names, resolved over the record of before and under the tree itself.
     *
     * @param given what the user wrote
     * @throws BadInput if there is none of that name
     */
    ConfigObject of(ConfigObject given, Record before) {
        Config preset =
                PARSED.computeIfAbsent(folder + name(given, before) + ".conf", Presets::parse);
        if (preset.isResolved()) return preset.root();
        Config all = given.toConfig().withFallback(preset).withFallback(ConfigRules.tree(before));
        return preset.resolveWith(all, ConfigResolveOptions.noSystem()).root();
    }

    private String name(ConfigObject given, Record before) {
        Config tree = given.toConfig();
        if (!tree.hasPath(key)) return ConfigTree.text(valueIn(before));
        ConfigValue named = tree.getValue(key);
        String name = String.valueOf(named.unwrapped());
        if (names.contains(name)) return name;
        throw new ConfigLeaf(key, named).refuse("must be one of " + String.join(", ", names));
    }

    private Object valueIn(Record before) {
        Object value = before;
        for (String part : key.split("\\."))
            value = ConfigTypes.value(ConfigTypes.component(value.getClass(), part).get(), value);
        return value;
    }

    private static Config parse(String resource) {
        try (InputStream in = Presets.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException("no resource " + resource);
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            ConfigParseOptions origin =
                    ConfigParseOptions.defaults().setOriginDescription("preset " + resource);
            return ConfigFactory.parseString(text, origin);
        } catch (IOException e) {
            throw new IllegalStateException("damaged jar: " + resource, e);
        }
    }
}

package org.sparkqsnn.experiment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.sparkqsnn.config.ConfigFile;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.config.KnownKeys;
import org.sparkqsnn.config.ValueText;
import org.sparkqsnn.data.schema.BadInput;

/**
 * Reads an experiment from HOCON and {@code key=value} overrides. A key that is not given has its
 * default; a key that does not exist is refused, with the nearest one that does.
 */
public final class ConfigReader {
    /** JSON has no include and no substitution: what was stored is data, whoever stored it. */
    private static final ConfigParseOptions STORED =
            ConfigParseOptions.defaults().setSyntax(ConfigSyntax.JSON);

    private static final Set<String> KEYS = ConfigTree.leaves(ExperimentConfig.DEFAULT).keySet();

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
        return experiment(overridden(parse(file, environment), overrides));
    }

    /**
     * The tree of a HOCON file, of which nothing has been looked at yet; empty if there is none.
     */
    public static Config parse(Optional<File> file, boolean environment) {
        return file.map(one -> guarded(one.toString(), () -> ConfigFile.parse(one, environment)))
                .orElse(ConfigFactory.empty());
    }

    /**
     * The config that was stored as JSON; a key that its writer did not know has the value of that
     * time ({@link LaterKeys}).
     *
     * @param where names it in messages
     */
    public static ExperimentConfig read(String json, String where) {
        return experiment(parse(json, where));
    }

    /** The tree that was stored as JSON, of which nothing has been looked at yet. */
    public static Config parse(String json, String where) {
        if (json.length() > ConfigFile.LARGEST)
            throw new BadInput(where + ": holds more than 1 MiB of config; restore it");
        ConfigParseOptions options = STORED.setOriginDescription(where);
        return guarded(where, () -> LaterKeys.completed(ConfigFactory.parseString(json, options)));
    }

    /** The experiment with other values for some keys, each written as in an override. */
    public static ExperimentConfig changed(ExperimentConfig config, Map<String, String> values) {
        List<String> overrides = new ArrayList<>();
        values.forEach((key, value) -> overrides.add(key + "=" + value));
        return changed(config, overrides);
    }

    /** The experiment with {@code key=value} overrides. */
    public static ExperimentConfig changed(ExperimentConfig config, List<String> overrides) {
        String json = Json.text(ConfigTree.json(config));
        return experiment(overridden(parse(json, "config"), overrides));
    }

    /** Refuses the first key of {@code config} that is none of {@code keys}. */
    public static void requireKnown(Config config, Set<String> keys) {
        new KnownKeys(keys).check(config.root());
    }

    /**
     * A record with the config's values where it has them, and the default's elsewhere.
     *
     * @param prefix of its keys: a section and a dot, or empty
     */
    @SuppressWarnings("unchecked") // of the class of the default
    public static <R extends Record> R record(R defaults, String prefix, Config config) {
        return guarded("config", () -> (R) build(defaults, prefix, config));
    }

    private static <T> T guarded(String where, Supplier<T> read) {
        try {
            return read.get();
        } catch (ConfigException e) {
            String message = e.getMessage().startsWith(where) ? "" : where + ": ";
            throw new BadInput(message + e.getMessage() + "; correct the file", e);
        } catch (StackOverflowError e) { // the parser descends one call for each bracket
            throw new BadInput(where + ": is nested too deeply; correct the file", e);
        }
    }

    /** The tree with {@code key=value} overrides, a later one before an earlier. */
    public static Config overridden(Config config, List<String> overrides) {
        Config changed = config;
        for (String override : overrides) changed = overridden(changed, override);
        return changed;
    }

    private static Config overridden(Config config, String override) {
        int equals = override.indexOf('=');
        if (equals < 1) {
            throw new BadInput(
                    "--set "
                            + override
                            + ": expected key=value, such as optimiser.learningRate=0.002");
        }
        String key = override.substring(0, equals).strip();
        String value = override.substring(equals + 1).strip();
        String path = ConfigUtil.joinPath(Arrays.asList(key.split("\\.", -1)));
        Object given = key.startsWith("axes.") ? new ValueText(value).parsed() : value;
        return config.withValue(path, ConfigValueFactory.fromAnyRef(given, "--set " + override));
    }

    private static ExperimentConfig experiment(Config config) {
        requireKnown(config, KEYS);
        return record(ExperimentConfig.DEFAULT, "", config);
    }

    /** The record with the config's values where it has them and the default's elsewhere. */
    private static Object build(Object defaults, String prefix, Config config) {
        RecordComponent[] parts = defaults.getClass().getRecordComponents();
        Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = value(parts[i], ConfigTree.value(parts[i], defaults), prefix, config);
        }
        return construct(defaults.getClass(), parts, values);
    }

    private static Object value(
            RecordComponent part, Object fallback, String prefix, Config config) {
        String key = prefix + part.getName();
        if (ConfigTree.isSection(part.getType())) return build(fallback, key + ".", config);
        if (!config.hasPath(key)) return fallback;
        ConfigValue given = config.getValue(key);
        return new ConfigLeaf(key, given).as(part.getType());
    }

    private static Object construct(Class<?> record, RecordComponent[] parts, Object[] values) {
        Class<?>[] types =
                Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = record.getDeclaredConstructor(types);
            return canonical.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof BadInput refused) throw refused;
            throw new IllegalStateException("cannot make " + record, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + record, e);
        }
    }
}

package org.sparkqsnn.run;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.config.ExperimentConfig;

/**
 * Reads an experiment from HOCON and {@code key=value} overrides. A key that is not given has its
 * default; a key that does not exist is refused, with the nearest one that does.
 */
public final class ConfigReader {
    private static final ConfigParseOptions STRICT =
            ConfigParseOptions.defaults().setAllowMissing(false);

    /** 1 MiB: a config is some kilobytes, and the parser needs 100 times its file. */
    private static final long LARGEST_FILE = 1 << 20;

    private ConfigReader() {}

    /**
     * The config of a command line.
     *
     * @param file HOCON file, if one is given
     * @param overrides {@code key=value}; a later one wins, and all win over the file
     * @throws BadInput naming the file and line, or the override
     */
    public static ExperimentConfig read(Optional<File> file, List<String> overrides) {
        Config config = file.map(ConfigReader::parse).orElse(ConfigFactory.empty());
        for (String override : overrides) config = overridden(config, override);
        return experiment(config);
    }

    /** The config in {@code text}, HOCON or JSON; {@code where} names it in messages. */
    public static ExperimentConfig read(String text, String where) {
        ConfigParseOptions options = STRICT.setOriginDescription(where);
        return guarded(where, () -> experiment(ConfigFactory.parseString(text, options).resolve()));
    }

    private static Config parse(File file) {
        if (!file.isFile()) {
            throw new BadInput(
                    file + ": no such config file; give a path, or no file for the defaults");
        }
        if (file.length() > LARGEST_FILE) {
            throw new BadInput(
                    file + ": has " + file.length() + " bytes, at most 1 MiB is read; shorten it");
        }
        return guarded(file.toString(), () -> ConfigFactory.parseFile(file, STRICT).resolve());
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
        return config.withValue(path, ConfigValueFactory.fromAnyRef(value, "--set " + override));
    }

    private static ExperimentConfig experiment(Config config) {
        KnownKeys.check(config.root());
        return (ExperimentConfig) build(ExperimentConfig.DEFAULT, "", config);
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

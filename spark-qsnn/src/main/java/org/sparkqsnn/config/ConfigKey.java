package org.sparkqsnn.config;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a key of a record takes.
 *
 * @param type of the component; of an Optional what it may hold
 */
public record ConfigKey(Type type) {

    /**
     * The key at a path such as {@code model.layers.0.outputs}; in a union that of the first kind
     * which has it, and {@code kind} itself takes a text.
     *
     * @return empty if no record has such a key
     */
    public static Optional<ConfigKey> at(Class<?> record, String path) {
        return at(record, Optional.empty(), path);
    }

    /**
     * The key at a path in a config, where a union has the keys of the kind that it is, which may
     * be a user's own.
     *
     * @return empty if the config has no such key
     */
    public static Optional<ConfigKey> in(Record config, String path) {
        return at(config.getClass(), Optional.of(config), path);
    }

    private static Optional<ConfigKey> at(Class<?> record, Optional<?> value, String path) {
        List<String> names = Arrays.asList(path.split("\\.", -1));
        return ConfigTypes.at(record, value, names).map(ConfigTypes::unwrapped).map(ConfigKey::new);
    }

    /** True of a number. */
    public boolean isNumber() {
        return isWhole() || isOneOf(double.class, Double.class);
    }

    /** True of a whole number. */
    public boolean isWhole() {
        return isLong() || isOneOf(int.class, Integer.class);
    }

    /** True of a whole number of 64 bits. */
    public boolean isLong() {
        return isOneOf(long.class, Long.class);
    }

    /** True of a list, a section or a union. */
    public boolean isStructure() {
        return isList() || hasKeys();
    }

    /** True of a section or a union. */
    public boolean hasKeys() {
        return ConfigTypes.hasKeys(ConfigTypes.raw(type));
    }

    /** True of an interface with {@code KINDS}. */
    boolean isUnion() {
        return ConfigTypes.isUnion(ConfigTypes.raw(type));
    }

    boolean isList() {
        return ConfigTypes.raw(type) == List.class;
    }

    private boolean isOneOf(Class<?>... types) {
        return Arrays.asList(types).contains(ConfigTypes.raw(type));
    }
}

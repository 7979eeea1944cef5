package org.sparkqsnn.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;

/**
 * One tree over another, as HOCON does it, but for unions: where the upper one names another kind,
 * the keys of the lower one's kind say nothing and are left out. A list replaces a list.
 */
final class TreeMerge {
    private TreeMerge() {}

    /**
     * The upper tree with what only the lower one has.
     *
     * @param before the record of which both change something
     */
    static ConfigObject over(ConfigObject upper, ConfigObject lower, Record before) {
        return record(upper, lower, before.getClass(), Optional.of(before));
    }

    /** A value of a component over one of the same component. */
    static ConfigValue over(ConfigValue upper, ConfigValue lower, Type type, Optional<?> before) {
        if (!(upper instanceof ConfigObject up && lower instanceof ConfigObject low)) return upper;
        Class<?> raw = ConfigTypes.raw(ConfigTypes.unwrapped(type));
        Optional<?> value =
                before.flatMap(one -> one instanceof Optional<?> o ? o : Optional.of(one));
        if (ConfigTypes.isSection(raw)) return record(up, low, raw, value);
        return ConfigTypes.isUnion(raw) ? union(up, low, raw, value) : upper;
    }

    private static ConfigObject union(
            ConfigObject upper, ConfigObject lower, Class<?> union, Optional<?> before) {
        Kinds<?> kinds = ConfigTypes.kinds(union);
        Optional<String> old = before.map(value -> RecordReader.name(kinds, value));
        Optional<String> below = kind(lower).or(() -> old);
        Optional<String> kind = kind(upper).or(() -> below);
        Optional<? extends Class<?>> record = kind.flatMap(kinds::find);
        if (record.isEmpty() || !kind.equals(below)) return upper;
        ConfigValue name = upper.getOrDefault("kind", lower.get("kind"));
        ConfigObject merged = record(upper, lower, record.get(), Optional.empty());
        return name == null ? merged : merged.withValue("kind", name);
    }

    private static Optional<String> kind(ConfigObject object) {
        return Optional.ofNullable(object.get("kind"))
                .map(kind -> String.valueOf(kind.unwrapped()));
    }

    private static ConfigObject record(
            ConfigObject upper, ConfigObject lower, Class<?> record, Optional<?> before) {
        ConfigObject merged = upper;
        for (Map.Entry<String, ConfigValue> low : lower.entrySet()) {
            String name = low.getKey();
            ConfigValue up = upper.get(name);
            Optional<RecordComponent> part = ConfigTypes.component(record, name);
            ConfigValue value = low.getValue();
            if (up != null && part.isPresent()) {
                Optional<?> old = before.map(one -> ConfigTypes.value(part.get(), one));
                value = over(up, value, part.get().getGenericType(), old);
            } else if (up != null) value = up;
            merged = merged.withValue(name, value);
        }
        return merged;
    }
}

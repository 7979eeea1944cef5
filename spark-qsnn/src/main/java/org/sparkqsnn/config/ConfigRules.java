package org.sparkqsnn.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.sparkqsnn.data.schema.BadInput;

/**
 * How what a user writes becomes a record: overrides before the file, the file before the preset,
 * the preset before the record of before.
 *
 * @param presets what lies under the user's tree
 * @param elements the section that completes elements of a list
 */
public record ConfigRules(Presets presets, ElementDefaults elements) {

    private static final ConfigObject NOTHING = ConfigFactory.empty().root();

    /**
     * The record that a user's tree describes.
     *
     * @param before has the keys that neither the tree nor the preset gives
     * @throws BadInput in one line with file, line and path
     */
    public <R extends Record> R read(R before, ConfigObject user) {
        return ConfigSource.guarded(
                "config",
                () -> {
                    ConfigObject preset = presets.of(user, before);
                    ConfigObject all = TreeMerge.over(user, preset, before);
                    return RecordReader.read(before, "", elements.complete(all, before));
                });
    }

    /**
     * The user's tree with {@code key=value} overrides, a later one before an earlier. A list of
     * which one changes an element is that of the tree, the preset or the record of before.
     *
     * @param types what a key takes; empty for a key that does not exist
     */
    public ConfigObject overridden(
            Record before,
            ConfigObject user,
            List<String> overrides,
            Function<String, Optional<ConfigKey>> types) {
        return ConfigSource.guarded(
                "config",
                () -> {
                    // Any of them may name the preset that has the list.
                    List<String> whole =
                            overrides.stream()
                                    .filter(one -> !Overrides.hasIndex(Overrides.key(one)))
                                    .toList();
                    ConfigObject named = new Overrides(NOTHING, types).over(user, whole);
                    if (whole.size() == overrides.size()) return named;
                    ConfigObject preset = presets.of(named, before);
                    ConfigObject below = TreeMerge.over(preset, tree(before), before);
                    return new Overrides(below, types).over(user, overrides);
                });
    }

    /**
     * The overrides that make a record of nothing: what differs from the preset and the record of
     * before, and all keys of a union of another kind than theirs.
     *
     * @return key to value, in the order of the record
     */
    public <R extends Record> Map<String, String> overrides(R before, R record) {
        Map<String, String> values = ConfigTree.overrides(record);
        String named = values.get(presets.key());
        Map<String, String> made = ConfigTree.overrides(ofPreset(before, named));
        if (!named.equals(ConfigTree.overrides(before).get(presets.key())))
            made.remove(presets.key());
        Map<String, String> overrides = new LinkedHashMap<>();
        values.forEach(
                (key, value) -> {
                    boolean same = value.equals(made.get(key));
                    if (!same || isOfAnotherKind(record.getClass(), key, values, made))
                        overrides.put(key, value);
                });
        return overrides;
    }

    /**
     * The record that a preset makes of {@code before}, which stays where the preset alone is no
     * config.
     */
    private <R extends Record> R ofPreset(R before, String name) {
        List<String> preset = List.of(presets.key() + "=" + name);
        try {
            return read(before, overridden(before, NOTHING, preset, types(before.getClass())));
        } catch (BadInput alone) {
            return before;
        }
    }

    /** True if the key is in a union, at any depth, whose kind is not the same in both. */
    private static boolean isOfAnotherKind(
            Class<?> record, String key, Map<String, String> a, Map<String, String> b) {
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
            String path = key.substring(0, dot);
            String kind = path + ".kind";
            boolean union = ConfigKey.at(record, path).filter(ConfigKey::isUnion).isPresent();
            if (union && !Objects.equals(a.get(kind), b.get(kind))) return true;
        }
        return false;
    }

    /** A whole record with overrides over it, and without presets. */
    public static <R extends Record> R changed(R record, List<String> overrides) {
        return ConfigSource.guarded(
                "config",
                () -> {
                    Overrides all = new Overrides(tree(record), types(record.getClass()));
                    ConfigObject given = all.over(NOTHING, overrides);
                    return RecordReader.read(record, "", given);
                });
    }

    /** What the keys of a record take. */
    public static Function<String, Optional<ConfigKey>> types(Class<?> record) {
        return path -> ConfigKey.at(record, path);
    }

    /** Every key of a record as a tree. */
    static ConfigObject tree(Record record) {
        Config tree = ConfigSource.stored(Json.text(ConfigTree.json(record)), "default");
        return tree.root();
    }
}

package org.sparkqsnn.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sparkqsnn.data.schema.BadInput;

/**
 * Changes a tree by {@code key=value}. A key may go through a list by index, {@code
 * model.layers.0.outputs}: that changes one element of a list that is there, in the tree or below
 * it. A value that starts with a bracket is read as {@link ValueText}, unless its key takes one
 * text.
 */
final class Overrides {
    private final ConfigObject below;
    private final Function<String, Optional<ConfigKey>> types;

    /**
     * @param below where lists are that the tree does not have
     * @param types what a key takes; empty for a key that does not exist
     */
    Overrides(ConfigObject below, Function<String, Optional<ConfigKey>> types) {
        this.below = below;
        this.types = types;
    }

    /** The tree with the overrides, a later one before an earlier. */
    ConfigObject over(ConfigObject tree, List<String> overrides) {
        ConfigObject changed = tree;
        for (String override : overrides) changed = over(changed, override);
        return changed;
    }

    /** The key of an override. */
    static String key(String override) {
        int equals = override.indexOf('=');
        if (equals < 1) {
            throw new BadInput(
                    "--set "
                            + override
                            + ": expected key=value, such as optimiser.learningRate=0.002");
        }
        return override.substring(0, equals).strip();
    }

    /** True if a key names an element of a list. */
    static boolean hasIndex(String key) {
        return Arrays.stream(key.split("\\.")).anyMatch(Overrides::isIndex);
    }

    private ConfigObject over(ConfigObject tree, String override) {
        List<String> path = Arrays.asList(key(override).split("\\.", -1));
        String value = override.substring(override.indexOf('=') + 1).strip();
        String where = "--set " + override;
        Object given = value;
        if (isStructure(value) && takesStructure(path)) given = parsed(value, where);
        ConfigValue leaf = ConfigValueFactory.fromAnyRef(given, where);
        return (ConfigObject) put(tree, path, 0, leaf);
    }

    private static boolean isStructure(String value) {
        return value.startsWith("[") || value.startsWith("{");
    }

    private boolean takesStructure(List<String> path) {
        return types.apply(String.join(".", path)).map(ConfigKey::isStructure).orElse(true);
    }

    private static Object parsed(String value, String where) {
        try {
            return ValueText.parse(value);
        } catch (BadInput e) {
            throw new BadInput(where + ": " + e.getMessage(), e);
        }
    }

    /** The value at the path of {@code at} and below, with the leaf in its place. */
    private ConfigValue put(ConfigValue at, List<String> path, int depth, ConfigValue leaf) {
        if (depth == path.size()) return leaf;
        String name = path.get(depth);
        if (at instanceof ConfigList list) {
            List<ConfigValue> elements = new ArrayList<>(list);
            int index = index(list.size(), path, depth, leaf);
            elements.set(index, put(list.get(index), path, depth + 1, leaf));
            return ConfigValueFactory.fromIterable(elements).withOrigin(list.origin());
        }
        ConfigObject object =
                at instanceof ConfigObject there
                        ? there
                        : ConfigValueFactory.fromMap(Map.of()).withOrigin(leaf.origin());
        ConfigValue inner = object.get(name);
        boolean element = depth + 1 < path.size() && isIndex(path.get(depth + 1));
        if (element && takesList(path.subList(0, depth + 1)))
            inner = list(inner, path.subList(0, depth + 1), leaf);
        return object.withValue(name, put(inner, path, depth + 1, leaf));
    }

    private boolean takesList(List<String> path) {
        return types.apply(String.join(".", path)).map(ConfigKey::isList).orElse(false);
    }

    /** The list of the tree or, where it has none, the one below. */
    private ConfigValue list(ConfigValue own, List<String> path, ConfigValue leaf) {
        ConfigValue found = own == null ? below : own;
        for (String name : own == null ? path : List.<String>of())
            found = found instanceof ConfigObject object ? object.get(name) : null;
        if (found instanceof ConfigList list) return list;
        String state = own == null ? " has 0 elements" : " is no list in brackets";
        throw new BadInput(
                leaf.origin().description()
                        + ": "
                        + String.join(".", path)
                        + state
                        + "; set the list first");
    }

    private static int index(int size, List<String> path, int depth, ConfigValue leaf) {
        String name = path.get(depth);
        if (isIndex(name) && Integer.parseInt(name) < size) return Integer.parseInt(name);
        String list = String.join(".", path.subList(0, depth));
        throw new BadInput(
                leaf.origin().description()
                        + ": "
                        + list
                        + " has "
                        + size
                        + (size == 1 ? " element" : " elements")
                        + ", counted from 0; there is no "
                        + list
                        + "."
                        + name);
    }

    private static boolean isIndex(String name) {
        return name.matches("\\d{1,6}");
    }
}

package org.sparkqsnn.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sparkqsnn.data.schema.BadInput;

/**
 * Any record from a tree of HOCON or JSON. Components may be int, long, double, boolean, String,
 * enums, records, unions, and Optionals and Lists of these, at any depth.
 *
 * <p>A key that is not given has its value of before; a key that does not exist is refused, with
 * the nearest one that does. A list that is given replaces the one of before. A union is an object
 * with {@code kind} (see {@link Kinds}): of the kind of before it is laid over that value, of
 * another one over the constant {@code DEFAULT} of its record, and without {@code kind} it is of
 * the kind of before.
 */
public final class RecordReader {
    private static final String KIND = "kind";

    /** Dots in the path of a union; JSON is not written deeper than 1000 levels. */
    private static final int DEEPEST = 64;

    private RecordReader() {}

    /**
     * The record with what is given, and elsewhere with its own values.
     *
     * @param path of the record, to which messages add keys; empty for the root
     * @throws BadInput in one line with file, line and path of what is wrong
     */
    @SuppressWarnings("unchecked") // of the class of the record
    public static <R extends Record> R read(R before, String path, ConfigValue given) {
        return (R) value(before.getClass(), Optional.of(before), path, given);
    }

    /** A value of any type that a component may have. */
    static Object value(Type type, Optional<?> before, String path, ConfigValue given) {
        Class<?> raw = ConfigTypes.raw(type);
        if (raw == Optional.class) {
            if (isNone(given)) return Optional.empty();
            Optional<?> inner = before.flatMap(value -> (Optional<?>) value);
            return Optional.of(value(ConfigTypes.argument(type), inner, path, given));
        }
        if (raw == List.class) return list(ConfigTypes.argument(type), path, given);
        if (ConfigTypes.isUnion(raw)) return union(raw, before, path, given);
        if (ConfigTypes.isSection(raw))
            return record(
                    raw, before.isPresent() ? before : ConfigTypes.defaults(raw), path, given, "");
        return new ConfigLeaf(path, given).as(raw);
    }

    /** {@code null}, which an override can write as text only. */
    private static boolean isNone(ConfigValue given) {
        return given.valueType() == ConfigValueType.NULL || "null".equals(given.unwrapped());
    }

    private static List<?> list(Type element, String path, ConfigValue given) {
        ConfigLeaf leaf = new ConfigLeaf(path, given);
        if (!ConfigTypes.hasKeys(ConfigTypes.raw(element))) return leaf.asList(element);
        if (!(given instanceof ConfigList list))
            throw leaf.refuse("must be a list, such as [{…}, {…}]");
        List<Object> values = new ArrayList<>();
        for (ConfigValue one : list)
            values.add(value(element, Optional.empty(), path + "." + values.size(), one));
        return values;
    }

    private static Object union(
            Class<?> union, Optional<?> before, String path, ConfigValue given) {
        Kinds<?> kinds = ConfigTypes.kinds(union);
        Optional<String> old = before.map(value -> name(kinds, value));
        if (!(given instanceof ConfigObject object))
            throw refuse(given, path + " must be an object with kind, one of " + names(kinds));
        if (path.chars().filter(c -> c == '.').count() > DEEPEST)
            throw refuse(given, path + " is nested too deeply");
        ConfigValue named = object.get(KIND);
        if (named == null && old.isEmpty())
            throw refuse(given, path + " has no kind; give one of " + names(kinds));
        String kind = named == null ? old.orElseThrow() : String.valueOf(named.unwrapped());
        Optional<?> start = before.filter(value -> old.filter(kind::equals).isPresent());
        Object from = start.isPresent() ? start.get() : defaults(kinds, kind, path, named);
        return record(from.getClass(), Optional.of(from), path, object.withoutKey(KIND), kind);
    }

    private static Object defaults(Kinds<?> kinds, String kind, String path, ConfigValue named) {
        try {
            return kinds.defaults(kind);
        } catch (BadInput e) {
            throw new BadInput(named.origin().description() + ": " + path + "." + e.getMessage());
        }
    }

    @SuppressWarnings("unchecked") // the union's own list
    static String name(Kinds<?> kinds, Object value) {
        return ((Kinds<Object>) kinds).name(value);
    }

    private static String names(Kinds<?> kinds) {
        return String.join(", ", kinds.names());
    }

    /**
     * @param kind that the record is read as; empty for a section
     */
    private static Object record(
            Class<?> type, Optional<?> before, String path, ConfigValue given, String kind) {
        Set<String> keys = keys(type, before, path, kind);
        if (!(given instanceof ConfigObject object)) {
            String nearest = NearestKey.of(path + ".", keys);
            throw refuse(given, path + " is a section; set one of its keys, such as " + nearest);
        }
        RecordComponent[] parts = type.getRecordComponents();
        requireKnown(object, type, path, kind, keys);
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent part : parts) {
            Optional<Object> old = before.map(record -> ConfigTypes.value(part, record));
            ConfigValue own = object.get(part.getName());
            String key = join(path, part.getName());
            if (own == null && old.isEmpty()) throw refuse(given, key + " must be given");
            Object value = own == null ? old.get() : value(part.getGenericType(), old, key, own);
            values.put(part.getName(), value);
        }
        return construct(type, parts, values, path);
    }

    private static void requireKnown(
            ConfigObject object, Class<?> type, String path, String kind, Set<String> keys) {
        for (Map.Entry<String, ConfigValue> one : object.entrySet()) {
            if (ConfigTypes.component(type, one.getKey()).isPresent()) continue;
            String key = join(path, one.getKey());
            String of = kind.isEmpty() ? "" : " of kind " + kind;
            String nearest = NearestKey.of(key, keys);
            String message = "unknown key " + key + of + "; did you mean " + nearest + "?";
            throw refuse(one.getValue(), message);
        }
    }

    /** Full keys that there are in a record, for messages. */
    private static Set<String> keys(Class<?> type, Optional<?> before, String path, String kind) {
        Set<String> keys = new TreeSet<>();
        if (!kind.isEmpty()) keys.add(join(path, KIND));
        if (before.isPresent())
            ConfigTree.leaves((Record) before.get()).keySet().forEach(k -> keys.add(join(path, k)));
        else
            for (RecordComponent part : type.getRecordComponents())
                keys.add(join(path, part.getName()));
        return keys;
    }

    private static Object construct(
            Class<?> type, RecordComponent[] parts, Map<String, Object> values, String path) {
        Class<?>[] types =
                Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            return canonical.newInstance(values.values().toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof BadInput rule) throw placed(rule, values.keySet(), path);
            String says = type.getName() + " takes no such values: " + e.getCause();
            throw new BadInput(path.isEmpty() ? says : path + ": " + says, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + type + "; is it public?", e);
        }
    }

    /**
     * What a record's own rule says, with the full path instead of the key with which it begins: a
     * record does not know where it stands.
     */
    private static BadInput placed(BadInput rule, Set<String> components, String path) {
        String said = rule.getMessage();
        String key = said.substring(0, Math.max(0, said.indexOf(' ')));
        String name = key.substring(key.lastIndexOf('.') + 1);
        if (path.isEmpty() || !components.contains(name)) return rule;
        String full = join(path, name);
        String rest =
                said.substring(key.length()).replace("--set " + key + "=", "--set " + full + "=");
        return new BadInput(full + rest, rule);
    }

    static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static BadInput refuse(ConfigValue value, String message) {
        return new BadInput(value.origin().description() + ": " + message);
    }
}

package org.sparkqsnn.config;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a reference config lists what a union may be: a comment for each of its kinds, with every
 * plain key at its default, {@code # neuron = {kind=lif, beta=0.9}}; for a list of unions {@code #
 * model.layers.N = {kind=max-pool, size=2}}. Keys of a kind that are unions themselves are left
 * out: they have a list of their own, or take a section.
 */
public final class UnionComments {
    private UnionComments() {}

    /** The comments for all unions of a record and its sections, sorted; each interface once. */
    public static List<String> expected(Class<? extends Record> root) {
        Map<Class<?>, String> paths = new LinkedHashMap<>();
        collect(root, "", paths);
        List<String> lines = new ArrayList<>();
        paths.forEach(
                (union, path) -> {
                    Kinds<?> kinds = ConfigTypes.kinds(union);
                    for (String kind : kinds.names())
                        lines.add("# " + path + " = " + keys(kinds.defaults(kind), "kind=" + kind));
                });
        elements(root, "", lines);
        return lines.stream().sorted().toList();
    }

    /** The comments of that form in a config, sorted. */
    public static List<String> in(String hocon) {
        return hocon.lines()
                .map(String::strip)
                .filter(line -> line.matches("# [A-Za-z0-9.]+ = \\{[A-Za-z0-9]+=.*"))
                .sorted()
                .toList();
    }

    /** Where several keys take the same kinds, the shortest one lists them. */
    private static void collect(Class<?> record, String prefix, Map<Class<?>, String> paths) {
        for (RecordComponent part : record.getRecordComponents()) {
            Type type = ConfigTypes.unwrapped(part.getGenericType());
            String key = prefix + part.getName();
            boolean list = ConfigTypes.raw(type) == List.class;
            Class<?> raw = ConfigTypes.raw(list ? ConfigTypes.argument(type) : type);
            String path = list ? key + ".N" : key;
            if (ConfigTypes.isUnion(raw))
                paths.merge(raw, path, (one, two) -> two.length() < one.length() ? two : one);
            else if (ConfigTypes.isSection(raw)) collect(raw, path + ".", paths);
        }
    }

    /** A line for each list of records that are no unions. */
    private static void elements(Class<?> record, String prefix, List<String> lines) {
        for (RecordComponent part : record.getRecordComponents()) {
            Type type = ConfigTypes.unwrapped(part.getGenericType());
            String key = prefix + part.getName();
            boolean list = ConfigTypes.raw(type) == List.class;
            Class<?> raw = ConfigTypes.raw(list ? ConfigTypes.argument(type) : type);
            if (!ConfigTypes.isSection(raw) || ConfigTypes.isUnion(raw)) continue;
            if (!list) elements(raw, key + ".", lines);
            else
                lines.add("# " + key + ".N = " + keys(ConfigTypes.defaults(raw).orElseThrow(), ""));
        }
    }

    private static String keys(Object defaults, String first) {
        List<String> keys = new ArrayList<>();
        if (!first.isEmpty()) keys.add(first);
        for (RecordComponent part : defaults.getClass().getRecordComponents()) {
            Type type = part.getGenericType();
            if (isOfUnions(type)) continue;
            Object value = ConfigTypes.value(part, defaults);
            keys.add(part.getName() + "=" + ValueText.of(ConfigTree.node(type, value)));
        }
        return keys.stream().collect(Collectors.joining(", ", "{", "}"));
    }

    private static boolean isOfUnions(Type type) {
        Class<?> raw = ConfigTypes.raw(type);
        if (raw == List.class || raw == Optional.class)
            return isOfUnions(ConfigTypes.argument(type));
        return ConfigTypes.isUnion(raw);
    }
}

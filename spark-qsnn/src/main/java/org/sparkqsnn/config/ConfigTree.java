package org.sparkqsnn.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * A record of a config as keys and values, and as JSON. {@link RecordReader} reads both.
 *
 * <p>Lists of records and unions have keys by index, {@code model.layers.0.kind}; an Optional that
 * is empty is {@code null}.
 */
public final class ConfigTree {
    private ConfigTree() {}

    /** Key to value, in the order of the records: {@code optimiser.learningRate -> 0.001}. */
    public static Map<String, Object> leaves(Record config) {
        Map<String, Object> leaves = new LinkedHashMap<>();
        members(config, "", (type, member) -> collect(type, member, leaves));
        return leaves;
    }

    /** Key to the text of an override; lists are one value, {@code [{kind=dense, outputs=300}]}. */
    public static Map<String, String> overrides(Record config) {
        Map<String, String> overrides = new LinkedHashMap<>();
        members(config, "", (type, member) -> collectOverrides(type, member, overrides));
        return overrides;
    }

    /** The whole config: one object per section and union, arrays for lists. */
    public static ObjectNode json(Record config) {
        ObjectNode root = Json.object();
        members(config, "", (type, member) -> root.set(member.key, node(type, member.value)));
        return root;
    }

    /** Users' own records in a config, those that no list of kinds has; in its order. */
    public static Set<Class<?>> own(Record config) {
        Set<Class<?>> own = new LinkedHashSet<>();
        members(config, "", (type, member) -> collectOwn(type, member.value, own));
        return own;
    }

    /** A value as the config file writes it. */
    public static String text(Object value) {
        if (value instanceof Enum<?> constant)
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        if (value instanceof Optional<?> optional)
            return optional.map(ConfigTree::text).orElse("null");
        return value instanceof String string && string.isEmpty() ? "\"\"" : value.toString();
    }

    /** The JSON of a component's value. */
    static JsonNode node(Type type, Object value) {
        Class<?> raw = ConfigTypes.raw(type);
        if (value instanceof Optional<?> optional)
            return optional.map(inner -> node(ConfigTypes.argument(type), inner))
                    .orElse(Json.object().nullNode());
        if (value instanceof List<?> list) {
            ArrayNode array = Json.object().arrayNode();
            list.forEach(element -> array.add(node(ConfigTypes.argument(type), element)));
            return array;
        }
        if (ConfigTypes.hasKeys(raw)) {
            ObjectNode object = Json.object();
            kind(raw, value).ifPresent(kind -> object.put("kind", kind));
            members((Record) value, "", (t, part) -> object.set(part.key, node(t, part.value)));
            return object;
        }
        ObjectNode factory = Json.object();
        if (value instanceof Number number) return factory.pojoNode(number);
        if (value instanceof Boolean bool) return factory.booleanNode(bool);
        return factory.textNode(value instanceof String string ? string : text(value));
    }

    /** The name of a union's kind; empty for a section. */
    @SuppressWarnings("unchecked") // the union's own list
    private static Optional<String> kind(Class<?> type, Object record) {
        if (!ConfigTypes.isUnion(type)) return Optional.empty();
        return Optional.of(((Kinds<Object>) ConfigTypes.kinds(type)).name(record));
    }

    private record Member(String key, Object value) {}

    private static void members(Record record, String prefix, BiConsumer<Type, Member> to) {
        for (RecordComponent part : record.getClass().getRecordComponents()) {
            Object value = ConfigTypes.value(part, record);
            to.accept(part.getGenericType(), new Member(prefix + part.getName(), value));
        }
    }

    private static void collect(Type type, Member member, Map<String, Object> leaves) {
        if (keyed(type, member, leaves::put, (t, inner) -> collect(t, inner, leaves))) return;
        boolean many = member.value instanceof List<?> list && !list.isEmpty();
        if (!many || !ConfigTypes.hasKeys(ConfigTypes.raw(ConfigTypes.argument(type)))) {
            leaves.put(member.key, member.value);
            return;
        }
        List<?> list = (List<?>) member.value;
        for (int i = 0; i < list.size(); i++) {
            Member element = new Member(member.key + "." + i, list.get(i));
            collect(ConfigTypes.argument(type), element, leaves);
        }
    }

    private static void collectOverrides(Type type, Member member, Map<String, String> texts) {
        if (keyed(type, member, texts::put, (t, inner) -> collectOverrides(t, inner, texts)))
            return;
        // A single text is taken as it is, with quotes, brackets and all.
        String text =
                member.value instanceof String string
                        ? string
                        : member.value instanceof List<?>
                                ? ValueText.of(node(type, member.value))
                                : text(member.value);
        texts.put(member.key, text);
    }

    private static void collectOwn(Type type, Object value, Set<Class<?>> own) {
        if (value instanceof Optional<?> optional)
            optional.ifPresent(inner -> collectOwn(ConfigTypes.argument(type), inner, own));
        else if (value instanceof List<?> list)
            list.forEach(inner -> collectOwn(ConfigTypes.argument(type), inner, own));
        else if (ConfigTypes.hasKeys(ConfigTypes.raw(type))) {
            Class<?> union = ConfigTypes.raw(type);
            Class<?> record = value.getClass();
            if (ConfigTypes.isUnion(union) && !ConfigTypes.kinds(union).isBuiltIn(record))
                own.add(record);
            members((Record) value, "", (t, member) -> collectOwn(t, member.value, own));
        }
    }

    /** Goes on with the members of what has keys, and with what an Optional holds. */
    private static boolean keyed(
            Type type,
            Member member,
            BiConsumer<String, String> kinds,
            BiConsumer<Type, Member> inner) {
        Class<?> raw = ConfigTypes.raw(type);
        if (member.value instanceof Optional<?> optional && optional.isPresent()) {
            inner.accept(ConfigTypes.argument(type), new Member(member.key, optional.get()));
            return true;
        }
        if (!ConfigTypes.hasKeys(raw)) return false;
        kind(raw, member.value).ifPresent(kind -> kinds.accept(member.key + ".kind", kind));
        members((Record) member.value, member.key + ".", inner);
        return true;
    }
}

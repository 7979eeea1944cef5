package org.sparkqsnn.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sparkqsnn.config.Json;

/**
 * An experiment's config as keys and values: its JSON, and where two configs differ. Its hash is
 * {@link ConfigHash}'s.
 */
public final class ConfigTree {
    private ConfigTree() {}

    /** Key to value, in the order of the records: {@code optimiser.learningRate -> 0.001}. */
    public static Map<String, Object> leaves(Record config) {
        Map<String, Object> leaves = new LinkedHashMap<>();
        collect(config, "", leaves);
        return leaves;
    }

    /** The whole config, one object per section. */
    public static ObjectNode json(Record config) {
        ObjectNode root = Json.object();
        leaves(config).forEach((key, value) -> put(root, key, value));
        return root;
    }

    /** The leaves that decide the result on given data, wherever these are. */
    public static Map<String, Object> deciding(ExperimentConfig config) {
        Map<String, Object> leaves = leaves(config);
        leaves.keySet().removeIf(key -> !decidesResult(key) || key.equals("data.path"));
        if (config.data().holdout() == 0) leaves.remove("data.split");
        return leaves;
    }

    /**
     * The first key that decides the result and has two values, as a phrase; empty if there is
     * none.
     */
    public static Optional<String> difference(ExperimentConfig stored, ExperimentConfig asked) {
        Map<String, Object> now = deciding(asked);
        return deciding(stored).entrySet().stream()
                .filter(old -> !Objects.equals(old.getValue(), now.get(old.getKey())))
                .map(
                        old ->
                                old.getKey()
                                        + " = "
                                        + text(old.getValue())
                                        + ", not "
                                        + text(now.get(old.getKey())))
                .findFirst();
    }

    /** A value as the config file writes it. */
    public static String text(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        return value instanceof String string && string.isEmpty() ? "\"\"" : value.toString();
    }

    static boolean isSection(Class<?> type) {
        return type.isRecord() && type != Bptt.class;
    }

    static Object value(RecordComponent part, Object record) {
        try {
            return part.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + part, e);
        }
    }

    private static void collect(Object record, String prefix, Map<String, Object> leaves) {
        for (RecordComponent part : record.getClass().getRecordComponents()) {
            Object value = value(part, record);
            String key = prefix + part.getName();
            if (isSection(part.getType())) collect(value, key + ".", leaves);
            else leaves.put(key, value);
        }
    }

    /** Whether another value can give another result; that of {@code data.path} if other data. */
    public static boolean decidesResult(String key) {
        return !key.startsWith("run.")
                && !key.startsWith("checkpoint.")
                && !key.startsWith("tracking.");
    }

    static void put(ObjectNode root, String key, Object value) {
        int dot = key.indexOf('.');
        ObjectNode section = dot < 0 ? root : root.withObject("/" + key.substring(0, dot));
        String name = key.substring(dot + 1);
        if (value instanceof Number || value instanceof List<?>) section.putPOJO(name, value);
        else section.put(name, value instanceof String string ? string : text(value));
    }
}

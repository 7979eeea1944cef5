package org.sparkqsnn.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sparkqsnn.data.schema.Sha256;
import org.sparkqsnn.run.config.Bptt;
import org.sparkqsnn.run.config.ExperimentConfig;

/**
 * An experiment's config as keys and values: its canonical JSON, its hash, and where two configs
 * differ.
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

    /**
     * Sha256 of what decides the result: the compact canonical JSON without {@code run}, {@code
     * checkpoint} and {@code tracking}.
     *
     * @return 64 hex digits
     */
    public static String sha256(ExperimentConfig config) {
        ObjectNode root = Json.object();
        leaves(config)
                .forEach(
                        (key, value) -> {
                            if (decidesResult(key)) put(root, key, value);
                        });
        return Sha256.of(Json.line(root));
    }

    /**
     * The first key that decides the result and has two values, as a phrase; empty if there is
     * none.
     */
    public static Optional<String> difference(ExperimentConfig stored, ExperimentConfig asked) {
        Map<String, Object> now = leaves(asked);
        return leaves(stored).entrySet().stream()
                .filter(old -> decidesResult(old.getKey()))
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

    public static boolean decidesResult(String key) {
        return !key.startsWith("run.")
                && !key.startsWith("checkpoint.")
                && !key.startsWith("tracking.");
    }

    private static void put(ObjectNode root, String key, Object value) {
        int dot = key.indexOf('.');
        ObjectNode section = dot < 0 ? root : root.withObject("/" + key.substring(0, dot));
        String name = key.substring(dot + 1);
        if (value instanceof Number || value instanceof List<?>) section.putPOJO(name, value);
        else section.put(name, value instanceof String string ? string : text(value));
    }
}

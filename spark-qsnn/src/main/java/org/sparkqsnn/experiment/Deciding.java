package org.sparkqsnn.experiment;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.run.ConfigHash;

/**
 * The keys of an experiment that decide its result, by value; their hash is {@link ConfigHash}'s.
 */
public final class Deciding {
    private Deciding() {}

    /** True unless a key says where and how fast, which changes no bits of the result. */
    public static boolean decides(String key) {
        return ConfigHash.decides(key);
    }

    /** The leaves that decide the result on given data, wherever these are. */
    public static Map<String, Object> leaves(ExperimentConfig config) {
        Map<String, Object> leaves = ConfigTree.leaves(config);
        leaves.keySet().removeIf(key -> !ConfigHash.decides(key) || key.equals("data.path"));
        if (config.data().holdout() == 0) leaves.remove("data.split");
        return leaves;
    }

    /**
     * The first key that decides the result and has two values, as a phrase; empty if there is
     * none.
     */
    public static Optional<String> difference(ExperimentConfig stored, ExperimentConfig asked) {
        Map<String, Object> then = leaves(stored);
        Map<String, Object> now = leaves(asked);
        Set<String> keys = new LinkedHashSet<>(then.keySet());
        keys.addAll(now.keySet());
        // Of a union of another kind the kind comes first.
        return keys.stream()
                .filter(key -> !Objects.equals(then.get(key), now.get(key)))
                .map(key -> key + " = " + text(then.get(key)) + ", not " + text(now.get(key)))
                .findFirst();
    }

    private static String text(Object value) {
        return value == null ? "nothing" : ConfigTree.text(value);
    }
}

package org.sparkqsnn.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.Sha256;

/**
 * The name of an experiment: a hash of the keys that decide its result, by the rule of the format
 * version of the file that has it.
 *
 * <p>A key that came later counts if its value says something else than its absence did ({@link
 * LaterKeys}), so that files from before it keep their hash.
 */
public final class ConfigHash {
    /** The rule of what is written today. */
    public static final int VERSION = 2;

    private ConfigHash() {}

    /** By today's rule: sha256 of the compact JSON with sorted keys, wherever the data are. */
    public static String of(ExperimentConfig config) {
        return of(config, VERSION);
    }

    /**
     * By the rule of a version; the first one's had {@code data.path}, and the keys in the order of
     * the records.
     *
     * @return 64 hex digits
     */
    public static String of(ExperimentConfig config, int version) {
        Map<String, Object> keys = version > 1 ? deciding(config) : decidingOnce(config);
        keys.entrySet().removeIf(LaterKeys::saysNothing);
        ObjectNode root = Json.object();
        keys.forEach((key, value) -> ConfigTree.put(root, key, value));
        return Sha256.of(Json.line(root));
    }

    private static Map<String, Object> deciding(ExperimentConfig config) {
        return new TreeMap<>(ConfigTree.deciding(config));
    }

    private static Map<String, Object> decidingOnce(ExperimentConfig config) {
        Map<String, Object> keys = ConfigTree.leaves(config);
        keys.keySet().removeIf(key -> !ConfigTree.decidesResult(key));
        return keys;
    }
}

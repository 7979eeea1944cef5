package org.sparkqsnn.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sparkqsnn.data.schema.BadInput;

/**
 * Refuses keys that no record has.
 *
 * @param keys that there are
 * @param sections what stands before their dots
 */
public record KnownKeys(Set<String> keys, Set<String> sections) {

    public KnownKeys(Set<String> keys) {
        this(
                keys,
                keys.stream()
                        .filter(key -> key.contains("."))
                        .map(key -> key.substring(0, key.indexOf('.')))
                        .collect(Collectors.toSet()));
    }

    /** Walks a config; the first key that does not exist ends it. */
    public void check(ConfigObject root) {
        check(root, "");
    }

    private void check(ConfigObject object, String prefix) {
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            String key = prefix + entry.getKey();
            ConfigValue value = entry.getValue();
            boolean section = value instanceof ConfigObject;
            if (section && sections.contains(key)) check((ConfigObject) value, key + ".");
            else if (sections.contains(key))
                throw refuse(
                        value,
                        key + " is a section; set one of its keys, such as " + nearest(key + "."));
            else if (!keys.contains(key))
                throw refuse(value, "unknown key " + key + "; did you mean " + nearest(key) + "?");
            else if (section || value.valueType() == ConfigValueType.NULL)
                throw refuse(value, key + " must be one value");
        }
    }

    private static BadInput refuse(ConfigValue value, String message) {
        return new BadInput(value.origin().description() + ": " + message);
    }

    /** Smallest edit distance; a last part that agrees counts as half as far. */
    private String nearest(String given) {
        String key = given.substring(0, Math.min(given.length(), 100));
        return keys.stream()
                .min(Comparator.comparingInt(known -> distance(key, known)))
                .orElseThrow();
    }

    private static int distance(String key, String known) {
        int whole = edits(key, known);
        int last = edits(lastPart(key), lastPart(known));
        return Math.min(2 * whole, 2 * last + 1);
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }

    /** Levenshtein distance by its recurrence, one row at a time. */
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

package org.sparkqsnn.experiment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;

/**
 * Keys that decide the result and did not exist from the beginning, each with the value that says
 * what was done before. A new key needs a line here; then every run, sweep and model from before it
 * is read as what it was.
 */
final class LaterKeys {
    private static final Map<String, String> BEFORE =
            Map.of("data.split", "tail", "model.readoutInit", "1.0", "model.readoutBias", "0.0");

    private LaterKeys() {}

    /** What a file says, with the keys that did not exist when it was written. */
    static Config completed(Config stored) {
        Config all = stored;
        for (Map.Entry<String, String> key : BEFORE.entrySet()) {
            if (all.hasPathOrNull(key.getKey()) || !hasSection(all, key.getKey())) continue;
            String why = "what was done before there was " + key.getKey();
            all = all.withValue(key.getKey(), ConfigValueFactory.fromAnyRef(key.getValue(), why));
        }
        return all;
    }

    /** False where the section is something else, which the reader refuses by name. */
    private static boolean hasSection(Config stored, String key) {
        ConfigValue section = stored.root().get(key.substring(0, key.indexOf('.')));
        return section == null || section instanceof ConfigObject;
    }

    /** True of a later key that says what its absence did. */
    static boolean saysNothing(Map.Entry<String, Object> key) {
        return ConfigTree.text(key.getValue()).equals(BEFORE.get(key.getKey()));
    }
}

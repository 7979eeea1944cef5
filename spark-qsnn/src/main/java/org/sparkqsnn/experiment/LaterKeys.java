package org.sparkqsnn.experiment;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.Map;
import java.util.Set;

/**
 * Keys that decide the result and did not exist from the beginning. A stored config without one is
 * read as what it was: with its default, where that is what was done before there was the key, and
 * else with the value that says so.
 *
 * <p>Whoever adds such a key adds it to one of the two lists; {@code LaterKeysTest} fails until
 * then. It cannot know whether the key is in the right one: that is what {@code OldRunTest}, {@code
 * OldSweepTest} and {@code OldModelTest} look for. Whoever changes a default, changes nothing here:
 * a stored config has every key of its time. Whoever renames a key or a kind has to read the old
 * name as well, here.
 */
final class LaterKeys {
    /** Those whose default is not what was done before, each with the value that is. */
    static final Map<String, String> BEFORE =
            Map.of(
                    "data.split", "tail",
                    "data.order", "global",
                    "model.readoutInit", "1.0",
                    "model.readoutBias", "0.0");

    /** Those whose default is what was done before; of lists and unions their own path. */
    static final Set<String> AS_DEFAULT =
            Set.of(
                    "data.window",
                    "neuron.kind",
                    "model.readoutNeuron",
                    "model.layers",
                    "rates",
                    "optimiser.groups",
                    "readout",
                    "loss",
                    "augment.shift",
                    "augment.flipX");

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
}

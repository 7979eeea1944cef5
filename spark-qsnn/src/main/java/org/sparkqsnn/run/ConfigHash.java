package org.sparkqsnn.run;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.sparkqsnn.config.ExactJson;
import org.sparkqsnn.data.schema.Sha256;

/**
 * The name of an experiment: the sha256 of the text of its config that decides its result, as it
 * stands in the file, and not of records that the reading build fills up with keys of its own. So a
 * file keeps its hash whatever keys, defaults and names come later.
 *
 * <p>The deciding text is the compact JSON of the whole config, keys sorted by their names at every
 * level, numbers as they are written, without the sections {@code run}, {@code checkpoint} and
 * {@code tracking}, and without {@code data.path}: which data they are is said by their own sha256.
 *
 * <p>Each version of the file format has a rule of its own; those of before had the data's path
 * (1), the keys in their order (1), and left out what {@code BEFORE} lists (1 and 2).
 */
public final class ConfigHash {
    /** The rule of what is written today. */
    public static final int VERSION = 3;

    private static final Set<String> SECTIONS = Set.of("run", "checkpoint", "tracking");

    /** Later keys of version 2 with values that said what their absence did. */
    private static final Map<String, String> BEFORE =
            Map.of(
                    "data.split", "\"tail\"",
                    "model.readoutInit", "1.0",
                    "model.readoutBias", "0.0");

    private ConfigHash() {}

    /**
     * By today's rule.
     *
     * @param config the whole config as JSON
     * @return 64 hex digits
     */
    public static String of(byte[] config) {
        return of(ExactJson.read(config), VERSION);
    }

    /**
     * By the rule of a version.
     *
     * @param config the whole config, as a file of that version has it
     * @param version in [1, {@value #VERSION}]
     * @return 64 hex digits
     */
    public static String of(ExactJson config, int version) {
        return Sha256.of(decidingText(config, version).getBytes(StandardCharsets.UTF_8));
    }

    /** True unless a key says where and how fast, which changes no bits of the result. */
    public static boolean decides(String key) {
        int dot = key.indexOf('.');
        return !SECTIONS.contains(dot < 0 ? key : key.substring(0, dot));
    }

    private static String decidingText(ExactJson config, int version) {
        if (version == 1)
            return config.filtered((key, text) -> decides(key) && !saysNothing(key, text))
                    .inOrder();
        ExactJson deciding =
                config.filtered((key, text) -> decides(key) && !key.equals("data.path"));
        if (version > 2) return deciding.sorted();
        boolean heldOut =
                config.text("data.holdout").filter(text -> Double.parseDouble(text) == 0).isEmpty();
        return deciding.filtered(
                        (key, text) ->
                                !saysNothing(key, text) && (heldOut || !key.equals("data.split")))
                .sorted();
    }

    private static boolean saysNothing(String key, String text) {
        return text.equals(BEFORE.get(key));
    }
}

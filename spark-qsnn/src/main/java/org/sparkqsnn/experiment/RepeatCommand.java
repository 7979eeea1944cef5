package org.sparkqsnn.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.run.ConfigHash;

/** The command line that trains the same weights again. */
public final class RepeatCommand {
    private RepeatCommand() {}

    /**
     * Every key that decides the result and differs from what the model's preset and the defaults
     * make of nothing; all keys of a union of another kind. The others are for who types it: a
     * stored tracker, pasted unread, would be sent the user's token.
     */
    public static String of(ExperimentConfig config) {
        Map<String, String> values = ConfigTree.overrides(config);
        Map<String, String> defaults = defaults(values.get("model.kind"));
        StringBuilder line = new StringBuilder("./scripts/qsnn train");
        values.forEach(
                (key, value) -> {
                    if (!ConfigHash.decides(key)) return;
                    if (value.equals(defaults.get(key)) && !isOfAnotherKind(key, values, defaults))
                        return;
                    line.append(" --set ").append(quoted(key + "=" + value));
                });
        return line.toString();
    }

    private static Map<String, String> defaults(String kind) {
        return ConfigTree.overrides(
                ConfigReader.read(Optional.empty(), List.of("model.kind=" + kind)));
    }

    /** True if the key is in a union, at any depth, whose kind is not the default's. */
    private static boolean isOfAnotherKind(
            String key, Map<String, String> values, Map<String, String> defaults) {
        for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
            String kind = key.substring(0, dot) + ".kind";
            boolean same =
                    Optional.ofNullable(values.get(kind))
                            .equals(Optional.ofNullable(defaults.get(kind)));
            if (!same) return true;
        }
        return false;
    }

    /** The text as one word of a POSIX shell, in quotes only where it needs them. */
    public static String quoted(String text) {
        if (text.matches("[A-Za-z0-9_./:=@%+,-]+")) return text;
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

package org.sparkqsnn.run;

import java.util.Map;
import org.sparkqsnn.experiment.ConfigTree;
import org.sparkqsnn.experiment.ExperimentConfig;

/** The command line that trains the same weights again. */
public final class RepeatCommand {
    private static final Map<String, Object> DEFAULTS = ConfigTree.leaves(ExperimentConfig.DEFAULT);

    private RepeatCommand() {}

    /**
     * Every key that decides the result and differs from its default. The others are for who types
     * it: a stored tracker, pasted unread, would be sent the user's token.
     */
    public static String of(ExperimentConfig config) {
        StringBuilder line = new StringBuilder("./scripts/qsnn train");
        ConfigTree.leaves(config)
                .forEach(
                        (key, value) -> {
                            if (!ConfigTree.decidesResult(key)) return;
                            if (value.equals(DEFAULTS.get(key))) return;
                            String text =
                                    value instanceof String own ? own : ConfigTree.text(value);
                            line.append(" --set ").append(quoted(key + "=" + text));
                        });
        return line.toString();
    }

    /** The text as one word of a POSIX shell, in quotes only where it needs them. */
    public static String quoted(String text) {
        if (text.matches("[A-Za-z0-9_./:=@%+,-]+")) return text;
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

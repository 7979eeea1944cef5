package org.sparkqsnn.experiment;

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
        StringBuilder line = new StringBuilder("./scripts/qsnn train");
        ConfigReader.RULES
                .overrides(ExperimentConfig.DEFAULT, config)
                .forEach(
                        (key, value) -> {
                            if (!ConfigHash.decides(key)) return;
                            line.append(" --set ").append(quoted(key + "=" + value));
                        });
        return line.toString();
    }

    /** The text as one word of a POSIX shell, in quotes only where it needs them. */
    public static String quoted(String text) {
        if (text.matches("[A-Za-z0-9_./:=@%+,-]+")) return text;
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

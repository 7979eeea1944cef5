package org.sparkqsnn.experiment;

import java.util.stream.Collectors;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.run.ConfigHash;
import org.sparkqsnn.run.OwnKind;

/** The command line that trains the same weights again. */
public final class RepeatCommand {
    private RepeatCommand() {}

    /**
     * Every key that decides the result and differs from what the model's preset and the defaults
     * make of nothing; all keys of a union of another kind. The others are for who types it: a
     * stored tracker, pasted unread, would be sent the user's token. Jars of the user's own kinds
     * are named without their folder.
     */
    public static String of(ExperimentConfig config) {
        StringBuilder line = new StringBuilder("./scripts/qsnn train");
        String jars =
                ConfigTree.own(config).stream()
                        .flatMap(own -> OwnKind.of(own).jar().stream())
                        .distinct()
                        .collect(Collectors.joining(","));
        if (!jars.isEmpty()) line.append(" --jars ").append(quoted(jars));
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

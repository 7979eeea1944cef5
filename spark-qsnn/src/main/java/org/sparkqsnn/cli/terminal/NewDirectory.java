package org.sparkqsnn.cli.terminal;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.sparkqsnn.experiment.ExperimentConfig;

/** Where results go when the user names no directory. */
public final class NewDirectory {
    private static final DateTimeFormatter NOW = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");

    private NewDirectory() {}

    /** The experiment with a run directory: its own, or a new one. */
    public static ExperimentConfig forRun(ExperimentConfig asked) {
        return asked.run().dir().isEmpty() ? asked.withRunDir(called("runs/qsnn-")) : asked;
    }

    /** {@code start} and the time, to the millisecond. */
    public static String called(String start) {
        return start + NOW.format(LocalDateTime.now(ZoneId.systemDefault()));
    }
}

package org.sparkqsnn.cli.terminal;

import picocli.CommandLine.Model.CommandSpec;

/** What the user typed, for provenance. */
public final class Typed {
    private Typed() {}

    /** Verb and options of the command line that {@code spec} belongs to. */
    public static String by(CommandSpec spec) {
        return String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
    }
}

package org.sparkqsnn.cli;

import picocli.CommandLine.Model.CommandSpec;

/** What the user typed, for provenance. */
final class Typed {
    private Typed() {}

    /** Verb and options of the command line that {@code spec} belongs to. */
    static String by(CommandSpec spec) {
        return String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
    }
}

package org.sparkqsnn.cli;

/** Standard error as a person reads it: progress and warnings; results go to standard output. */
final class Terminal {
    private Terminal() {}

    /** True if a line can be written over: somebody is watching. */
    static boolean interactive() {
        return System.console() != null && !"dumb".equals(System.getenv("TERM"));
    }

    static void warn(String message) {
        System.err.println("warning: " + message);
    }
}

package org.sparkqsnn.cli;

/** Standard error as a person reads it: progress and warnings; results go to standard output. */
final class Terminal {
    private Terminal() {}

    /**
     * True if a line can be written over, which only the launcher can tell: Java asks about
     * standard output.
     */
    static boolean interactive() {
        return "1".equals(System.getenv("QSNN_TERMINAL"));
    }

    /** What a person should know while it takes time. */
    static void say(String message) {
        System.err.println(message + " ...");
    }

    static void warn(String message) {
        // Much of it was in files: control characters would move the cursor, or worse.
        System.err.println("warning: " + message.replaceAll("\\p{Cntrl}", "?"));
    }
}

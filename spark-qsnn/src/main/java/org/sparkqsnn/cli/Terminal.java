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
        System.err.println(plain(message) + " ...");
    }

    static void warn(String message) {
        System.err.println("warning: " + plain(message));
    }

    /** Much of a line may come from files: control characters would move the cursor, or worse. */
    static String plain(String message) {
        return message.replaceAll("\\p{Cntrl}", "?");
    }
}

package org.sparkqsnn.cli.terminal;

/** Standard error as a person reads it: progress and warnings; results go to standard output. */
public final class Terminal {
    private Terminal() {}

    /**
     * True if a line can be written over, which only the launcher can tell: Java asks about
     * standard output.
     */
    public static boolean interactive() {
        return "1".equals(System.getenv("QSNN_TERMINAL"));
    }

    /** What a person should know while it takes time. */
    public static void say(String message) {
        System.err.println(plain(message) + " ...");
    }

    public static void warn(String message) {
        System.err.println("warning: " + plain(message));
    }

    /** Much of a line may come from files: control characters would move the cursor, or worse. */
    public static String plain(String message) {
        return message.replaceAll("\\p{Cntrl}", "?");
    }
}

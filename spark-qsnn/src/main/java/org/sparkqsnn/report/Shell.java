package org.sparkqsnn.report;

/** Words of a POSIX shell. */
final class Shell {
    private Shell() {}

    /** The text as one word, in quotes only where it needs them. */
    static String quoted(String text) {
        if (text.matches("[A-Za-z0-9_./:=@%+,-]+")) return text;
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

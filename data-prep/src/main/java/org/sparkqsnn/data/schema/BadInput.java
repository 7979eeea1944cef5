package org.sparkqsnn.data.schema;

/**
 * A user's mistake: a wrong option, a damaged file, a place that cannot be written. The message is
 * one line that says what is wrong, where, and what to do; the command line prints that line alone
 * and exits with 2.
 */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 1000;

    public BadInput(String message) {
        super(oneLine(message));
    }

    public BadInput(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /**
     * The place that knows the path calls this: {@code cannot("write", path, e, "free some
     * space")}.
     */
    public static BadInput cannot(String verb, Object where, Exception cause, String whatToDo) {
        return new BadInput(
                "cannot " + verb + " " + where + ": " + reason(cause) + "; " + whatToDo, cause);
    }

    /**
     * The cause in one line: its message where it has one, with the class name where that is a bare
     * path or name.
     */
    public static String reason(Exception cause) {
        String message = cause.getMessage();
        String type = cause.getClass().getSimpleName();
        if (message == null || message.isBlank()) {
            return type;
        }
        boolean sentence = message.strip().contains(" ");
        return sentence ? oneLine(message) : type + " " + message.strip();
    }

    /** Long values are quoted by their beginning and end: a terminal is no place for a megabyte. */
    private static String oneLine(String message) {
        String text = message.strip();
        int half = LONGEST / 2;
        if (text.length() > LONGEST) {
            text = text.substring(0, half) + " … " + text.substring(text.length() - half);
        }
        // What is left of control characters would move the cursor, or worse.
        return text.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
    }
}

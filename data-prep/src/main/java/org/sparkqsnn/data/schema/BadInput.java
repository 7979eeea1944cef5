package org.sparkqsnn.data.schema;

/** A user's mistake. The message is one line: what, where, what to do. */
public class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadInput(String message) {
        super(message);
    }

    public BadInput(String message, Throwable cause) {
        super(message, cause);
    }
}

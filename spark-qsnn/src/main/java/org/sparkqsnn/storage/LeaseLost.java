package org.sparkqsnn.storage;

/**
 * Another process writes the run directory now, so that this one must not. The message is one line.
 */
public final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LeaseLost(String message) {
        super(message);
    }
}

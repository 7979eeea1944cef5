package org.sparkqsnn.training;

/** The training itself failed: numbers are no longer numbers. The message is one line. */
public final class Diverged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Diverged(String message) {
        super(message);
    }
}

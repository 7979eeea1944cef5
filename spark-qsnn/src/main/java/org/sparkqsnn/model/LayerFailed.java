package org.sparkqsnn.model;

import java.util.Arrays;
import org.sparkqsnn.layer.LayerSpec;

/**
 * The code of a layer or of its neurons threw something: a mistake in that code, which may be a
 * user's own, and not in what was asked for. The message is one line that says which layer it is,
 * what was thrown and where.
 */
public final class LayerFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private LayerFailed(String message, StackTraceElement[] trace) {
        super(message);
        setStackTrace(trace);
    }

    /**
     * What a layer threw, as such a failure. It has the trace of what was thrown, and not that
     * itself: a user's own exception might not cross from an executor to the driver.
     *
     * @param number of the layer, from 0
     */
    static LayerFailed of(int number, LayerSpec layer, Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        String at =
                Arrays.stream(trace)
                        .filter(frame -> !frame.getClassName().matches("(java|javax|jdk)\\..*"))
                        .findFirst()
                        .map(frame -> " at " + frame)
                        .orElse("");
        String why = thrown.getCause() == null ? "" : ", because of " + root(thrown);
        return new LayerFailed(
                "layer " + number + ", " + layer + ", threw " + thrown + at + why, trace);
    }

    private static Throwable root(Throwable thrown) {
        return thrown.getCause() == null ? thrown : root(thrown.getCause());
    }

    /** The message alone, as failures are told. */
    @Override
    public String toString() {
        return getMessage();
    }
}

package org.sparkqsnn.run;

/** Why something failed in the first place. */
public final class RootCause {
    private RootCause() {}

    /** The innermost cause; Spark's own message quotes a whole remote trace. */
    public static Throwable of(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) cause = cause.getCause();
        return cause;
    }
}

package org.sparkqsnn.run;

import java.util.Optional;
import org.sparkqsnn.data.schema.BadInput;

/** Why something failed in the first place. */
public final class RootCause {
    private RootCause() {}

    /** The innermost cause; Spark's own message quotes a whole remote trace. */
    public static Throwable of(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) cause = cause.getCause();
        return cause;
    }

    /** What a task refused: a user's mistake that is the failure or one of its causes. */
    public static Optional<BadInput> refusal(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BadInput refused) return Optional.of(refused);
        }
        return Optional.empty();
    }
}

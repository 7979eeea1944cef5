package org.sparkqsnn.spark.ml;

import java.util.function.Supplier;
import org.sparkqsnn.run.RootCause;

/** A task's refusal without Spark's exception, whose message quotes a whole remote trace. */
final class Refusals {
    private Refusals() {}

    static <T> T plain(Supplier<T> job) {
        try {
            return job.get();
        } catch (RuntimeException e) {
            throw refusal(e);
        } catch (Exception e) { // Scala throws checked exceptions that it does not declare
            throw refusal(e);
        }
    }

    private static RuntimeException refusal(Exception e) {
        return RootCause.refusal(e)
                .<RuntimeException>map(refused -> refused)
                .orElseGet(
                        () ->
                                e instanceof RuntimeException unchecked
                                        ? unchecked
                                        : new IllegalStateException(e));
    }
}

package org.sparkqsnn.data.shard;

import java.io.IOException;
import java.util.function.Supplier;
import org.sparkqsnn.data.schema.BadInput;

/** What a task says, without Spark's exception, whose message quotes a whole remote trace. */
final class TaskFailure {
    private static final String ADVICE =
            "check space and permissions (Spark's local folders, spark.local.dir, need as much as"
                    + " the images), then run it again";

    private TaskFailure() {}

    /**
     * Runs Spark jobs.
     *
     * @param verb what they do, for messages
     * @param where to what
     * @throws BadInput if a task found bad input, or could not read or write a file
     */
    static <T> T plain(String verb, Object where, Supplier<T> jobs) {
        try {
            return jobs.get();
        } catch (RuntimeException e) {
            throw explained(verb, where, e);
        } catch (Exception e) { // Scala throws checked exceptions that it does not declare
            throw explained(verb, where, e);
        }
    }

    private static RuntimeException explained(String verb, Object where, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof BadInput refused) return refused;
            if (message.startsWith("[FAILED_READ_FILE")) { // it names the file
                String line = message.lines().findFirst().orElse("");
                return new BadInput(where + ": " + line + " See that the file is whole", e);
            }
            if (cause instanceof IOException io) return BadInput.cannot(verb, where, io, ADVICE);
        }
        if (e instanceof RuntimeException unchecked) return unchecked;
        return new IllegalStateException(e);
    }
}

package org.sparkqsnn.cli.terminal;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.doctor.MemoryShortage;
import org.sparkqsnn.run.OutOfMemory;
import org.sparkqsnn.run.RootCause;
import org.sparkqsnn.spark.ExecutorLosses;

/** Memory ran out, here or in an executor. The message is one line that says what to set. */
public final class MemoryRanOut extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private MemoryRanOut(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Does {@code work} in a session; whatever Spark makes of memory that runs out meanwhile, it is
     * told as that.
     */
    public static <T> T told(JavaSparkContext spark, MemoryShortage shortage, Supplier<T> work) {
        ExecutorLosses losses = ExecutorLosses.of(spark);
        try {
            return work.get();
        } catch (Exception | OutOfMemoryError e) { // Scala throws checked ones, too
            Optional<String> message = message(e, shortage, losses);
            if (message.isPresent()) throw new MemoryRanOut(message.get(), e);
            throw e;
        } finally {
            losses.close();
        }
    }

    private static Optional<String> message(
            Throwable e, MemoryShortage shortage, ExecutorLosses losses) {
        boolean sign = OutOfMemory.isCause(e);
        // A failure that has nothing to do with executors may come hours after the loss of one.
        boolean fromExecutors =
                ExecutorLosses.isSequel(e) || sign && !(e instanceof OutOfMemoryError);
        String reason = RootCause.of(e).toString().lines().findFirst().orElse("no reason");
        if (fromExecutors && !shortage.settings().isLocal()) {
            return losses.awaitMemory()
                    .or(() -> sign ? Optional.of(reason) : Optional.empty())
                    .map(why -> shortage.executor(why, losses.cores(), losses.slots()));
        }
        if (!sign) return Optional.empty();
        long heap = Runtime.getRuntime().maxMemory();
        return Optional.of(shortage.here(reason, losses.slots(), heap));
    }
}

package org.sparkqsnn.run;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells from a failure's words whether memory ran out. What a user sees of an executor without
 * memory is how its process ended:
 *
 * <pre>
 * 52            Spark's own end after an OutOfMemoryError
 * 3             -XX:+ExitOnOutOfMemoryError
 * 137           SIGKILL: the kernel's, or a container's, when its memory is full
 * 143           SIGTERM: -XX:OnOutOfMemoryError='kill %p', which Spark sets on YARN; on Kubernetes
 *               a pod that had to go, for whatever reason
 * -103, -104    YARN: above the container's virtual or physical memory
 * </pre>
 */
public final class OutOfMemory {
    private static final String WORDS =
            "OOMKilled|exceeding (?:virtual|physical) memory|low on resource: memory"
                    + "|beyond (?:the )?'?(?:VIRTUAL|PHYSICAL)'? memory";

    private static final String EXIT =
            "(?i:exit(?:ed with(?: exit)?)?[ _](?:code|status))(?: is)?[ :]*";

    private static final Pattern SIGN = Pattern.compile("OutOfMemoryError|" + WORDS);

    private static final Pattern CODE = Pattern.compile(EXIT + "(?:52|3|137|143|-103|-104)\\b");

    /** A code like these that has another reason: YARN or Kubernetes took the container away. */
    private static final Pattern TAKEN_AWAY =
            Pattern.compile(
                    "Container marked as failed|143\\(unexpected\\)"
                            + "|brief reason: (?:Evicted|Preempting)");

    /** What ends a process whose heap was not full, but its host or container. */
    private static final Pattern KILLED =
            Pattern.compile(WORDS + "|" + EXIT + "(?:137|143|-103|-104)\\b");

    private OutOfMemory() {}

    /** Whether one of the causes is, or tells of, memory that ran out. */
    public static boolean isCause(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError || isIn(cause.toString())) return true;
        }
        return false;
    }

    /** Whether a text tells of memory that ran out. */
    public static boolean isIn(String text) {
        return SIGN.matcher(text).find()
                || CODE.matcher(text).find() && !TAKEN_AWAY.matcher(text).find();
    }

    /** The first line that tells of memory that ran out, if the whole text does. */
    public static Optional<String> line(String text) {
        if (!isIn(text)) return Optional.empty();
        return text.lines().filter(OutOfMemory::isIn).findFirst().map(String::strip);
    }

    /** Whether such a text tells of a process that was ended from outside. */
    public static boolean isKill(String text) {
        return !text.contains("OutOfMemoryError") && KILLED.matcher(text).find();
    }
}

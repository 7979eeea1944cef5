package org.sparkqsnn.run;

import java.util.regex.Pattern;

/**
 * Tells from a failure's words whether memory ran out. What a user sees of an executor without
 * memory is how its process ended:
 *
 * <pre>
 * 52            Spark's own end after an OutOfMemoryError
 * 3             -XX:+ExitOnOutOfMemoryError
 * 137           SIGKILL: the kernel's, or a container's, when its memory is full
 * 143           SIGTERM: -XX:OnOutOfMemoryError='kill %p', which Spark sets on YARN
 * -103, -104    YARN: above the container's virtual or physical memory
 * </pre>
 */
public final class OutOfMemory {
    private static final Pattern SIGN =
            Pattern.compile(
                    "OutOfMemoryError|OOMKilled"
                            + "|(?i:exit(?:ed with(?: exit)?)?[ _](?:code|status))(?: is)?[ :]*"
                            + "(?:52|3|137|143|-103|-104)\\b"
                            + "|exceeding (?:virtual|physical) memory"
                            + "|beyond (?:the )?'?(?:VIRTUAL|PHYSICAL)'? memory");

    /** What ends a process whose heap was not full, but its host or container. */
    private static final Pattern KILLED =
            Pattern.compile(
                    "OOMKilled|\\b1(?:37|43)\\b|-10[34]\\b|exceeding \\w+ memory|beyond (?:the )?'?\\w+'?"
                            + " memory");

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
        return SIGN.matcher(text).find();
    }

    /** Whether such a text tells of a process that was ended from outside. */
    public static boolean isKill(String text) {
        return !text.contains("OutOfMemoryError") && KILLED.matcher(text).find();
    }
}

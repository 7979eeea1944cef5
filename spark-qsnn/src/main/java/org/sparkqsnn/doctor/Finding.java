package org.sparkqsnn.doctor;

import java.util.function.UnaryOperator;

/**
 * What a check has to say of one setting.
 *
 * @param setting Spark's name of it, or the config's, or of what was measured
 * @param value that it has
 * @param why one sentence, with the number
 * @param suggestion what to set; empty if nothing
 */
public record Finding(Level level, String setting, String value, String why, String suggestion) {

    /** From the worst to none. */
    public enum Level {
        PROBLEM,
        ADVICE,
        OK
    }

    public static Finding problem(String setting, String value, String why, String suggestion) {
        return new Finding(Level.PROBLEM, setting, value, why, suggestion);
    }

    public static Finding advice(String setting, String value, String why, String suggestion) {
        return new Finding(Level.ADVICE, setting, value, why, suggestion);
    }

    public static Finding ok(String setting, String value, String why) {
        return new Finding(Level.OK, setting, value, why, "");
    }

    /** The finding of this level and setting with other texts. */
    public Finding map(UnaryOperator<String> change) {
        return new Finding(
                level, setting, change.apply(value), change.apply(why), change.apply(suggestion));
    }
}

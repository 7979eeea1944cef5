package org.sparkqsnn.config;

import org.sparkqsnn.data.schema.BadInput;

/** Range checks of config values. Every test is negated, so that NaN fails it. */
public final class Check {
    private Check() {}

    public static void atLeast(long value, long least, String key) {
        if (!(value >= least)) throw refuse(key, "must be at least " + least, value);
    }

    public static void positive(double value, String key) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY))
            throw refuse(key, "must be > 0 and finite", value);
    }

    public static void notNegative(double value, String key) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY))
            throw refuse(key, "must be >= 0 and finite", value);
    }

    /** Half-open: {@code least <= value < below}. */
    public static void within(double value, double least, double below, String key) {
        if (!(value >= least && value < below)) {
            throw refuse(key, "must be in [" + least + ", " + below + ")", value);
        }
    }

    /** Closed: {@code 0 <= value <= 1}. */
    public static void fraction(double value, String key) {
        if (!(value >= 0 && value <= 1)) throw refuse(key, "must be in [0, 1]", value);
    }

    public static void between(double value, double above, double below, String key) {
        if (!(value > above && value < below)) {
            throw refuse(key, "must be in (" + above + ", " + below + ")", value);
        }
    }

    public static BadInput refuse(String key, String rule, Object value) {
        return new BadInput(
                key
                        + " "
                        + rule
                        + ", got "
                        + value
                        + "; change it in the config file or with --set "
                        + key
                        + "=…");
    }
}

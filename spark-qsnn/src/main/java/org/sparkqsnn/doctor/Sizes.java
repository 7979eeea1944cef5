package org.sparkqsnn.doctor;

import java.util.Locale;

/** Bytes as people and settings write them: in units of 1024. */
final class Sizes {
    private static final double MIB = 1 << 20;

    private Sizes() {}

    /** {@code 6.1 MiB} or {@code 1.5 GiB}. */
    static String text(long bytes) {
        double mib = bytes / MIB;
        if (mib < 1024) return String.format(Locale.ROOT, "%.1f MiB", mib);
        return String.format(Locale.ROOT, "%.1f GiB", mib / 1024);
    }

    /** At least as many, as a setting: {@code 7m}. */
    static String setting(double bytes) {
        return (long) Math.ceil(bytes / MIB) + "m";
    }
}

package org.sparkqsnn.report.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
public final class Format {
    private static final MathContext DIGITS = new MathContext(4);

    private Format() {}

    /** Four significant digits: {@code 0.6653}, {@code 12,340}, {@code 3.80e-05}. */
    public static String number(double value) {
        if (!Double.isFinite(value)) return "not finite";
        double size = Math.abs(value);
        if (size >= 1e9) return text("%.2e", value);
        if (size >= 1e4 || value == Math.rint(value)) return text("%,.0f", value);
        if (size < 1e-3) return text("%.2e", value);
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }

    /** {@code 77.8 %}. */
    public static String percent(double fraction) {
        return Double.isFinite(fraction) ? text("%.1f %%", 100 * fraction) : "not finite";
    }

    public static String count(long value) {
        return text("%,d", value);
    }

    /** {@code 1 h 2 min}, {@code 3 min 5 s}, {@code 4.2 s}. */
    public static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) return text("%.1f s", seconds);
        if (whole < 3600) return whole / 60 + " min " + whole % 60 + " s";
        return whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }

    public static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

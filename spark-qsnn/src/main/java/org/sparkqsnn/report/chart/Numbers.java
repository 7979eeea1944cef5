package org.sparkqsnn.report.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as charts need them: five digits, nothing where there is no finite number. */
public final class Numbers {
    private static final MathContext DIGITS = new MathContext(5);

    private Numbers() {}

    /** To five significant digits; null, which a chart leaves out, for what is not finite. */
    public static Double rounded(double value) {
        if (!Double.isFinite(value)) return null;
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }

    static void all(ArrayNode out, double... values) {
        for (double value : values) add(out, value);
    }

    /** {@code [x, y]} each. */
    static void pairs(ArrayNode out, double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) add(add(out.addArray(), x[i]), y[i]);
    }

    /** Whole numbers as they are: rounds have more than five digits. */
    private static ArrayNode add(ArrayNode out, double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) return out.add((long) value);
        return out.add(rounded(value));
    }
}

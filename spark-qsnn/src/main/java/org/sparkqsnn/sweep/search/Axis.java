package org.sparkqsnn.sweep.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.IntStream;

/** One config key that varies, with the values it may take, each as an override writes it. */
public sealed interface Axis {
    String key();

    /** The value at position u in [0, 1). */
    String at(double u);

    /** The values of a grid, in order. */
    List<String> grid();

    /** A list of values, equally likely. */
    record Values(String key, List<String> grid) implements Axis {
        public Values {
            grid = List.copyOf(grid);
        }

        @Override
        public String at(double u) {
            return grid.get((int) (u * grid.size()));
        }
    }

    /**
     * An interval: {@code from + u (to - from)}, or {@code from (to/from)^u} on a logarithmic
     * scale; both ends belong to it. Values have four digits, so that what a table prints is what
     * was trained; those of a key that takes whole numbers are rounded.
     *
     * @param whole whether the key takes whole numbers
     * @param points of a grid, both ends among them
     */
    record Range(String key, double from, double to, boolean log, boolean whole, int points)
            implements Axis {
        private static final MathContext DIGITS = new MathContext(4);

        @Override
        public String at(double u) {
            // Of whole numbers the ends are as likely as the others.
            if (whole && !log) return text(Math.min(to, Math.floor(from + u * (to - from + 1))));
            return text(value(u));
        }

        @Override
        public List<String> grid() {
            return IntStream.range(0, points)
                    .mapToObj(i -> text(value(i / (points - 1.0))))
                    .distinct()
                    .toList();
        }

        private double value(double u) {
            // StrictMath: the same config on every machine.
            return log
                    ? StrictMath.exp((1 - u) * StrictMath.log(from) + u * StrictMath.log(to))
                    : from + u * (to - from);
        }

        private String text(double value) {
            if (whole) return Long.toString(Math.round(value));
            return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString();
        }
    }
}

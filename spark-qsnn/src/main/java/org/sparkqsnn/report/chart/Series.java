package org.sparkqsnn.report.chart;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A named curve.
 *
 * @param x ascending
 * @param y as many
 * @param sparse whether each point is drawn with a symbol
 */
public record Series(String name, double[] x, double[] y, boolean sparse) {
    public Series {
        if (x.length != y.length) throw new IllegalArgumentException(name + ": x and y differ");
    }

    /** The points whose y is a finite number. */
    public Series finite() {
        int[] kept = IntStream.range(0, x.length).filter(i -> Double.isFinite(y[i])).toArray();
        if (kept.length == x.length) return this;
        return new Series(
                name,
                Arrays.stream(kept).mapToDouble(i -> x[i]).toArray(),
                Arrays.stream(kept).mapToDouble(i -> y[i]).toArray(),
                sparse);
    }

    /** At most so many of its finite points, chosen by {@link Downsampling}. */
    public Series thinned(int most) {
        Series all = finite();
        int[] kept = Downsampling.lttb(all.x, all.y, most);
        return new Series(
                name,
                Arrays.stream(kept).mapToDouble(i -> all.x[i]).toArray(),
                Arrays.stream(kept).mapToDouble(i -> all.y[i]).toArray(),
                sparse);
    }

    public int size() {
        return x.length;
    }

    /**
     * {@code Training: from 2.3 to 0.67 over 18 points; lowest 0.66 at round 17, highest 2.3 at
     * round 1.}
     *
     * @param axis what x counts
     */
    public String words(String axis) {
        Series all = finite();
        String lost = size() == all.size() ? "" : ", " + (size() - all.size()) + " not finite";
        if (all.size() == 0) return name + ": no finite value" + lost + ".";
        int low = all.at(Arrays.stream(all.y).min().orElseThrow());
        int high = all.at(Arrays.stream(all.y).max().orElseThrow());
        String ends =
                all.size() == 1
                        ? Format.number(all.y[0])
                        : "from " + Format.number(all.y[0]) + " to " + Format.number(all.last());
        return name
                + ": "
                + ends
                + "; lowest "
                + all.point(axis, low)
                + ", highest "
                + all.point(axis, high)
                + lost
                + ".";
    }

    double last() {
        return y[y.length - 1];
    }

    private String point(String axis, int i) {
        return Format.number(y[i]) + " at " + axis + " " + Format.number(x[i]);
    }

    private int at(double value) {
        return DoubleStream.of(y).boxed().toList().indexOf(value);
    }
}

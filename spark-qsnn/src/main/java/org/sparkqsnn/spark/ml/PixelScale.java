package org.sparkqsnn.spark.ml;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.linalg.Vector;
import org.sparkqsnn.data.schema.BadInput;

/** What the numbers of the features column are. The engine takes bytes. */
enum PixelScale {
    /** In [0, 1]; rounded to the nearest of 256 levels, at most 1/510 off. */
    UNIT(1, "be in [0, 1]"),
    /** Any numbers; below 0 they are 0, above 1 they are 1, then as {@link #UNIT}. */
    CLIPPED(1, "be a number"),
    /** Whole numbers in [0, 255]. */
    BYTE(255, "be a whole number in [0, 255]");

    private final double largest;
    private final String rule;

    PixelScale(double largest, String rule) {
        this.largest = largest;
        this.rule = rule;
    }

    static List<String> names() {
        return Arrays.stream(values()).map(PixelScale::text).toList();
    }

    static PixelScale of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param column names the features in messages
     * @return unsigned bytes; shape [features]
     */
    byte[] bytes(Vector features, String column) {
        byte[] pixels = new byte[features.size()];
        features.foreachActive(
                (index, value) -> {
                    pixels[(int) index] = pixel((double) value, (int) index, column);
                    return null;
                });
        return pixels;
    }

    /** Pixels of an array of numbers, of which none may be missing. */
    byte[] bytes(List<Number> features, String column) {
        byte[] pixels = new byte[features.size()];
        int index = 0;
        for (Number value : features) {
            if (value == null) throw new BadInput(column + "[" + index + "] is null");
            pixels[index] = pixel(value.doubleValue(), index, column);
            index++;
        }
        return pixels;
    }

    private byte pixel(double value, int index, String column) {
        if (!fits(value)) {
            throw new BadInput(
                    column
                            + "["
                            + index
                            + "] must "
                            + rule
                            + ", got "
                            + value
                            + "; scale the column, or set pixels to one of "
                            + String.join(", ", names()));
        }
        double clipped = Math.max(0, Math.min(largest, value));
        return (byte) (int) (clipped * 255 / largest + 0.5);
    }

    private boolean fits(double value) {
        boolean within = value >= 0 && value <= largest;
        return switch (this) {
            case UNIT -> within;
            case CLIPPED -> !Double.isNaN(value);
            case BYTE -> within && value == Math.rint(value);
        };
    }
}

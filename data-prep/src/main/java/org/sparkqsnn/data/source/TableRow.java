package org.sparkqsnn.data.source;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.sparkqsnn.data.mix.Part;
import org.sparkqsnn.data.schema.BadInput;

/**
 * Reads a row of a table: the label, the pixels, the split if there is one, the size if there is
 * one.
 *
 * @param columns that are read: label, pixels, split and sizes, in this order
 * @param hasSplit whether a column says the part
 * @param size that each image must have
 * @param hasSize whether each row says its own
 * @param rule for the part where no column says it
 */
record TableRow(
        List<String> columns, boolean hasSplit, ImageSize size, boolean hasSize, PartRule rule)
        implements Serializable {
    private static final int LABELS = 256;

    /**
     * @throws BadInput that begins with the fault and not with the place, which the caller knows
     */
    byte[] read(Row row) {
        byte[] read = new byte[Part.RECORD + 1 + size.pixels()];
        read[Part.RECORD] = (byte) label(row);
        if (hasSize) requireSize(row);
        pixels(row, read, Part.RECORD + 1);
        Part part = hasSplit ? part(row) : rule.of(read);
        read[0] = (byte) part.ordinal();
        return read;
    }

    private int label(Row row) {
        double label = number(row, 0, columns.get(0));
        if (!(label >= 0 && label < LABELS && label == Math.rint(label))) {
            throw new BadInput(
                    "column "
                            + columns.get(0)
                            + " is "
                            + row.get(0)
                            + ", it must be one of 0, 1, … 255");
        }
        return (int) label;
    }

    private void requireSize(Row row) {
        int at = row.length() - 2;
        double height = number(row, at, TableColumns.HEIGHT);
        double width = number(row, at + 1, TableColumns.WIDTH);
        if (height != size.height() || width != size.width()) {
            throw new BadInput(
                    "the image is " + row.get(at) + "x" + row.get(at + 1) + ", others are " + size);
        }
    }

    private void pixels(Row row, byte[] out, int at) {
        Object given = notNull(row, 1, columns.get(1));
        if (given instanceof byte[] bytes) {
            requireLength(bytes.length);
            System.arraycopy(bytes, 0, out, at, bytes.length);
            return;
        }
        List<?> numbers = row.getList(1);
        requireLength(numbers.size());
        int next = at;
        for (Object number : numbers) {
            double pixel = number instanceof Number n ? n.doubleValue() : Double.NaN;
            if (!(pixel >= 0 && pixel <= 255 && pixel == Math.rint(pixel))) {
                throw new BadInput(
                        "column "
                                + columns.get(1)
                                + " has "
                                + number
                                + ", pixels must be 0, 1, … 255");
            }
            out[next++] = (byte) pixel;
        }
    }

    private void requireLength(int length) {
        if (length != size.pixels()) {
            throw new BadInput(
                    "column "
                            + columns.get(1)
                            + " has "
                            + length
                            + " values, "
                            + size
                            + " images have "
                            + size.pixels());
        }
    }

    private Part part(Row row) {
        String column = columns.get(2);
        Object text = notNull(row, 2, column);
        for (Part part : Part.values()) {
            if (part.text().equals(text)) return part;
        }
        throw new BadInput("column " + column + " is \"" + text + "\", it must be train or test");
    }

    static double number(Row row, int at, String column) {
        return ((Number) notNull(row, at, column)).doubleValue();
    }

    private static Object notNull(Row row, int at, String column) {
        if (row.isNullAt(at)) throw new BadInput("column " + column + " is null");
        return row.get(at);
    }
}

package org.sparkqsnn.spark.ml;

import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;

/**
 * How a row holds an image.
 *
 * @param features column of a vector of pixels
 * @param id column of a whole number; empty for ids that are made of the pixels
 * @param scale of the pixels
 */
record RowFormat(String features, String id, PixelScale scale) implements Serializable {
    /** Ids are in [0, 2^40). */
    private static final int ID_HEX_DIGITS = 10;

    private static final long ID_END = 1L << 40;

    static RowFormat of(PixelParams params, String features) {
        return new RowFormat(features, params.getIdCol(), PixelScale.of(params.getPixels()));
    }

    boolean hasId() {
        return !id.isEmpty();
    }

    /** Refuses an id column of another type. */
    void requireId(StructType schema) {
        if (!hasId()) return;
        DataType type = schema.apply(id).dataType();
        if (!type.equals(DataTypes.LongType)
                && !type.equals(DataTypes.IntegerType)
                && !type.equals(DataTypes.ShortType)
                && !type.equals(DataTypes.ByteType)) {
            throw new BadInput(
                    "column " + id + " must hold whole numbers, got " + type.simpleString());
        }
    }

    byte[] pixels(Row row) {
        Vector vector = row.getAs(features);
        if (vector == null) throw new BadInput("column " + features + " holds null");
        return scale.bytes(vector, features);
    }

    /**
     * The address of a row's spikes: the id column, or the first 40 bits of the sha256 of its
     * pixels, so that a prediction depends on the row alone.
     */
    long id(Row row, byte[] pixels) {
        if (!hasId()) return contentId(pixels);
        Number given = row.getAs(id);
        if (given == null || given.longValue() < 0 || given.longValue() >= ID_END)
            throw new BadInput("column " + id + " must be in [0, 2^40), got " + given);
        return given.longValue();
    }

    long contentId(byte[] pixels) {
        return Long.parseLong(Sha256.of(pixels).substring(0, ID_HEX_DIGITS), 16);
    }
}

package org.sparkqsnn.spark.ml;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.Sha256;

/**
 * How a row holds a sample.
 *
 * @param samples column of the samples
 * @param id column of a whole number; empty for ids that are made of the samples
 */
record RowFormat(SampleColumn samples, String id) implements Serializable {
    /** Ids are in [0, 2^40). */
    private static final int ID_HEX_DIGITS = 10;

    private static final long ID_END = 1L << 40;

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

    /**
     * The address of a row's spikes: the id column, or the first 40 bits of the sha256 of its
     * sample, so that a prediction depends on the row alone.
     */
    long id(Row row, byte[] sample) {
        if (!hasId()) return contentId(sample);
        Number given = row.getAs(id);
        if (given == null || given.longValue() < 0 || given.longValue() >= ID_END)
            throw new BadInput("column " + id + " must be in [0, 2^40), got " + given);
        return given.longValue();
    }

    static long contentId(byte[] sample) {
        return Long.parseLong(Sha256.of(sample).substring(0, ID_HEX_DIGITS), 16);
    }
}

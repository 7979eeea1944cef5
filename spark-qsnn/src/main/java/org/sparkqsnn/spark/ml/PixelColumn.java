package org.sparkqsnn.spark.ml;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.sparkqsnn.data.schema.BadInput;

/**
 * A vector of pixels in each row.
 *
 * @param scale of the pixels
 */
record PixelColumn(String name, PixelScale scale) implements SampleColumn {

    @Override
    public DataType requiredType(StructType schema, DataType vector) {
        if (schema.apply(name).dataType() instanceof ArrayType array) {
            String remedy =
                    array.elementType() instanceof StructType
                            ? "for recorded events set encoder to events"
                            : "make vectors of them by array_to_vector";
            throw new BadInput(
                    "column "
                            + name
                            + " holds arrays, this encoder takes vectors of pixels; "
                            + remedy);
        }
        return vector;
    }

    @Override
    public byte[] bytes(Row row) {
        Vector vector = row.getAs(name);
        if (vector == null) throw SampleColumn.missing(name);
        return bytes(vector);
    }

    @Override
    public byte[] bytes(Vector features) {
        return scale.bytes(features, name);
    }
}

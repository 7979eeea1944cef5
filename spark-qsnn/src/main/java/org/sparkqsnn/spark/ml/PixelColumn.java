package org.sparkqsnn.spark.ml;

import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.sparkqsnn.data.schema.BadInput;

/**
 * The pixels of an image in each row: a vector, an array of numbers, or the bytes themselves.
 *
 * @param scale of the pixels, except of bytes, which are unsigned
 */
record PixelColumn(String name, PixelScale scale) implements SampleColumn {

    @Override
    public DataType requiredType(StructType schema, DataType vector) {
        DataType type = schema.apply(name).dataType();
        if (type instanceof BinaryType) return type;
        if (!(type instanceof ArrayType array)) return vector;
        if (array.elementType() instanceof NumericType) return type;
        throw new BadInput(
                "column "
                        + name
                        + " must hold vectors, arrays of numbers or bytes for this encoder, got "
                        + type.simpleString()
                        + (array.elementType() instanceof StructType
                                ? "; for recorded events set encoder to events"
                                : ""));
    }

    @Override
    public byte[] bytes(Row row) {
        Object pixels = row.getAs(name);
        if (pixels == null) throw SampleColumn.missing(name);
        if (pixels instanceof byte[] bytes) return bytes;
        if (pixels instanceof Vector vector) return bytes(vector);
        List<Number> numbers = row.getList(row.fieldIndex(name));
        return scale.bytes(numbers, name);
    }

    @Override
    public byte[] bytes(Vector features) {
        return scale.bytes(features, name);
    }
}

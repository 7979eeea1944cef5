package org.sparkqsnn.data.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.sparkqsnn.data.schema.BadInput;

/**
 * Names of a table's columns; those of {@code prepare --format parquet} by default. Columns {@value
 * #HEIGHT} and {@value #WIDTH} are read where no size is given.
 *
 * @param label of the class, a number
 * @param pixels row by row: bytes, or an array of numbers
 * @param split {@code "train"} or {@code "test"}; empty if something else says which
 */
public record TableColumns(String label, String pixels, Optional<String> split) {
    static final String HEIGHT = "height";
    static final String WIDTH = "width";

    public TableColumns withSplit(String column) {
        return new TableColumns(label, pixels, Optional.of(column));
    }

    /** All that is read, in the order in which {@link TableRow} reads it. */
    List<String> read(boolean sizes) {
        List<String> columns = new ArrayList<>(List.of(label, pixels));
        split.ifPresent(columns::add);
        if (sizes) columns.addAll(List.of(HEIGHT, WIDTH));
        return columns;
    }

    /** Refuses a table that has not these columns with these types. */
    void require(StructType schema, String where) {
        DataType labels = type(schema, label, "--label", where);
        if (!(labels instanceof NumericType)) {
            throw wrong(where, label, labels, "a number", "--label");
        }
        DataType images = type(schema, pixels, "--pixels", where);
        boolean numbers = images instanceof ArrayType a && a.elementType() instanceof NumericType;
        if (!(numbers || images instanceof BinaryType)) {
            throw wrong(where, pixels, images, "binary or an array of numbers", "--pixels");
        }
        if (split.isPresent()) {
            DataType splits = type(schema, split.get(), "--split", where);
            if (!(splits instanceof StringType)) {
                throw wrong(where, split.get(), splits, "a string, train or test", "--split");
            }
        }
    }

    /** Whether a table says itself what shape each image has. */
    static boolean hasSize(StructType schema) {
        return List.of(schema.fieldNames()).containsAll(List.of(HEIGHT, WIDTH));
    }

    private static DataType type(StructType schema, String column, String option, String where) {
        if (!Arrays.asList(schema.fieldNames()).contains(column)) {
            throw new BadInput(
                    where
                            + " has no column "
                            + column
                            + ", but "
                            + String.join(", ", schema.fieldNames())
                            + "; name it with "
                            + option);
        }
        return schema.apply(column).dataType();
    }

    private static BadInput wrong(
            String where, String column, DataType is, String mustBe, String option) {
        return new BadInput(
                where
                        + ": column "
                        + column
                        + " is "
                        + is.simpleString()
                        + ", it must be "
                        + mustBe
                        + "; name another one with "
                        + option);
    }
}

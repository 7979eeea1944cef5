package org.sparkqsnn.spark.ml;

import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.model.EncoderConfig;

/** The column that holds the samples: an image or the events of a recording in each row. */
sealed interface SampleColumn extends Serializable permits PixelColumn, EventColumn {

    /**
     * The column that an encoder takes its samples from.
     *
     * @param inputs of the network; for images any number
     */
    static SampleColumn of(RowParams params, String name, EncoderConfig encoder, int inputs) {
        return encoder.kind() == EncoderConfig.Kind.EVENTS
                ? EventColumn.of(params, name, inputs, encoder.steps())
                : new PixelColumn(name, PixelScale.of(params.getPixels()));
    }

    String name();

    /**
     * The type that the column must have.
     *
     * @param vector the type of a column of vectors
     * @throws BadInput if the column cannot be what the encoder takes
     */
    DataType requiredType(StructType schema, DataType vector);

    /**
     * A row's sample as the engine takes it: unsigned bytes; shape [features].
     *
     * @throws BadInput naming the value that cannot be
     */
    byte[] bytes(Row row);

    /**
     * The sample that a vector outside of any row stands for: unsigned bytes; shape [features].
     *
     * @throws BadInput naming the value that cannot be
     */
    byte[] bytes(Vector features);

    /** A column without a value in this row. */
    static BadInput missing(String name) {
        return new BadInput("column " + name + " holds null");
    }
}

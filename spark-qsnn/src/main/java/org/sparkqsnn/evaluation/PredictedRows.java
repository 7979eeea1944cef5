package org.sparkqsnn.evaluation;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;
import org.sparkqsnn.storage.ParquetBytes;

/**
 * Predictions of neighbouring samples as a table, with the columns {@code id} (in the split, from
 * 0), {@code label}, {@code prediction} (both in [0, classes)) and {@code scores}, a double for
 * each class, see {@link org.sparkqsnn.model.Objective#scores}.
 *
 * @param from id of the first
 * @param labels what they are
 * @param predictions what the network says
 */
public record PredictedRows(int from, List<Integer> labels, List<Prediction> predictions) {
    private static final MessageType SCHEMA =
            Types.buildMessage()
                    .required(INT32)
                    .named("id")
                    .required(INT32)
                    .named("label")
                    .required(INT32)
                    .named("prediction")
                    .requiredList()
                    .requiredElement(DOUBLE)
                    .named("scores")
                    .named("predictions");

    /**
     * Samples of a file: a block of a large set, a 64th of a smaller one, but 1,000 at least. A
     * number of the set alone, so that a start on another cluster goes on with the same files.
     *
     * @param block samples of a block
     */
    public static int perFile(int samples, int block) {
        return Math.min(block, Math.max(1000, samples / 64));
    }

    /** The file of these rows. */
    public byte[] parquet() {
        return ParquetBytes.of(SCHEMA, IntStream.range(0, labels.size()).mapToObj(this::row));
    }

    private Group row(int i) {
        Group row = new SimpleGroup(SCHEMA);
        row.add("id", from + i);
        row.add("label", labels.get(i));
        row.add("prediction", predictions.get(i).label());
        Group scores = row.addGroup("scores");
        for (double score : predictions.get(i).scores())
            scores.addGroup("list").add("element", score);
        return row;
    }
}

package org.sparkqsnn.spark.ml;

import java.util.Arrays;
import java.util.Comparator;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.ImageSet;

/**
 * The rows of a DataFrame as the set that the engine holds: the executors turn samples into bytes,
 * the driver puts them in order. Position in that order is the sample's id in training.
 */
final class TrainingRows {
    private static final int MOST_CLASSES = 256;
    private static final String ID = "id";
    private static final String LABEL = "label";
    private static final String SAMPLE = "sample";
    private static final StructType COLLECTED =
            new StructType()
                    .add(ID, DataTypes.LongType)
                    .add(LABEL, DataTypes.DoubleType)
                    .add(SAMPLE, DataTypes.BinaryType);

    private TrainingRows() {}

    /**
     * All rows, by id where the format has one, else as Spark gives them.
     *
     * @param label column of the classes 0, 1, …
     * @throws BadInput naming the first value that cannot be
     */
    static ImageSet collect(Dataset<?> dataset, RowFormat format, String label) {
        format.requireId(dataset.schema());
        Row[] rows = rows(dataset, format, label);
        if (rows.length == 0)
            throw new BadInput("the DataFrame has no rows; there is nothing to fit");
        if (format.hasId()) sort(rows, format.id());
        int classes = Math.max(named(dataset, label), labels(rows, label));
        String name = format.samples().name();
        int features = sample(rows[0]).length;
        if (features == 0) throw new BadInput("column " + name + " holds samples without a value");
        byte[][] blocks = blocks(rows, features, name);
        return ImageSet.of(1, features, classes, ImageSet.recordsPerBlock(features), blocks);
    }

    private static Row[] rows(Dataset<?> dataset, RowFormat format, String label) {
        MapFunction<Row, Row> read =
                row -> {
                    byte[] sample = format.samples().bytes(row);
                    long id = format.hasId() ? format.id(row, sample) : 0;
                    Number given = row.getAs(label);
                    return RowFactory.create(
                            id, given == null ? -1.0 : given.doubleValue(), sample);
                };
        return Refusals.plain(
                        () -> dataset.toDF().map(read, Encoders.row(COLLECTED)).collectAsList())
                .toArray(Row[]::new);
    }

    private static void sort(Row[] rows, String column) {
        Arrays.sort(rows, Comparator.comparingLong(row -> row.getLong(0)));
        for (int i = 1; i < rows.length; i++) {
            if (rows[i].getLong(0) == rows[i - 1].getLong(0)) {
                throw new BadInput(
                        "column "
                                + column
                                + " must be unique, but "
                                + rows[i].getLong(0)
                                + " occurs twice");
            }
        }
    }

    /** Forgets each row that is copied: the driver need not hold them twice. */
    private static byte[][] blocks(Row[] rows, int features, String column) {
        int each = ImageSet.recordsPerBlock(features);
        byte[][] blocks = new byte[(rows.length + each - 1) / each][];
        for (int i = 0; i < rows.length; i++) {
            int from = i % each * (features + 1);
            if (from == 0)
                blocks[i / each] = new byte[Math.min(each, rows.length - i) * (features + 1)];
            byte[] sample = sample(rows[i]);
            if (sample.length != features) {
                throw new BadInput(
                        column
                                + " must have one length, got samples of "
                                + features
                                + " and of "
                                + sample.length);
            }
            blocks[i / each][from] = (byte) rows[i].getDouble(1);
            System.arraycopy(sample, 0, blocks[i / each], from + 1, features);
            rows[i] = null;
        }
        return blocks;
    }

    /** The number of classes that the labels need, at least 2. */
    private static int labels(Row[] rows, String column) {
        double largest = 1;
        for (Row row : rows) {
            double label = row.getDouble(1);
            if (!(label >= 0 && label < MOST_CLASSES && label == Math.rint(label))) {
                throw new BadInput(
                        "column "
                                + column
                                + " must hold the classes 0, 1, … 255 as numbers, and no null, got "
                                + label);
            }
            largest = Math.max(largest, label);
        }
        return (int) largest + 1;
    }

    /** Classes that the column's metadata name, by a StringIndexer say; 0 if it has none. */
    private static int named(Dataset<?> dataset, String label) {
        Attribute attribute = Attribute.fromStructField(dataset.schema().apply(label));
        if (!(attribute instanceof NominalAttribute nominal)) return 0;
        return nominal.getNumValues().isDefined() ? (int) nominal.getNumValues().get() : 0;
    }

    private static byte[] sample(Row row) {
        return row.getAs(2);
    }
}

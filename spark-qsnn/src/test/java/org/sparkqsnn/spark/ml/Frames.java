package org.sparkqsnn.spark.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparkqsnn.data.schema.ImageSet;

/** Images as a DataFrame: id, label, features in [0, 255]. */
final class Frames {
    static final StructType SCHEMA =
            new StructType()
                    .add("id", DataTypes.LongType)
                    .add("label", DataTypes.DoubleType)
                    .add("features", SQLDataTypes.VectorType());

    private Frames() {}

    /** A session of this JVM, by Spark's own settings. */
    static SparkSession session() {
        return SparkSession.builder()
                .master("local[2]")
                .appName("ml")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
    }

    static Dataset<Row> of(SparkSession spark, ImageSet set) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            int id = i;
            double[] pixels =
                    IntStream.range(0, set.features()).mapToDouble(f -> set.pixel(id, f)).toArray();
            rows.add(RowFactory.create((long) id, (double) set.label(id), Vectors.dense(pixels)));
        }
        return spark.createDataFrame(rows, SCHEMA);
    }

    /** One row of two pixels. */
    static Dataset<Row> row(SparkSession spark, Object id, Object label, double... pixels) {
        Object features = pixels.length == 0 ? null : Vectors.dense(pixels);
        return spark.createDataFrame(List.of(RowFactory.create(id, label, features)), SCHEMA);
    }
}

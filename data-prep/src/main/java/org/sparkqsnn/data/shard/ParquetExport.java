package org.sparkqsnn.data.shard;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Splits;

/**
 * Writes the images of a dataset as a DataFrame too, for people who want one; training reads the
 * blocks. Columns:
 *
 * <pre>
 * split   string  "train" or "test"; the partition folder
 * id      int     in the split, from 0
 * label   int
 * height  int     rows
 * width   int     columns
 * pixels  binary  height * width unsigned bytes, row by row
 * </pre>
 *
 * One Spark job writes it, so that {@code _SUCCESS} is there exactly when all of it is.
 */
public final class ParquetExport {
    private static final int ROWS_PER_TASK = 10_000;
    private static final StructType SCHEMA =
            new StructType()
                    .add("split", DataTypes.StringType, false)
                    .add("id", DataTypes.IntegerType, false)
                    .add("label", DataTypes.IntegerType, false)
                    .add("height", DataTypes.IntegerType, false)
                    .add("width", DataTypes.IntegerType, false)
                    .add("pixels", DataTypes.BinaryType, false);

    private ParquetExport() {}

    /**
     * Writes both splits.
     *
     * @param uri folder on any Hadoop file system, which must not exist
     * @throws BadInput if it exists or cannot be written
     */
    public static void write(SparkSession spark, String uri, Splits splits) {
        HadoopFolder folder = HadoopFolder.of(uri, spark.sparkContext().hadoopConfiguration());
        if (folder.exists()) {
            throw new BadInput(
                    folder.directory()
                            + " exists already; give another --out, or remove that folder first");
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<ImageSet> train = context.broadcast(splits.train());
        Broadcast<ImageSet> test = context.broadcast(splits.test());
        try {
            Dataset<Row> rows =
                    rows(spark, context, "train", train).union(rows(spark, context, "test", test));
            rows.write()
                    .mode(SaveMode.ErrorIfExists)
                    .partitionBy("split")
                    .parquet(folder.directory().toString());
        } catch (
                Exception e) { // not RuntimeException: Spark throws checked ones that Java does not
            // see
            throw BadInput.cannot("write", folder.directory(), e, "check space and permissions");
        } finally {
            train.destroy();
            test.destroy();
        }
    }

    private static Dataset<Row> rows(
            SparkSession spark, JavaSparkContext context, String split, Broadcast<ImageSet> set) {
        List<Integer> starts = new ArrayList<>();
        for (int first = 0; first < set.value().size(); first += ROWS_PER_TASK) {
            starts.add(first);
        }
        return spark.createDataFrame(
                context.parallelize(starts, starts.size())
                        .flatMap(first -> rows(split, set.value(), first).iterator()),
                SCHEMA);
    }

    private static List<Row> rows(String split, ImageSet set, int first) {
        List<Row> rows = new ArrayList<>();
        for (int id = first; id < Math.min(set.size(), first + ROWS_PER_TASK); id++) {
            byte[] pixels = new byte[set.features()];
            set.copyPixels(id, pixels);
            rows.add(
                    RowFactory.create(split, id, set.label(id), set.height(), set.width(), pixels));
        }
        return rows;
    }
}

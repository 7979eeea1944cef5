package com.example;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.shard.EmbeddedSample;
import org.sparkqsnn.spark.ml.QsnnClassificationModel;
import org.sparkqsnn.spark.ml.QsnnClassifier;

/** The Spark ML estimator: a DataFrame of images to one with predictions. */
public final class ClassifyDataFrame {
    private ClassifyDataFrame() {}

    public static void main(String[] args) throws IOException {
        try (SparkSession spark = SparkSession.builder().master("local[2]").getOrCreate()) {
            QsnnClassifier qsnn =
                    new QsnnClassifier()
                            .setPixels("byte")
                            .setHidden(50)
                            .setEpochs(1)
                            .setConfig("encoder.steps=10");
            QsnnClassificationModel model = qsnn.fit(frame(spark, EmbeddedSample.load().train()));
            Dataset<Row> predicted = model.transform(frame(spark, EmbeddedSample.load().test()));
            double accuracy =
                    new MulticlassClassificationEvaluator()
                            .setMetricName("accuracy")
                            .evaluate(predicted);
            System.out.println("test accuracy " + accuracy);
        }
    }

    /** As any DataFrame with a column of labels 0, 1, … and one of pixels. */
    private static Dataset<Row> frame(SparkSession spark, ImageSet images) {
        List<Row> rows = new ArrayList<>();
        for (int id = 0; id < images.size(); id++) {
            byte[] pixels = new byte[images.features()];
            images.copyPixels(id, pixels);
            rows.add(RowFactory.create((double) images.label(id), pixels));
        }
        return spark.createDataFrame(rows, StructType.fromDDL("label double, features binary"));
    }
}

package org.sparkqsnn.spark.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.evaluation.TrainedNetwork;

/**
 * Models that earlier commits saved, of versions 1 and 2: 16-4-2, without a fifth of the samples.
 */
class OldModelTest {
    /** Eight bright pixels, then eight dark ones. */
    private static final Vector SAMPLE = sample();

    @ParameterizedTest
    @CsvSource({"d87453b, tail", "4c8c729, stratified"})
    void itIsReadAsWhatItWas_andPredicts(String commit, String split) {
        Path written = Path.of("src/test/resources/written-by-" + commit + "/model");
        SparkSession spark = Frames.session();
        try {
            QsnnClassificationModel model =
                    QsnnClassificationModel.load(written.toAbsolutePath().toString());
            TrainedNetwork network = model.network();
            assertEquals(16, network.features());
            assertEquals(List.of(4), network.config().model().hidden());
            assertEquals(0.2, network.config().data().holdout());
            assertEquals(split, ConfigTree.text(network.config().data().split()));
            assertEquals(2, model.predictRaw(Vectors.zeros(16)).size());
            // What the build of 4c8c729 said of its own.
            if (commit.equals("4c8c729"))
                assertArrayEquals(new double[] {1, 0}, model.predictRaw(SAMPLE).toArray());
        } finally {
            spark.stop();
        }
    }

    private static Vector sample() {
        double[] pixels = new double[16];
        Arrays.fill(pixels, 10);
        Arrays.fill(pixels, 0, 8, 250);
        return Vectors.dense(pixels);
    }
}

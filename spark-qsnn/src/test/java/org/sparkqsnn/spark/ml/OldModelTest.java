package org.sparkqsnn.spark.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.evaluation.TrainedNetwork;
import org.sparkqsnn.experiment.DataConfig;

/** A model that commit d87453b saved, of version 1: 16-4-2, without its last samples. */
class OldModelTest {
    private static final Path WRITTEN = Path.of("src/test/resources/written-by-d87453b/model");

    @Test
    void itIsReadAsWhatItWas_andPredicts() {
        SparkSession spark = Frames.session();
        try {
            QsnnClassificationModel model =
                    QsnnClassificationModel.load(WRITTEN.toAbsolutePath().toString());
            TrainedNetwork network = model.network();
            assertEquals(16, network.features());
            assertEquals(List.of(4), network.config().model().hidden());
            assertEquals(0.2, network.config().data().holdout());
            assertEquals(DataConfig.Split.TAIL, network.config().data().split());
            assertEquals(2, model.predictRaw(Vectors.zeros(16)).size());
        } finally {
            spark.stop();
        }
    }
}

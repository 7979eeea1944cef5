package org.sparkqsnn.spark.ml;

import org.apache.spark.api.java.JavaSparkContext;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.evaluation.TrainedNetwork;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.spark.SparkWorkers;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.TrainingRun;
import org.sparkqsnn.training.round.RoundPlan;

/** One run of the engine that leaves nothing but its weights. */
final class Fit {
    private Fit() {}

    /** Trains on all rows, or on those that {@code data.holdout} leaves. */
    static TrainedNetwork run(JavaSparkContext spark, ExperimentConfig config, ImageSet rows) {
        TrainingData data = TrainingData.of(rows, config);
        data.gaps().ifPresent(FitLog::warn);
        FitLog log = new FitLog(new RoundPlan(config, data.train().size()));
        try (SparkWorkers workers = new SparkWorkers(spark, config, data)) {
            Checkpoint end = TrainingRun.train(config, data, workers, log);
            float[] parameters = end.state().parameters();
            return new TrainedNetwork(config, rows.features(), rows.classes(), parameters);
        }
    }
}

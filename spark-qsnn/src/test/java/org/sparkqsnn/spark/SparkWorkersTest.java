package org.sparkqsnn.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.run.config.ExperimentConfig;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.Evaluation;
import org.sparkqsnn.training.ModelState;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.ThreadWorkers;
import org.sparkqsnn.training.TrainingData;
import org.sparkqsnn.training.Workers;

class SparkWorkersTest {
    private final ExperimentConfig config = Small.config();
    private final TrainingData data = Small.data();
    private final ModelState start = Checkpoint.fresh(config, data).state();

    @Test
    void roundAndEvaluation_haveTheBitsOfPlainThreads() {
        try (JavaSparkContext spark = Session.open(Session.conf("test").setMaster("local[2]"));
                Workers cluster = new SparkWorkers(spark, config, data);
                Workers threads = new ThreadWorkers(config, data, 1)) {
            Workers.RoundResult expected = threads.run(start);
            Workers.RoundResult got = cluster.run(start);
            assertArrayEquals(expected.sum().delta(), got.sum().delta());
            assertArrayEquals(expected.sum().moments(), got.sum().moments());
            assertEquals(expected.sum().tally().lossSum(), got.sum().tally().lossSum());
            Evaluation evaluation = cluster.evaluate(start.parameters());
            assertArrayEquals(
                    threads.evaluate(start.parameters()).confusion(), evaluation.confusion());
            assertEquals(120, evaluation.tally().samples());
        }
    }

    @Test
    void jobs_areDescribedForTheUi() throws Exception {
        List<String> descriptions = Collections.synchronizedList(new ArrayList<>());
        try (JavaSparkContext spark = Session.open(Session.conf("test").setMaster("local[2]"));
                Workers cluster = new SparkWorkers(spark, config, data)) {
            spark.sc()
                    .addSparkListener(
                            new SparkListener() {
                                @Override
                                public void onJobStart(SparkListenerJobStart job) {
                                    descriptions.add(
                                            job.properties().getProperty("spark.job.description"));
                                }
                            });
            cluster.run(start);
            cluster.run(new ModelState(5, start.parameters(), start.velocity(), List.of()));
            cluster.evaluate(start.parameters());
            spark.sc().listenerBus().waitUntilEmpty();
        }
        assertEquals(
                List.of(
                        "epoch 1 of 2, round 1 of 8",
                        "epoch 2 of 2, round 6 of 8",
                        "evaluate 120 samples"),
                descriptions);
    }
}

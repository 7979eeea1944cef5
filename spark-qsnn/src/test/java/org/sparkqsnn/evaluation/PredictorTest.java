package org.sparkqsnn.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.TrainingData;

class PredictorTest {
    private final ImageSet test = Small.dataset().test();

    /** The membrane loss is a sum over steps, whose softmax is no single cross-entropy. */
    @ParameterizedTest
    @ValueSource(strings = {"count", "rate", "both"})
    void probabilities_areThoseOfTheLoss(String loss) {
        TrainedNetwork network =
                network(Small.config("training.loss=" + loss, "training.lossScale=3"));
        double sum = 0;
        for (int i = 0; i < test.size(); i++) {
            double[] p = predict(network, i, i + 1).get(0).scores();
            Prediction.softmax(p);
            sum -= Math.log(p[test.label(i)]);
        }
        try (Evaluator evaluator = new Evaluator(network.config(), test)) {
            Counts counts = evaluator.evaluate(network.parameters(), 0, test.size()).counts();
            assertEquals(counts.lossSum(), sum, 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "latency", "direct"})
    void prediction_dependsOnTheSampleAlone(String encoder) {
        TrainedNetwork network = network(Small.config("encoder.kind=" + encoder));
        List<Prediction> together = new ArrayList<>();
        for (int from = 0; from < test.size(); from += 8)
            together.addAll(predict(network, from, from + 8));
        for (int i = 0; i < test.size(); i++) {
            Prediction alone = predict(network, i, i + 1).get(0);
            assertEquals(together.get(i).label(), alone.label());
            assertArrayEquals(together.get(i).scores(), alone.scores());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "latency", "direct"})
    void predictions_areThoseOfTheEvaluation(String encoder) {
        TrainedNetwork network = network(Small.config("encoder.kind=" + encoder, "model.init=3"));
        try (Evaluator evaluator = new Evaluator(network.config(), test)) {
            int[] seen = evaluator.observe(network.parameters(), 0, test.size()).predicted();
            assertTrue(Arrays.stream(seen).distinct().count() > 1);
            for (int i = 0; i < test.size(); i++)
                assertEquals(seen[i], predict(network, i, i + 1).get(0).label(), "sample " + i);
        }
    }

    @Test
    void network_saysWhatItTakes() {
        TrainedNetwork network = network(Small.config());
        assertEquals(784, network.inputs());
        try (Predictor predictor = new Predictor(network)) {
            assertEquals(8, predictor.capacity());
        }
    }

    /** e^1000 is no double. */
    @Test
    void softmax_ofLargeScores_isThatOfTheirDifferences() {
        double[] z = {1000, 999};
        Prediction.softmax(z);
        assertArrayEquals(new double[] {Math.E / (Math.E + 1), 1 / (Math.E + 1)}, z, 1e-12);
    }

    private List<Prediction> predict(TrainedNetwork network, int from, int to) {
        List<Predictor.Sample> samples = new ArrayList<>();
        for (int i = from; i < to; i++) {
            byte[] pixels = new byte[test.features()];
            test.copyPixels(i, pixels);
            samples.add(new Predictor.Sample(pixels, i));
        }
        try (Predictor predictor = new Predictor(network)) {
            return predictor.predict(samples);
        }
    }

    private TrainedNetwork network(ExperimentConfig config) {
        TrainingData data = Small.data();
        float[] parameters = Checkpoint.fresh(config, data).state().parameters();
        return new TrainedNetwork(config, test.features(), test.classes(), parameters);
    }
}

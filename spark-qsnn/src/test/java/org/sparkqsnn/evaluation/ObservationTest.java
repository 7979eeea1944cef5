package org.sparkqsnn.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.ThreadWorkers;
import org.sparkqsnn.training.TrainingData;

class ObservationTest {
    private final TrainingData data = Small.data();

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "direct", "latency"})
    void observation_isTheEvaluation_sampleBySample(String encoder) {
        ExperimentConfig config = config(encoder);
        float[] parameters = parameters(config);
        try (Evaluator evaluator = new Evaluator(config, data.evaluation())) {
            Evaluation whole = evaluator.evaluate(parameters, 0, 120);
            Observation seen = evaluator.observe(parameters, 0, 120);
            assertArrayEquals(whole.confusion(), seen.confusion());
            for (int i = 0; i < seen.spikes().length; i++) {
                long spikes = Arrays.stream(seen.spikes()[i]).sum();
                assertEquals(whole.counts().activity().spikes()[i], spikes, "layer " + i);
                assertTrue(spikes > 0, "layer " + i);
            }
        }
    }

    @Test
    void observationsOfTwoParts_areThatOfTheWhole() {
        ExperimentConfig config = config("poisson");
        float[] parameters = parameters(config);
        try (Evaluator evaluator = new Evaluator(config, data.evaluation())) {
            Observation whole = evaluator.observe(parameters, 0, 120);
            Observation parts =
                    evaluator
                            .observe(parameters, 0, 50)
                            .plus(evaluator.observe(parameters, 50, 120));
            assertArrayEquals(whole.labels(), parts.labels());
            assertArrayEquals(whole.predicted(), parts.predicted());
            assertArrayEquals(whole.scores(), parts.scores());
            assertArrayEquals(whole.spikes(), parts.spikes());
        }
    }

    @Test
    void prediction_isRightWhereItIsTheLabel() {
        Observation seen =
                new Observation(
                        3, new int[] {1, 2}, new int[] {1, 0}, new double[2][3], new long[1][3]);
        assertTrue(seen.isRight(0));
        assertFalse(seen.isRight(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "direct", "latency"})
    void highestScore_isThePrediction(String encoder) {
        ExperimentConfig config = config(encoder);
        try (ThreadWorkers workers = new ThreadWorkers(config, data, 2)) {
            Observation seen = workers.observe(parameters(config));
            for (int s = 0; s < seen.samples(); s++) {
                double[] scores = seen.scores()[s];
                double best = Arrays.stream(scores).max().orElseThrow();
                assertEquals(best, scores[seen.predicted()[s]], "sample " + s);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "direct", "latency"})
    void trace_isWhatTheScoresCount(String encoder) {
        ExperimentConfig config = config(encoder);
        float[] parameters = parameters(config);
        try (ThreadWorkers workers = new ThreadWorkers(config, data, 1)) {
            Observation seen = workers.observe(parameters);
            for (int id = 0; id < 120; id += 17) {
                SampleTrace trace = workers.trace(parameters, id);
                assertEquals(seen.labels()[id], trace.label());
                assertEquals(seen.predicted()[id], trace.predicted());
                for (int k = 0; k < 10; k++)
                    assertEquals(seen.scores()[id][k], score(trace, k), 1e-6, "class " + k);
            }
        }
    }

    /** Of the output, where the reset is to the ground: a spike is a population above 0.75. */
    @Test
    void trace_firesAboveTheThreshold() {
        ExperimentConfig config = config("poisson");
        try (ThreadWorkers workers = new ThreadWorkers(config, data, 1)) {
            SampleTrace trace = workers.trace(parameters(config), 3);
            int spikes = 0;
            for (int t = 0; t < 6; t++) {
                for (int k = 0; k < 10; k++) {
                    boolean fired = trace.spikes()[2][t][k];
                    assertEquals(trace.membranes()[t][k] > 0.75, fired);
                    spikes += fired ? 1 : 0;
                }
            }
            assertTrue(spikes > 0);
        }
    }

    /** The input of a direct code is no spikes; a pixel of 0 has none in any code. */
    @Test
    void trace_hasTheEncodersSpikes() {
        ExperimentConfig poisson = config("poisson");
        try (ThreadWorkers workers = new ThreadWorkers(poisson, data, 1)) {
            boolean[][] input = workers.trace(parameters(poisson), 5).spikes()[0];
            for (boolean[] step : input) {
                int count = 0;
                for (int pixel = 0; pixel < 784; pixel++) {
                    boolean dark = data.evaluation().pixel(5, pixel) == 0;
                    assertTrue(!step[pixel] || !dark, "pixel " + pixel);
                    count += step[pixel] ? 1 : 0;
                }
                assertTrue(count > 0);
            }
        }
    }

    @Test
    void trace_ofADirectCode_hasNoInputSpikes() {
        ExperimentConfig direct = config("direct");
        try (ThreadWorkers workers = new ThreadWorkers(direct, data, 1)) {
            boolean[][][] spikes = workers.trace(parameters(direct), 5).spikes();
            assertEquals(0, spikes[0].length);
            assertEquals(6, spikes[1].length);
        }
    }

    /** Values are alike at every step, and the largest one is the prediction. */
    @Test
    void networkWithoutSpikes_isObservedByItsValues() {
        ExperimentConfig ann = Small.config("model.kind=ann");
        float[] parameters = parameters(ann);
        try (ThreadWorkers workers = new ThreadWorkers(ann, data, 2)) {
            Observation seen = workers.observe(parameters);
            assertArrayEquals(new long[2][0], seen.spikes());
            long samples = Arrays.stream(seen.confusion()).flatMapToLong(Arrays::stream).sum();
            assertEquals(120, samples);
            SampleTrace trace = workers.trace(parameters, 17);
            assertArrayEquals(new boolean[3][0][], trace.spikes());
            assertEquals(1, trace.membranes().length);
            assertArrayEquals(seen.scores()[17], trace.membranes()[0]);
        }
    }

    /** By hand: class 0 has 3 of 4 right, and 1 of the other's 2 is taken for it. */
    @Test
    void classScores_ofASmallTable() {
        List<ClassScores> scores = ClassScores.of(new long[][] {{3, 1, 0}, {1, 1, 0}, {0, 0, 0}});
        assertEquals(new ClassScores(4, 0.75, 0.75, 0.75), scores.get(0));
        assertEquals(new ClassScores(2, 0.5, 0.5, 0.5), scores.get(1));
        assertEquals(new ClassScores(0, 0, 0, 0), scores.get(2));
    }

    private static double score(SampleTrace trace, int k) {
        int last = trace.spikes().length - 1;
        double score = 0;
        for (int t = 0; t < trace.membranes().length; t++) {
            score += trace.spikes()[last][t][k] ? 1 : 0;
            score += trace.membranes()[t][k] / trace.membranes().length;
        }
        return score;
    }

    private static ExperimentConfig config(String encoder) {
        return Small.config("encoder.kind=" + encoder, "model.init=3");
    }

    private float[] parameters(ExperimentConfig config) {
        return Checkpoint.fresh(config, data).state().parameters();
    }
}

package org.sparkqsnn.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.evaluation.Evaluation;
import org.sparkqsnn.evaluation.EvaluationChunk;
import org.sparkqsnn.evaluation.Evaluator;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.model.NetworkShape;

class SilentClassTest {
    private final TrainingData data = Small.data();
    private final ExperimentConfig config = Small.config("model.init=3", "model.readoutBias=1");

    /** Its drive is negative whatever fires below: X is 0 and the population stays 0. */
    @Test
    void classDrivenBelowZero_isSilent_andNoOther() {
        float[] parameters = Checkpoint.fresh(config, data).state().parameters();
        assertEquals(List.of(), evaluate(parameters).silentClasses());
        driveBelowZero(parameters, 3);
        driveBelowZero(parameters, 8);
        Evaluation evaluation = evaluate(parameters);
        assertEquals(List.of(3, 8), evaluation.silentClasses());
        assertTrue(evaluation.unchosenClasses().containsAll(List.of(3, 8)));
        for (int k : evaluation.unchosenClasses())
            for (long[] row : evaluation.confusion()) assertEquals(0, row[k], "class " + k);
        String text = Score.of("test", 4, 1, evaluation).silence().orElseThrow();
        assertTrue(text.startsWith("classes 3, 8 are silent"), text);
        assertEquals(1, text.lines().count());
    }

    @Test
    void readoutSpikes_areSummedOverChunks_asObservationsAre() {
        float[] parameters = Checkpoint.fresh(config, data).state().parameters();
        try (Evaluator evaluator = new Evaluator(config, data.evaluation())) {
            Evaluation parts =
                    EvaluationChunk.sum(
                            List.of(
                                    evaluator.evaluate(parameters, 0, 50),
                                    evaluator.evaluate(parameters, 50, 120)));
            long[][] spikes = evaluator.observe(parameters, 0, 120).spikes();
            assertArrayEquals(spikes[1], parts.readoutSpikes());
        }
    }

    @Test
    void line_saysTheAccuracy() {
        Score score = new Score("test", 4, 1, 120, 60, 2, 1.5, List.of(), List.of(), true);
        assertEquals("test accuracy 0.5000 (60 of 120)", score.line());
    }

    @Test
    void score_comesBack_andOneOfAnOlderBuildHasNoSilentClasses() {
        Score score =
                new Score("test", 4, 1, 120, 60, 2, 1.5, List.of(3, 8), List.of(2, 3, 8), false);
        assertEquals(score, Json.read(Json.line(score), Score.class, "new"));
        ObjectNode older = Json.tree(score);
        older.remove(List.of("silentClasses", "unchosenClasses", "spikes"));
        byte[] json = older.toString().getBytes(StandardCharsets.UTF_8);
        assertEquals(
                new Score("test", 4, 1, 120, 60, 2, 1.5, List.of(), List.of(), true),
                Json.read(json, Score.class, "old"));
    }

    private Evaluation evaluate(float[] parameters) {
        try (Evaluator evaluator = new Evaluator(config, data.evaluation())) {
            return evaluator.evaluate(parameters, 0, data.evaluation().size());
        }
    }

    /** A theta plane has a row of weights for each input, and a row of biases. */
    private void driveBelowZero(float[] parameters, int k) {
        NetworkShape shape = config.network(28 * 28, 10);
        int theta = shape.tensors().offset("1.theta.weight");
        for (int row = 0; row <= shape.outputs(0); row++) parameters[theta + row * 10 + k] = -0.1f;
    }
}

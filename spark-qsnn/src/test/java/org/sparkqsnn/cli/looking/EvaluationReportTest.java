package org.sparkqsnn.cli.looking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.evaluation.Evaluator;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.run.Provenance;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.Small;
import org.sparkqsnn.training.TrainingData;

class EvaluationReportTest {
    private final TrainingData data = Small.data();

    /** Ties and silent classes are of spikes; what was predicted is of every network. */
    @ParameterizedTest
    @CsvSource({"qsnn, true", "snn, true", "ann, false"})
    void result_hasTiesWhereTheReadoutSpikes(String kind, boolean spikes) {
        ExperimentConfig config = Small.config("model.kind=" + kind);
        Checkpoint checkpoint = Checkpoint.fresh(config, data);
        try (Evaluator evaluator = new Evaluator(config, data.evaluation())) {
            var evaluation = evaluator.evaluate(checkpoint.state().parameters(), 0, 120);
            EvaluationReport report = new EvaluationReport(checkpoint, Small.dataset(), evaluation);
            JsonNode json =
                    report.json(Provenance.now("evaluate", "4", "local", 42, "a", "b", Set.of()));
            assertEquals(spikes, json.has("ties"));
            assertEquals(10, json.get("classes").size());
            assertEquals(120, json.get("samples").asInt());
            assertTrue(report.line().startsWith("test accuracy 0."), report.line());
            JsonNode line = Score.of("test", 1, 1, evaluation).json(0);
            assertEquals(spikes, line.has("ties"));
            assertEquals(spikes, line.has("silentClasses"));
            assertTrue(line.has("unchosenClasses"));
        }
    }
}

package org.sparkqsnn.cli.looking;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.evaluation.ClassScores;
import org.sparkqsnn.evaluation.Evaluation;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.run.Provenance;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.WeightsFile;

/** The result of {@code evaluate}, for people and as {@code evaluation.json}. */
record EvaluationReport(Checkpoint checkpoint, Dataset dataset, Evaluation evaluation) {

    /** The accuracy line. */
    String line() {
        return Score.of("test", checkpoint.state().round(), 0, evaluation).line();
    }

    /** Recall, precision and F1 of each class, then the confusion matrix: rows are true classes. */
    String tables() {
        StringBuilder text = new StringBuilder("class  samples  recall  precision      f1\n");
        List<ClassScores> scores = scores();
        for (int c = 0; c < classes(); c++) {
            ClassScores of = scores.get(c);
            text.append(
                    format(
                            "%5d  %7d  %6.4f  %9.4f  %6.4f%n",
                            c, of.samples(), of.recall(), of.precision(), of.f1()));
        }
        text.append("\nconfusion: true class down, predicted class across\n     ");
        for (int c = 0; c < classes(); c++) text.append(format(" %6d", c));
        for (int c = 0; c < classes(); c++) {
            text.append(format("%n%5d", c));
            for (long count : evaluation.confusion()[c]) text.append(format(" %6d", count));
        }
        return text.append(format("%n%n")).toString();
    }

    ObjectNode json(Provenance provenance) {
        ObjectNode json =
                Json.object()
                        .put("version", 1)
                        .put("round", checkpoint.state().round())
                        .put("paramsSha256", WeightsFile.sha256(checkpoint.state().parameters()))
                        .put("dataset", dataset.name())
                        .put("datasetSha256", dataset.sha256())
                        .put("split", "test")
                        .put("accuracy", evaluation.counts().accuracy())
                        .put("loss", evaluation.counts().loss())
                        .put("correct", evaluation.counts().correct())
                        .put("samples", evaluation.counts().samples());
        if (evaluation.counts().activity().isOfReadout())
            json.put("ties", evaluation.counts().ties());
        ArrayNode perClass = json.putArray("classes");
        for (ClassScores of : scores()) {
            perClass.addObject()
                    .put("samples", of.samples())
                    .put("recall", of.recall())
                    .put("precision", of.precision())
                    .put("f1", of.f1());
        }
        json.putPOJO("confusion", evaluation.confusion());
        json.set("provenance", Json.tree(provenance));
        return json;
    }

    private int classes() {
        return evaluation.confusion().length;
    }

    private List<ClassScores> scores() {
        return ClassScores.of(evaluation.confusion());
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

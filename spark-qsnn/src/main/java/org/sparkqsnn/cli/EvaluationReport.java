package org.sparkqsnn.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.run.Json;
import org.sparkqsnn.run.Provenance;
import org.sparkqsnn.training.Checkpoint;
import org.sparkqsnn.training.Evaluation;
import org.sparkqsnn.training.Score;
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
        for (int c = 0; c < classes(); c++) {
            text.append(
                    format(
                            "%5d  %7d  %6.4f  %9.4f  %6.4f%n",
                            c, row(c), recall(c), precision(c), f1(c)));
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
                        .put("accuracy", evaluation.tally().accuracy())
                        .put("loss", evaluation.tally().loss())
                        .put("correct", evaluation.tally().correct())
                        .put("samples", evaluation.tally().samples())
                        .put("ties", evaluation.tally().ties());
        ArrayNode perClass = json.putArray("classes");
        for (int c = 0; c < classes(); c++) {
            perClass.addObject()
                    .put("samples", row(c))
                    .put("recall", recall(c))
                    .put("precision", precision(c))
                    .put("f1", f1(c));
        }
        json.putPOJO("confusion", evaluation.confusion());
        json.set("provenance", Json.tree(provenance));
        return json;
    }

    private int classes() {
        return evaluation.confusion().length;
    }

    private double recall(int c) {
        return ratio(evaluation.confusion()[c][c], row(c));
    }

    private double precision(int c) {
        return ratio(evaluation.confusion()[c][c], column(c));
    }

    private double f1(int c) {
        return ratio(2 * evaluation.confusion()[c][c], row(c) + column(c));
    }

    private long row(int c) {
        long sum = 0;
        for (long count : evaluation.confusion()[c]) sum += count;
        return sum;
    }

    private long column(int c) {
        long sum = 0;
        for (long[] row : evaluation.confusion()) sum += row[c];
        return sum;
    }

    /** 0 where nothing was counted, as scikit-learn does. */
    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

package org.sparkqsnn.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.sparkqsnn.run.Json;

/**
 * How well a network did, in numbers that a checkpoint can hold.
 *
 * @param split {@code test} or {@code validation}
 * @param round rounds done
 * @param epoch epochs done
 * @param samples samples shown
 * @param correct samples whose predicted class is their label
 * @param ties samples whose best score was shared by several classes
 * @param loss mean over samples
 */
public record Score(
        String split, int round, int epoch, long samples, long correct, long ties, double loss) {

    public static Score of(String split, int round, int epoch, Evaluation evaluation) {
        Tally tally = evaluation.tally();
        return new Score(
                split, round, epoch, tally.samples(), tally.correct(), tally.ties(), tally.loss());
    }

    public double accuracy() {
        return (double) correct / samples;
    }

    /** {@code test accuracy 0.8412 (841 of 1000)}. */
    public String line() {
        return String.format(
                Locale.ROOT, "%s accuracy %.4f (%d of %d)", split, accuracy(), correct, samples);
    }

    /** Its line in {@code metrics.jsonl}: accuracy and loss are called after the split. */
    public ObjectNode json(double seconds) {
        return Json.object()
                .put("event", "evaluation")
                .put("round", round)
                .put("epoch", epoch)
                .put(split + "Accuracy", accuracy())
                .put(split + "Loss", loss)
                .put("correct", correct)
                .put("samples", samples)
                .put("ties", ties)
                .put("evaluationSeconds", seconds);
    }
}

package org.sparkqsnn.evaluation;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sparkqsnn.config.Json;

/**
 * How well a network did, in numbers that a checkpoint can hold.
 *
 * @param split {@code test} or {@code validation}
 * @param round rounds done
 * @param epoch epochs done
 * @param samples samples shown
 * @param correct samples whose predicted class is their label
 * @param ties samples whose largest spike count was shared by several classes
 * @param loss mean over samples
 * @param silentClasses whose read-out neurons fired for no sample; this list and the next are empty
 *     where an older build wrote the score
 * @param unchosenClasses that no sample was taken for
 * @param spikes whether the read-out spikes; if not, there are no ties and no silent classes. True
 *     where an older build wrote the score
 */
public record Score(
        String split,
        int round,
        int epoch,
        long samples,
        long correct,
        long ties,
        double loss,
        @JacksonInject("silentClasses") List<Integer> silentClasses,
        @JacksonInject("unchosenClasses") List<Integer> unchosenClasses,
        @JacksonInject("spikes") boolean spikes) {

    public Score {
        silentClasses = List.copyOf(silentClasses);
        unchosenClasses = List.copyOf(unchosenClasses);
    }

    public static Score of(String split, int round, int epoch, Evaluation evaluation) {
        Counts counts = evaluation.counts();
        return new Score(
                split,
                round,
                epoch,
                counts.samples(),
                counts.correct(),
                counts.ties(),
                counts.loss(),
                evaluation.silentClasses(),
                evaluation.unchosenClasses(),
                counts.activity().isOfReadout());
    }

    public double accuracy() {
        return (double) correct / samples;
    }

    /** {@code test accuracy 0.8412 (841 of 1000)}. */
    public String line() {
        return String.format(
                Locale.ROOT, "%s accuracy %.4f (%d of %d)", split, accuracy(), correct, samples);
    }

    /** Which classes are silent, and what helps; empty if none is. */
    public Optional<String> silence() {
        if (silentClasses.isEmpty()) return Optional.empty();
        boolean one = silentClasses.size() == 1;
        String which =
                silentClasses.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return Optional.of(
                (one ? "class " : "classes ")
                        + which
                        + (one ? " is" : " are")
                        + " silent: no spike of the read-out neuron in "
                        + samples
                        + " samples, and without spikes it may never learn; take another seed or a"
                        + " larger model.readoutBias");
    }

    /**
     * Its line in {@code metrics.jsonl}: accuracy and loss are called after the split; ties and
     * silent classes are left out where the read-out does not spike.
     */
    public ObjectNode json(double seconds) {
        ObjectNode line =
                Json.object()
                        .put("event", "evaluation")
                        .put("round", round)
                        .put("epoch", epoch)
                        .put(split + "Accuracy", accuracy())
                        .put(split + "Loss", loss)
                        .put("correct", correct)
                        .put("samples", samples);
        if (spikes) line.put("ties", ties).putPOJO("silentClasses", silentClasses);
        return line.putPOJO("unchosenClasses", unchosenClasses).put("evaluationSeconds", seconds);
    }
}

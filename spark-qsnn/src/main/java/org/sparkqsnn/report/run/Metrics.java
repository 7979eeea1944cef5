package org.sparkqsnn.report.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;

/**
 * The lines of {@code metrics.jsonl}. What a line does not have is NaN: older builds wrote less.
 */
record Metrics(List<Round> rounds, List<Evaluated> evaluations) {
    static final Metrics NONE = new Metrics(List.of(), List.of());

    /** Parts of a round's time, in the order they pass. */
    static final List<String> PARTS =
            List.of("broadcast", "compute", "wait", "collect", "average", "checkpoint", "rest");

    /**
     * A line of a round.
     *
     * @param firingRate spikes per neuron and step, by layer; this array and the next two have NaN
     *     for a layer that does not spike, and are empty where no layer does
     * @param silent fraction of (sample, neuron) pairs without a spike, by layer
     * @param saturated fraction without two successive steps that have no spike, by layer
     * @param seconds by part; shape [PARTS]
     */
    record Round(
            int round,
            int epoch,
            double loss,
            double trainAccuracy,
            double imagesPerSecond,
            double learningRate,
            double drift,
            double[] firingRate,
            double[] silent,
            double[] saturated,
            double[] seconds) {}

    /**
     * A line of an evaluation.
     *
     * @param split {@code test} or {@code validation}
     */
    record Evaluated(
            String split,
            int round,
            int epoch,
            double accuracy,
            double loss,
            long correct,
            long samples,
            double seconds) {}

    /**
     * Reads lines to their end and closes them.
     *
     * @param where names the file in the message
     * @throws BadInput if a line is torn
     */
    static Metrics read(InputStream lines, String where) {
        Metrics all = new Metrics(new ArrayList<>(), new ArrayList<>());
        int number = 0;
        Reader text = new InputStreamReader(lines, StandardCharsets.UTF_8);
        try (BufferedReader reader = new BufferedReader(text)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String place = where + ", line " + ++number;
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                all.add(Json.read(bytes, ObjectNode.class, place));
            }
            return all;
        } catch (IOException | UncheckedIOException e) {
            throw BadInput.cannot("read", where, e, "see that you may read it");
        }
    }

    /** The last round; 0 if there is none. */
    int roundsDone() {
        return rounds.isEmpty() ? 0 : rounds.get(rounds.size() - 1).round();
    }

    /** The number of each round. */
    double[] roundNumbers() {
        return each(Round::round);
    }

    /** A value of each round. */
    double[] each(ToDoubleFunction<Round> value) {
        return rounds.stream().mapToDouble(value).toArray();
    }

    /** All seconds the lines tell of. */
    double seconds() {
        double rounds = 0;
        for (Round round : this.rounds) {
            for (double part : round.seconds) rounds += Double.isFinite(part) ? part : 0;
        }
        return rounds + evaluations.stream().mapToDouble(Evaluated::seconds).sum();
    }

    private void add(JsonNode line) {
        switch (line.path("event").asText()) {
            case "round" -> rounds.add(round(line));
            case "evaluation" -> evaluations.add(evaluated(line));
            default -> {} // of a newer build
        }
    }

    private static Round round(JsonNode line) {
        return new Round(
                line.path("round").asInt(),
                line.path("epoch").asInt(),
                number(line.path("loss")),
                number(line.path("trainAccuracy")),
                number(line.path("imagesPerSecond")),
                number(line.path("learningRate")),
                number(line.path("drift")),
                numbers(line.path("firingRate")),
                numbers(line.path("silentFraction")),
                numbers(line.path("saturatedFraction")),
                PARTS.stream()
                        .mapToDouble(part -> number(line.path("seconds").path(part)))
                        .toArray());
    }

    private static Evaluated evaluated(JsonNode line) {
        String split = line.has("validationAccuracy") ? "validation" : "test";
        return new Evaluated(
                split,
                line.path("round").asInt(),
                line.path("epoch").asInt(),
                number(line.path(split + "Accuracy")),
                number(line.path(split + "Loss")),
                line.path("correct").asLong(),
                line.path("samples").asLong(),
                number(line.path("evaluationSeconds")));
    }

    /** Jackson writes what is not finite as text. */
    private static double number(JsonNode value) {
        if (value.isNumber()) return value.doubleValue();
        return switch (value.asText()) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    private static double[] numbers(JsonNode values) {
        double[] all = new double[values.size()];
        for (int i = 0; i < all.length; i++) all[i] = number(values.get(i));
        return all;
    }
}

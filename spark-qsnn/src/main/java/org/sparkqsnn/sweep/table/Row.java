package org.sparkqsnn.sweep.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.sweep.search.Candidate;
import org.sparkqsnn.sweep.trial.Trial;
import org.sparkqsnn.sweep.trial.TrialRecord;

/**
 * A trial and what came of it: a line of {@code results.jsonl}, a row of {@code results.parquet}.
 *
 * @param trial its id
 * @param config number of its config, from 1
 * @param seed of the trial
 * @param values of the axes, by key
 * @param status what became of it
 * @param failure why it has no result; empty if it has one
 * @param epochs trained, or tried to
 * @param seconds of one core
 * @param parameters of the network; 0 if it failed
 * @param paramsSha256 of the parameters; empty if it failed
 * @param outcome after its last epoch; empty if it failed
 * @param accuracyByEpoch after each epoch
 */
public record Row(
        String trial,
        int config,
        long seed,
        Map<String, Object> values,
        Status status,
        String failure,
        int epochs,
        double seconds,
        int parameters,
        String paramsSha256,
        Optional<Outcome> outcome,
        List<Double> accuracyByEpoch) {
    static final int VERSION = 1;

    /** What became of a trial. */
    public enum Status {
        /** Trained to the end. */
        DONE,
        /** Has no result, but a reason. */
        FAILED,
        /** Trained for some epochs; halving went no further, or not yet. */
        PARTIAL
    }

    /**
     * How well it did.
     *
     * @param split {@code test} or {@code validation}
     * @param loss mean over samples
     */
    public record Outcome(String split, long correct, long samples, double loss) {
        public double accuracy() {
            return (double) correct / samples;
        }
    }

    public static Row of(Candidate candidate, Trial trial, TrialRecord record) {
        Map<String, Object> leaves = ConfigTree.leaves(trial.config());
        Map<String, Object> values = new LinkedHashMap<>();
        // A whole list or union is no leaf.
        candidate.values().forEach((key, text) -> values.put(key, leaves.getOrDefault(key, text)));
        return new Row(
                trial.id(),
                candidate.number(),
                trial.config().seed(),
                values,
                status(trial, record),
                record.failure(),
                record.epochs(),
                record.seconds(),
                record.parameters(),
                record.paramsSha256(),
                record.scoreAfter(record.epochs()).map(Row::outcome),
                record.scores().stream().map(Score::accuracy).toList());
    }

    private static Status status(Trial trial, TrialRecord record) {
        if (record.hasFailed()) return Status.FAILED;
        int epochs = trial.config().training().epochs();
        return record.epochs() == epochs ? Status.DONE : Status.PARTIAL;
    }

    private static Outcome outcome(Score score) {
        return new Outcome(score.split(), score.correct(), score.samples(), score.loss());
    }

    public boolean hasFailed() {
        return status == Status.FAILED;
    }

    /** {@code model.hidden=[64] optimiser.learningRate=0.002}. */
    public String label() {
        if (values.isEmpty()) return "as configured";
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + ConfigTree.text(entry.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** The line; accuracy and what belongs to it are absent if the trial failed. */
    public ObjectNode json() {
        ObjectNode line =
                Json.object()
                        .put("version", VERSION)
                        .put("trial", trial)
                        .put("config", config)
                        .put("seed", seed);
        ObjectNode axes = line.putObject("values");
        values.forEach((key, value) -> put(axes, key, value));
        line.put("status", ConfigTree.text(status))
                .put("failure", failure)
                .put("epochs", epochs)
                .put("seconds", seconds)
                .put("parameters", parameters)
                .put("paramsSha256", paramsSha256);
        outcome.ifPresent(
                found ->
                        line.put("split", found.split())
                                .put("accuracy", found.accuracy())
                                .put("loss", found.loss())
                                .put("correct", found.correct())
                                .put("samples", found.samples()));
        line.putPOJO("accuracyByEpoch", accuracyByEpoch);
        return line;
    }

    private static void put(ObjectNode values, String key, Object value) {
        if (value instanceof Number || value instanceof List<?>) values.putPOJO(key, value);
        else values.put(key, ConfigTree.text(value));
    }

    /** Reads what {@link #json} gives; {@code where} names the file and line. */
    public static Row read(byte[] line, String where) {
        return new RowReader(Json.read(line, JsonNode.class, where), where).row();
    }
}

package org.sparkqsnn.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.sparkqsnn.run.ConfigTree;
import org.sparkqsnn.run.Json;
import org.sparkqsnn.training.Score;

/**
 * A trial and what came of it: a line of {@code results.jsonl}, a row of {@code results.parquet}.
 */
public record Row(Candidate candidate, Trial trial, TrialRecord record) {

    /** What became of it. */
    public enum Status {
        /** Trained to the end. */
        DONE,
        /** Has no result, but a reason. */
        FAILED,
        /** Trained for some epochs; halving went no further, or not yet. */
        PARTIAL
    }

    public Status status() {
        if (hasFailed()) return Status.FAILED;
        int epochs = trial.config().training().epochs();
        return record.epochs() == epochs ? Status.DONE : Status.PARTIAL;
    }

    public boolean hasFailed() {
        return record.hasFailed();
    }

    /** Score after its last epoch; empty if it failed. */
    public Optional<Score> score() {
        return record.scoreAfter(record.epochs());
    }

    /** The value of an axis, as the type of its key. */
    public Object value(String axis) {
        return ConfigTree.leaves(trial.config()).get(axis);
    }

    /** The line; accuracy and what belongs to it are absent if the trial failed. */
    public ObjectNode json() {
        ObjectNode line =
                Json.object()
                        .put("trial", trial.id())
                        .put("config", candidate.number())
                        .put("seed", trial.config().seed());
        ObjectNode values = line.putObject("values");
        candidate.values().keySet().forEach(key -> put(values, key));
        line.put("status", ConfigTree.text(status()))
                .put("failure", record.failure())
                .put("epochs", record.epochs())
                .put("seconds", record.seconds())
                .put("parameters", record.parameters())
                .put("paramsSha256", record.paramsSha256());
        score().ifPresent(
                        score ->
                                line.put("split", score.split())
                                        .put("accuracy", score.accuracy())
                                        .put("loss", score.loss())
                                        .put("correct", score.correct())
                                        .put("samples", score.samples()));
        line.putPOJO("accuracyByEpoch", record.scores().stream().map(Score::accuracy).toList());
        return line;
    }

    private void put(ObjectNode values, String key) {
        Object value = value(key);
        if (value instanceof Number || value instanceof List<?>) values.putPOJO(key, value);
        else values.put(key, ConfigTree.text(value));
    }
}

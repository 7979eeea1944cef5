package org.sparkqsnn.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.ConfigTree;
import org.sparkqsnn.run.Json;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.training.Score;

/**
 * What came of a trial: a file of {@link TrialFiles}.
 *
 * @param version of the format, {@value #VERSION}
 * @param id of the trial
 * @param epochs trained, or tried to
 * @param failure why there is no result; empty if there is one
 * @param scores after each epoch, first to last
 * @param seconds of one core, over all epochs
 * @param parameters of the network; 0 if it failed before there was one
 * @param paramsSha256 of the parameters at the end; empty if it failed
 * @param states where it goes on from: one, or none after the last epoch or a failure
 * @param config every key with its value
 */
public record TrialRecord(
        int version,
        String id,
        int epochs,
        String failure,
        List<Score> scores,
        double seconds,
        int parameters,
        String paramsSha256,
        List<TrialFiles.StateName> states,
        JsonNode config) {
    static final int VERSION = 1;

    public TrialRecord {
        if (version != VERSION)
            throw new BadInput("version " + version + ", this build reads " + VERSION);
        if (failure.isEmpty() && scores.size() != epochs)
            throw new BadInput(scores.size() + " scores of " + epochs + " epochs");
        scores = List.copyOf(scores);
        states = List.copyOf(states);
        for (TrialFiles.StateName state : states) {
            if (!state.isOf(id, epochs))
                throw new BadInput("names the state of another trial, " + state.file());
        }
    }

    static TrialRecord failed(TrialTask task, List<Score> scores, double seconds, String failure) {
        return new TrialRecord(
                VERSION,
                task.trial().id(),
                task.epochs(),
                failure,
                scores,
                seconds,
                0,
                "",
                List.of(),
                ConfigTree.json(task.trial().config()));
    }

    /** A trial that took its executors with it. */
    public static TrialRecord lost(TrialTask task, String failure) {
        return failed(task, List.of(), 0, failure);
    }

    public boolean hasFailed() {
        return !failure.isEmpty();
    }

    /** Score after {@code epoch} epochs; empty if it was not trained so long, or failed. */
    Optional<Score> scoreAfter(int epoch) {
        if (hasFailed() || epoch > scores.size()) return Optional.empty();
        return Optional.of(scores.get(epoch - 1));
    }

    public byte[] json() {
        return Json.line(this);
    }

    /** Reads what {@link #json} gives; {@code where} names the file. */
    public static TrialRecord read(byte[] json, String where) {
        return Json.read(json, TrialRecord.class, where);
    }
}

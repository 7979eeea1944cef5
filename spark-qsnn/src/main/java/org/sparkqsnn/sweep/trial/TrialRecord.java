package org.sparkqsnn.sweep.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.run.OutOfMemory;
import org.sparkqsnn.run.TrialFiles;

/**
 * What came of a trial: a file of {@link TrialFiles}.
 *
 * @param version of the format, {@value #VERSION}; 1 had no {@code cause}
 * @param id of the trial
 * @param epochs trained, or tried to
 * @param failure why there is no result; empty if there is one
 * @param cause kind of the failure
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
        Cause cause,
        List<Score> scores,
        double seconds,
        int parameters,
        String paramsSha256,
        List<TrialFiles.StateName> states,
        JsonNode config) {
    public static final int VERSION = 2;

    /** One text for all of them, so that a table does not depend on when memory ran out. */
    private static final String NO_ROOM =
            "memory: does not fit, alone on an executor; give executors more with --executor-memory,"
                    + " or in local mode --driver-memory";

    /** Why a trial has no result. */
    public enum Cause {
        /** It has one. */
        NONE,
        /** Its config and data do not go together. */
        INPUT,
        /** Its numbers are no longer numbers. */
        DIVERGENCE,
        /** Anything else that its own code threw. */
        ERROR,
        /** Memory ran out in its JVM, perhaps for the sake of another trial. */
        MEMORY,
        /** Its executors were lost, perhaps for the sake of another trial. */
        LOST;

        /** Whether the failure says something of the trial, whatever ran beside it. */
        public boolean isVerdict() {
            return this != MEMORY && this != LOST;
        }
    }

    public TrialRecord {
        if (version < 1 || version > VERSION)
            throw new BadInput("version " + version + ", this build reads 1 to " + VERSION);
        if (failure.isEmpty() && scores.size() != epochs)
            throw new BadInput(scores.size() + " scores of " + epochs + " epochs");
        if (failure.isEmpty() != (cause == Cause.NONE))
            throw new BadInput("failure is \"" + failure + "\", but cause " + cause);
        scores = List.copyOf(scores);
        states = List.copyOf(states);
        for (TrialFiles.StateName state : states) {
            if (!state.isOf(id, epochs))
                throw new BadInput("names the state of another trial, " + state.file());
        }
    }

    static TrialRecord failed(
            TrialTask task, List<Score> scores, double seconds, Cause cause, String failure) {
        return new TrialRecord(
                VERSION,
                task.trial().id(),
                task.epochs(),
                failure,
                cause,
                scores,
                seconds,
                0,
                "",
                List.of(),
                ConfigTree.json(task.trial().config()));
    }

    /** A trial that cannot be begun. */
    public static TrialRecord refused(TrialTask task, BadInput reason) {
        return failed(task, List.of(), 0, Cause.INPUT, reason.getMessage());
    }

    /** A trial in whose JVM memory ran out. */
    public static TrialRecord outOfMemory(TrialTask task) {
        return failed(task, List.of(), 0, Cause.MEMORY, NO_ROOM);
    }

    /**
     * A trial that lost its executors.
     *
     * @param reason what Spark says of it, in one line; it may tell of memory
     */
    public static TrialRecord lost(TrialTask task, String reason) {
        if (OutOfMemory.isIn(reason)) return outOfMemory(task);
        return failed(task, List.of(), 0, Cause.LOST, "lost: " + reason);
    }

    /** A trial whose task threw what it should not. */
    public static TrialRecord broken(TrialTask task, String reason) {
        return failed(task, List.of(), 0, Cause.ERROR, reason);
    }

    public boolean hasFailed() {
        return cause != Cause.NONE;
    }

    /**
     * Whether it stands, wherever it came from. Memory that ran out and lost executors stand if
     * nothing ran beside the trial, which builds that wrote version 1 did not see to.
     */
    boolean stands() {
        return version > 1 || cause.isVerdict();
    }

    /** Score after {@code epoch} epochs; empty if it was not trained so long, or failed. */
    public Optional<Score> scoreAfter(int epoch) {
        if (hasFailed() || epoch > scores.size()) return Optional.empty();
        return Optional.of(scores.get(epoch - 1));
    }

    public byte[] json() {
        return Json.line(this);
    }

    /** Reads what {@link #json} gives, here or in an older build; {@code where} names the file. */
    public static TrialRecord read(byte[] json, String where) {
        ObjectNode tree = Json.read(json, ObjectNode.class, where);
        if (tree.path("version").asInt() == 1)
            tree.put("cause", causeOf(tree.path("failure").asText()).name());
        return Json.read(Json.line(tree), TrialRecord.class, where);
    }

    /** The cause of a failure that version 1 of the format has written. */
    private static Cause causeOf(String failure) {
        if (failure.isEmpty()) return Cause.NONE;
        if (OutOfMemory.isIn(failure)) return Cause.MEMORY;
        return failure.contains("ExecutorLostFailure") || failure.startsWith("Lost task")
                ? Cause.LOST
                : Cause.ERROR;
    }
}

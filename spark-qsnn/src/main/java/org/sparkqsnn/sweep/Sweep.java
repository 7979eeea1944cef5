package org.sparkqsnn.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.run.TrialFiles;
import org.sparkqsnn.sweep.search.Bracket;
import org.sparkqsnn.sweep.search.Candidate;
import org.sparkqsnn.sweep.table.Row;
import org.sparkqsnn.sweep.trial.Trial;
import org.sparkqsnn.sweep.trial.TrialLedger;
import org.sparkqsnn.sweep.trial.TrialRecord;
import org.sparkqsnn.sweep.trial.TrialRunner;
import org.sparkqsnn.sweep.trial.TrialTask;

/**
 * Goes through a plan, rung by rung. What a rung decides depends on results alone, never on when
 * they came, so that a sweep that was cut off goes on as if nothing had happened.
 */
public final class Sweep {
    private final SweepPlan plan;
    private final TrialLedger ledger;
    private final TrialRunner runner;
    private final SweepListener listener;
    private final Map<String, Trial> byId = new HashMap<>();
    private int failures;

    /** How a sweep ended. */
    public enum End {
        DONE,
        STOPPED,
        TOO_MANY_FAILURES
    }

    /**
     * @param files where results are, and will be
     * @param withFailed whether failed trials are left as they are; if not, they run again
     */
    public Sweep(
            SweepPlan plan,
            TrialFiles files,
            boolean withFailed,
            TrialRunner runner,
            SweepListener listener) {
        this.plan = plan;
        this.ledger = TrialLedger.open(files, plan.allTrials(), withFailed);
        this.runner = runner;
        this.listener = listener;
        for (Trial trial : plan.allTrials()) byId.put(trial.id(), trial);
        this.failures = (int) rows().stream().filter(Row::hasFailed).count();
    }

    /** Trains what is not trained yet, until all is done or {@code stop} says so. */
    public End run(BooleanSupplier stop) {
        BooleanSupplier enough = () -> stop.getAsBoolean() || tooManyFailures();
        ledger.dropStates(plan.allTrials(), plan.allTrials());
        for (Bracket bracket : plan.brackets()) {
            if (!run(bracket, enough))
                return tooManyFailures() ? End.TOO_MANY_FAILURES : End.STOPPED;
        }
        ledger.dropStates(plan.allTrials(), List.of());
        return End.DONE;
    }

    private boolean run(Bracket bracket, BooleanSupplier stop) {
        int end = Math.min(bracket.first() + bracket.configs(), plan.candidates().size());
        List<Integer> left = new ArrayList<>();
        for (int index = bracket.first(); index < end; index++) left.add(index);
        int rungs = bracket.rungs().size();
        for (int rung = 0; rung < rungs; rung++) {
            boolean last = rung == rungs - 1;
            int epochs = bracket.rungs().get(rung).epochs();
            List<TrialTask> tasks = tasks(left, epochs, last);
            while (!tasks.isEmpty()) {
                if (stop.getAsBoolean()) return false;
                listener.begins(tasks.size(), rung + 1, rungs);
                train(tasks, stop);
                tasks = tasks(left, epochs, last);
            }
            if (!last) left = best(left, epochs, bracket.rungs().get(rung).best());
        }
        return true;
    }

    /** What is still to be trained, longest first. */
    private List<TrialTask> tasks(List<Integer> candidates, int epochs, boolean last) {
        Map<String, TrialTask> tasks = new LinkedHashMap<>();
        for (int index : candidates) {
            int until = last ? plan.epochsOf(index) : epochs;
            for (Trial trial : plan.trials().get(index)) {
                if (!ledger.has(trial, until)) tasks.put(trial.id(), task(trial, until));
            }
        }
        return tasks.values().stream()
                .sorted(Comparator.comparingDouble(plan::cost).reversed())
                .toList();
    }

    /** To {@code until} epochs, or to the end of the next segment if that comes first. */
    private TrialTask task(Trial trial, int until) {
        Optional<TrialRecord> earlier = ledger.find(trial);
        int segment = plan.definition().sweep().segmentEpochs();
        int next = earlier.map(TrialRecord::epochs).orElse(0) + segment;
        return new TrialTask(trial, segment == 0 ? until : Math.min(next, until), earlier);
    }

    /** Who ran out of memory, or lost its executors, may be innocent: it runs again, alone. */
    private void train(List<TrialTask> tasks, BooleanSupplier stop) {
        Set<String> aside = new HashSet<>();
        runner.run(
                tasks,
                record -> {
                    if (record.cause().isVerdict()) ended(record);
                    else {
                        aside.add(record.id());
                        listener.setAside(candidate(record), record);
                    }
                },
                stop);
        if (aside.isEmpty() || stop.getAsBoolean()) return;
        List<TrialTask> again =
                tasks.stream().filter(task -> aside.contains(task.trial().id())).toList();
        runner.runAlone(again, this::ended, stop);
    }

    private void ended(TrialRecord record) {
        ledger.add(record);
        if (record.hasFailed()) failures++;
        listener.ended(candidate(record), record);
    }

    private Candidate candidate(TrialRecord record) {
        return plan.candidates().get(byId.get(record.id()).candidate() - 1);
    }

    /** Highest mean over seeds first, a failed trial counting as 0; the lower number of equals. */
    private List<Integer> best(List<Integer> candidates, int epochs, int count) {
        return candidates.stream()
                .sorted(Comparator.comparingDouble(index -> -mean(index, epochs)))
                .limit(count)
                .sorted()
                .toList();
    }

    private double mean(int candidate, int epochs) {
        return plan.trials().get(candidate).stream()
                .mapToDouble(
                        trial ->
                                ledger.find(trial)
                                        .flatMap(record -> record.scoreAfter(epochs))
                                        .map(Score::accuracy)
                                        .orElse(0.0))
                .average()
                .orElseThrow();
    }

    private boolean tooManyFailures() {
        return failures > plan.definition().sweep().maxFailures();
    }

    /** A row for each trial that has a result, in the order of the plan. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Candidate candidate : plan.candidates()) {
            for (Trial trial : plan.trials().get(candidate.number() - 1))
                ledger.find(trial).ifPresent(found -> rows.add(Row.of(candidate, trial, found)));
        }
        return rows;
    }
}

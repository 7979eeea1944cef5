package org.sparkqsnn.sweep.trial;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.TrialFiles;

/** The newest result of each trial of a sweep, in memory and in files: what need not run again. */
public final class TrialLedger {
    private final TrialFiles files;
    private final Map<String, TrialRecord> newest = new ConcurrentHashMap<>();

    private TrialLedger(TrialFiles files) {
        this.files = files;
    }

    /**
     * What is known of {@code trials}.
     *
     * @param withFailed whether a failure counts as a result; if not, the trial runs again
     */
    public static TrialLedger open(TrialFiles files, Collection<Trial> trials, boolean withFailed) {
        TrialLedger ledger = new TrialLedger(files);
        Map<String, TreeSet<Integer>> there = files.results();
        // On a distant file system a read takes a while, and there may be 100,000.
        trials.parallelStream()
                .map(Trial::id)
                .distinct()
                .forEach(
                        id ->
                                ledger.read(id, there.getOrDefault(id, new TreeSet<>()), withFailed)
                                        .ifPresent(found -> ledger.newest.put(id, found)));
        return ledger;
    }

    private Optional<TrialRecord> read(String id, TreeSet<Integer> epochs, boolean withFailed) {
        for (int epoch : epochs.descendingSet()) {
            Optional<TrialRecord> found = files.read(id, epoch).map(json -> parse(json, id, epoch));
            if (found.filter(record -> counts(record, withFailed)).isPresent()) return found;
        }
        return Optional.empty();
    }

    private static boolean counts(TrialRecord record, boolean withFailed) {
        return withFailed ? record.stands() : !record.hasFailed();
    }

    private TrialRecord parse(byte[] json, String id, int epochs) {
        String where = files.nameOf(id, epochs);
        TrialRecord record = TrialRecord.read(json, where);
        if (record.id().equals(id) && record.epochs() == epochs) return record;
        throw new BadInput(
                where + ": is the result of another trial; delete it, and it runs again");
    }

    /** The newest result of a trial. */
    public Optional<TrialRecord> find(Trial trial) {
        return Optional.ofNullable(newest.get(trial.id()));
    }

    /** Whether nothing is left to be trained before epoch {@code epochs} ends. */
    public boolean has(Trial trial, int epochs) {
        return find(trial)
                .filter(record -> record.hasFailed() || record.epochs() >= epochs)
                .isPresent();
    }

    /** Keeps a result, which is in its file when this returns. */
    public void add(TrialRecord record) {
        files.write(record.id(), record.epochs(), record.json());
        TrialRecord before = newest.put(record.id(), record);
        if (before != null) before.states().forEach(files::deleteState);
    }

    /**
     * Deletes states that lead nowhere: all of {@code trials} but those of {@code alive}. Another
     * sweep with the same trials may have gone on from one of them, and begins that trial anew: the
     * same result, later.
     */
    public void dropStates(Collection<Trial> trials, Collection<Trial> alive) {
        Set<String> kept = new HashSet<>();
        for (Trial trial : alive)
            find(trial).ifPresent(record -> record.states().forEach(s -> kept.add(s.file())));
        files.dropStates(trials.stream().map(Trial::id).collect(Collectors.toSet()), kept);
    }
}

package org.sparkqsnn.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.evaluation.Evaluation;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.ExperimentRun;
import org.sparkqsnn.run.Checkpoints;
import org.sparkqsnn.run.RunDirectory;
import org.sparkqsnn.training.round.Fingerprint;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.Workers;

/** What a run notes of the machines that compute it. */
class MachinesTest {
    private final ExperimentConfig config = Small.config();
    private final TrainingData data = Small.data();
    private final List<String> mixed = new ArrayList<>();
    @TempDir private Path folder;

    @Test
    void realWorkers_sayWhatTheyAre() {
        try (Workers workers = new ThreadWorkers(config, data, 2)) {
            Set<String> machines = workers.run(Checkpoint.fresh(config, data).state()).machines();
            assertEquals(Set.of(Fingerprint.of(config)), machines);
        }
        assertTrue(
                Fingerprint.of(config).startsWith(System.getProperty("java.runtime.version")),
                Fingerprint.of(config));
        ExperimentConfig direct = Small.config("encoder.kind=direct");
        assertNotEquals(Fingerprint.of(config), Fingerprint.of(direct));
        assertTrue(Fingerprint.of(direct).matches(".* products [0-9a-f]{8}"));
    }

    /**
     * A kind is noted in the line of its first round, also of a run that is cut off and resumed.
     */
    @Test
    void kinds_areNotedOnce_andKnownAfterAResume() {
        Checkpoint cut =
                train(
                        Checkpoint.fresh(config, data),
                        3,
                        Set.of("Xeon"),
                        Set.of("Xeon"),
                        new LinkedHashSet<>(List.of("Epyc", "Xeon")));
        assertEquals(List.of("3: Xeon; Epyc"), mixed);
        assertEquals(List.of("Xeon", "Epyc"), cut.machines());
        Checkpoints stored =
                new ExperimentRun(RunDirectory.at(folder.toString(), new Configuration()))
                        .checkpoints(config);
        Checkpoint again = Checkpoint.latest(stored, config, data, mixed::add).orElseThrow();
        Checkpoint end = train(again, 6, Set.of("Xeon"), Set.of("Epyc"), Set.of("Epyc", "Grace"));
        assertEquals(List.of("3: Xeon; Epyc", "6: Xeon; Epyc; Grace"), mixed);
        List<String> lines =
                new String(end.metrics().tail(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains("\"event\":\"round\""))
                        .toList();
        assertTrue(lines.get(0).contains("\"machines\":[\"Xeon\"]"), lines.get(0));
        assertFalse(lines.get(1).contains("machines"), lines.get(1));
        assertTrue(lines.get(2).contains("\"machines\":[\"Epyc\"]"), lines.get(2));
        assertFalse(lines.get(3).contains("machines"), lines.get(3));
        assertFalse(lines.get(4).contains("machines"), lines.get(4));
        assertTrue(lines.get(5).contains("\"machines\":[\"Grace\"]"), lines.get(5));
    }

    /** What an older build wrote says nothing of machines: one kind after it is no news. */
    @Test
    void resumeOfAnOlderRun_isNotMixed() {
        Checkpoint cut = train(Checkpoint.fresh(config, data), 3, Set.of(), Set.of(), Set.of());
        train(cut, 4, Set.of("Xeon"));
        assertEquals(List.of(), mixed);
    }

    @SafeVarargs
    private Checkpoint train(Checkpoint start, int lastRound, Set<String>... rounds) {
        RunDirectory directory = RunDirectory.at(folder.toString(), new Configuration());
        Journal journal = DirectoryJournal.after(start, directory, config);
        RunListener listener =
                new RunListener() {
                    @Override
                    public void round(RoundReport report) {
                        Machines machines = report.machines();
                        if (machines.mixed())
                            mixed.add(report.round() + ": " + String.join("; ", machines.all()));
                    }
                };
        RoundPlan plan = new RoundPlan(config, data.train().size());
        try (Workers workers = new On(new ThreadWorkers(config, data, 1), rounds)) {
            Checkpoint end =
                    new TrainingRun(config, plan, workers, "", journal, listener)
                            .run(start, lastRound, () -> false);
            return Checkpoint.latest(
                            new ExperimentRun(directory).checkpoints(config),
                            config,
                            data,
                            warning -> {})
                    .filter(latest -> latest.state().round() == end.state().round())
                    .orElseThrow();
        }
    }

    /** Workers that say they are on other machines, a set a round. */
    private static final class On implements Workers {
        private final Workers workers;
        private final Set<String>[] rounds;
        private int next;

        On(Workers workers, Set<String>[] rounds) {
            this.workers = workers;
            this.rounds = rounds;
        }

        @Override
        public RoundResult run(ModelState state) {
            RoundResult real = workers.run(state);
            return new RoundResult(real.sum(), real.times(), rounds[next++]);
        }

        @Override
        public int slots() {
            return workers.slots();
        }

        @Override
        public Evaluation evaluate(float[] parameters) {
            return workers.evaluate(parameters);
        }

        @Override
        public void close() {
            workers.close();
        }
    }
}

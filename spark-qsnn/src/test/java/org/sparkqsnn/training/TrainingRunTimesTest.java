package org.sparkqsnn.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.evaluation.Evaluation;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.Workers;

/** Where the time of a run goes, by a clock that moves only where this test says. */
class TrainingRunTimesTest {
    private static final Workers.Times JOB = new Workers.Times(1, 2, 4, 8, 16);
    private static final double AVERAGE = 0.5;
    private static final double LISTENER = 0.25;
    private static final double CHECKPOINT = 64;
    private static final double EVALUATION = 128;

    private final TrainingData data = Small.data();
    private final List<RoundReport> reports = new ArrayList<>();
    private final List<Double> evaluations = new ArrayList<>();
    private final List<Integer> checkpoints = new ArrayList<>();
    private double seconds = 1e6;

    @Test
    void secondsOfAllLines_addUpToTheWallClock() {
        double start = seconds;
        run(Small.config("checkpoint.everyRounds=3", "checkpoint.everySeconds=0"));
        assertEquals(List.of(3, 6, 8), checkpoints);
        assertEquals(List.of(EVALUATION, EVALUATION), evaluations);
        double told = evaluations.stream().mapToDouble(each -> each).sum();
        for (RoundReport report : reports) {
            boolean first = report.round() == 1;
            boolean afterCheckpoint = report.round() == 4 || report.round() == 7;
            assertEquals(JOB, report.times());
            assertEquals(AVERAGE, report.average());
            assertEquals(afterCheckpoint ? CHECKPOINT : 0, report.checkpoint());
            assertEquals(first ? 0 : LISTENER, report.rest(), 1e-9);
            told += report.seconds() + report.checkpoint();
        }
        // No line follows the last checkpoint, nor what the listener does after the last round.
        assertEquals(seconds - start - CHECKPOINT - LISTENER, told, 1e-6);
    }

    /** A round takes 31.75 s: 100 s are over after four; an evaluation takes longer than that. */
    @Test
    void checkpoint_isDueBySeconds() {
        run(Small.config("checkpoint.everyRounds=0", "checkpoint.everySeconds=100"));
        assertEquals(List.of(4, 8), checkpoints);
    }

    /** Four rounds and an evaluation take 255 s. */
    @Test
    void checkpoint_isDueAtTheSecondItself() {
        run(Small.config("checkpoint.everyRounds=0", "checkpoint.everySeconds=255"));
        assertEquals(List.of(4, 8), checkpoints);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void threads_tellNoMoreThanTheClock(int threads) {
        ExperimentConfig config = Small.config();
        ModelState state = Checkpoint.fresh(config, data).state();
        try (Workers workers = new ThreadWorkers(config, data, threads)) {
            assertTellsNoMoreThanTheClock(workers, state);
        }
    }

    @Test
    void caller_isOneSlot_andTellsNoMoreThanTheClock() {
        ExperimentConfig config = Small.config();
        ModelState state = Checkpoint.fresh(config, data).state();
        try (Workers workers = new CallerWorkers(config, data)) {
            assertEquals(1, workers.slots());
            assertTellsNoMoreThanTheClock(workers, state);
        }
    }

    private static void assertTellsNoMoreThanTheClock(Workers workers, ModelState state) {
        long start = System.nanoTime();
        Workers.Times times = workers.run(state).times();
        double wall = (System.nanoTime() - start) / 1e9;
        assertTrue(times.sum() <= wall + 1e-9, times + " in " + wall + " s");
        assertTrue(times.compute() > 0 && times.fold() > 0, times.toString());
    }

    private void run(ExperimentConfig config) {
        RoundPlan plan = new RoundPlan(config, data.train().size());
        try (Workers workers = new SlowWorkers(new CallerWorkers(config, data))) {
            Checkpoint unused =
                    new TrainingRun(
                                    config,
                                    plan,
                                    workers,
                                    "test",
                                    new SlowJournal(),
                                    new SlowListener(),
                                    () -> Math.round(seconds * 1e9))
                            .run(Checkpoint.fresh(config, data), () -> false);
        }
        assertEquals(8, reports.size());
    }

    private final class SlowWorkers implements Workers {
        private final Workers workers;

        SlowWorkers(Workers workers) {
            this.workers = workers;
        }

        @Override
        public RoundResult run(ModelState state) {
            seconds += JOB.sum();
            return new RoundResult(workers.run(state).sum(), JOB);
        }

        /** Asked for once in a round, by the outer step. */
        @Override
        public int slots() {
            seconds += AVERAGE;
            return 1;
        }

        @Override
        public Evaluation evaluate(float[] parameters) {
            seconds += EVALUATION;
            return workers.evaluate(parameters);
        }

        @Override
        public void close() {
            workers.close();
        }
    }

    private final class SlowJournal implements Journal {
        @Override
        public void round(RoundReport report, float[] parameters) {
            reports.add(report);
        }

        @Override
        public void evaluated(Score score, double taken) {
            evaluations.add(taken);
        }

        @Override
        public Checkpoint checkpoint(ModelState state, Optional<Score> score) {
            seconds += CHECKPOINT;
            checkpoints.add(state.round());
            return Journal.NONE.checkpoint(state, score);
        }

        @Override
        public void flush() {}
    }

    private final class SlowListener implements RunListener {
        @Override
        public void round(RoundReport report) {
            seconds += LISTENER;
        }
    }
}

package org.sparkqsnn.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkqsnn.evaluation.Counts;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.experiment.AveragingConfig;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.run.MetricsLines;
import org.sparkqsnn.training.round.ModelState;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.Workers;

/**
 * Training as {@code train} runs it, in float with kernels and threads, against its definition in
 * double: every weight, velocity and moment, loss and learning rate after every round.
 *
 * <p>Networks and samples are so few that no decision of the definition (a spike, a fold, the sign
 * of a drive) is closer to the other one than {@link #MARGIN}; seeds for which one is are passed
 * over. Floats then differ by their rounding alone.
 */
class ReferenceTrainerTest {
    /**
     * 100 times the roundings of a drive, and a chance of one in a dozen that a seed is refused.
     */
    private static final double MARGIN = 1e-5;

    /** Of the way that the farthest weight has gone, or of the largest moment. */
    private static final double TOLERANCE = 1e-5;

    /** Five roundings of a weight of about 1. */
    private static final double ROUNDING = 3e-7;

    @ParameterizedTest
    @MethodSource({
        "org.sparkqsnn.training.TrainingCases#carried",
        "org.sparkqsnn.training.TrainingCases#single"
    })
    void training_isItsDefinition(String settings) {
        ExperimentConfig config = firstWithMargin(settings);
        ReferenceTrainer reference = reference(config);
        double[] start = reference.w.clone();
        Rounds rounds = train(config);
        for (int round = 0; !reference.done(); round++) {
            double rate = reference.rate();
            reference.round();
            double way = 0;
            for (int i = 0; i < start.length; i++)
                way = Math.max(way, Math.abs(reference.w[i] - start[i]));
            String where = "round " + (round + 1) + " of seed " + config.seed();
            assertTrue(way > 1e-4, where + ": nothing moves");
            ModelState actual = rounds.states.get(round);
            assertClose(reference.w, actual.parameters(), TOLERANCE * way + ROUNDING, where);
            assertMoments(config, reference, actual, where);
            if (config.averaging().outer() == AveragingConfig.Outer.NESTEROV)
                assertClose(
                        reference.velocity, actual.velocity(), TOLERANCE * way + ROUNDING, where);
            Counts counts = rounds.reports.get(round).counts();
            assertEquals(rate, rounds.reports.get(round).learningRate(), 1e-12, where);
            assertEquals(reference.examples, counts.samples(), where);
            assertEquals(reference.lossSum, counts.lossSum(), TOLERANCE * reference.lossSum, where);
            if (reference.endedEpoch()) {
                double[] expected = reference.evaluate(TrainingCases.DATA.evaluation());
                Score score = rounds.scores.remove();
                assertEquals(expected[0], score.loss(), TOLERANCE * expected[0], where);
                assertEquals(expected[1], score.correct(), where);
            }
        }
        assertTrue(rounds.scores.isEmpty(), "an evaluation for each epoch");
    }

    private static void assertMoments(
            ExperimentConfig config, ReferenceTrainer reference, ModelState actual, String where) {
        int workers = actual.moments().size();
        assertEquals(
                switch (config.averaging().optimiserState()) {
                    case RESET -> 0;
                    case AVERAGE -> 1;
                    case LOCAL -> config.averaging().workers();
                },
                workers);
        for (int v = 0; v < workers; v++) {
            int arrays = actual.moments().get(v).length / reference.w.length;
            for (int m = 0; m < arrays; m++) {
                double[] expected = reference.moments[v][m];
                double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
                float[] flat = actual.moments().get(v);
                int from = m * expected.length;
                float[] moments = Arrays.copyOfRange(flat, from, from + expected.length);
                assertClose(expected, moments, TOLERANCE * largest, where + ", moment " + m);
            }
        }
    }

    private static void assertClose(
            double[] expected, float[] actual, double tolerance, String where) {
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++)
            assertEquals(expected[i], actual[i], tolerance, where + ", parameter " + i);
    }

    /** What a run left behind after each of its rounds. */
    private static final class Rounds implements Journal, RunListener {
        private final List<ModelState> states = new ArrayList<>();
        private final List<RoundReport> reports = new ArrayList<>();
        private final Deque<Score> scores = new ArrayDeque<>();

        @Override
        public void round(RoundReport report, float[] parameters) {
            reports.add(report);
        }

        @Override
        public void evaluated(Score score, double seconds) {
            scores.add(score);
        }

        @Override
        public Checkpoint checkpoint(ModelState state, Optional<Score> score) {
            states.add(state);
            return new Checkpoint(state, MetricsLines.NONE, score, List.of());
        }

        @Override
        public void flush() {}
    }

    private static Rounds train(ExperimentConfig config) {
        Rounds rounds = new Rounds();
        RoundPlan plan = new RoundPlan(config, TrainingCases.DATA.train().size());
        try (Workers workers = new ThreadWorkers(config, TrainingCases.DATA, 2)) {
            Checkpoint start = Checkpoint.fresh(config, TrainingCases.DATA);
            new TrainingRun(config, plan, workers, TrainingCases.DATA.split(), rounds, rounds)
                    .run(start, () -> false);
        }
        return rounds;
    }

    private static ExperimentConfig firstWithMargin(String settings) {
        ExperimentConfig config = TrainingCases.config(settings);
        for (int more = 0; more < 100; more++) {
            ExperimentConfig tried = config.withSeed(config.seed() + more);
            ReferenceTrainer reference = reference(tried);
            while (!reference.done()) {
                reference.round();
                if (reference.endedEpoch()) reference.evaluate(TrainingCases.DATA.evaluation());
            }
            if (reference.margin > MARGIN) return tried;
        }
        throw new AssertionError("no seed keeps its distance: " + settings);
    }

    private static ReferenceTrainer reference(ExperimentConfig config) {
        float[] start = Checkpoint.fresh(config, TrainingCases.DATA).state().parameters();
        return new ReferenceTrainer(config, TrainingCases.DATA.train(), start);
    }
}

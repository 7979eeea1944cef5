package org.sparkqsnn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.model.loss.CrossEntropy;
import org.sparkqsnn.model.loss.MeanSquare;
import org.sparkqsnn.model.readout.Count;
import org.sparkqsnn.model.readout.Membrane;
import org.sparkqsnn.model.readout.Rate;
import org.sparkqsnn.model.readout.RateMembrane;
import org.sparkqsnn.model.readout.Value;
import org.sparkqsnn.neuron.Shape;

/** Every read-out with every loss. */
class LossTest {
    private static final int STEPS = 5;
    private static final int CLASSES = 4;

    static List<Readout> readouts() {
        return List.of(
                Count.DEFAULT, Rate.DEFAULT, Membrane.DEFAULT, RateMembrane.DEFAULT, Value.DEFAULT);
    }

    static Stream<Objective> objectives() {
        List<Loss> losses =
                List.of(
                        new CrossEntropy(1.7, 0),
                        new CrossEntropy(1, 0.1),
                        MeanSquare.DEFAULT,
                        new MeanSquare(1, 0));
        return readouts().stream()
                .flatMap(readout -> losses.stream().map(loss -> objective(readout, loss)));
    }

    @ParameterizedTest
    @MethodSource("objectives")
    void gradients_matchFiniteDifferences(Objective objective) {
        Outputs o = objective.outputs();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < o.output.length; i++) {
            o.output[i] = random.nextDouble();
            o.membrane[i] = random.nextDouble();
        }
        double[] wanted = {0.3, -1, 2, 0.5};
        for (Target target : List.of(new Target.Label(2), new Target.Values(wanted))) {
            if (!takes(objective, target)) continue;
            double loss = objective.gradient(target);
            assertEquals(loss, objective.loss(target));
            for (int i = 0; i < o.output.length; i++) {
                assertEquals(difference(objective, target, o.output, i), o.byOutput[i], 1e-8);
                assertEquals(difference(objective, target, o.membrane, i), o.byMembrane[i], 1e-8);
            }
        }
    }

    /**
     * Without a spike all classes are alike: log 4 for one cross-entropy, T log 4 for a sum over T.
     */
    @Test
    void uniformScores_costTheLogarithmOfTheClasses() {
        for (Readout readout : readouts()) {
            for (double smoothing : new double[] {0, 0.3}) {
                Objective objective = objective(readout, new CrossEntropy(1, smoothing));
                double expected = readout.terms(STEPS) * Math.log(CLASSES);
                assertEquals(expected, objective.loss(new Target.Label(3)), 1e-12);
            }
        }
    }

    /**
     * Scores 2, 0, 0, 0 and class 0 with ε = 0.2: probabilities e²/(e² + 3) and 1/(e² + 3), wanted
     * 0.85 and 0.05.
     */
    @Test
    void smoothing_movesWhatIsWanted() {
        double[] byScore = new double[4];
        double[] scores = {2, 0, 0, 0};
        double all = Math.exp(2) + 3;
        double loss = new CrossEntropy(1, 0.2).gradient(scores, new Target.Label(0), 1, byScore);
        assertEquals(Math.log(all) - 0.85 * 2, loss, 1e-12);
        assertEquals(Math.exp(2) / all - 0.85, byScore[0], 1e-12);
        assertEquals(1 / all - 0.05, byScore[1], 1e-12);
    }

    /** Counts 3 and 1 of T = 5, class 0, on 0.4 and off 0.05: (3 - 2)² and (1 - 0.25)² over 10. */
    @Test
    void meanSquareOfCounts_isSnnTorchs() {
        double[] byScore = new double[2];
        double loss =
                MeanSquare.DEFAULT.gradient(new double[] {3, 1}, new Target.Label(0), 5, byScore);
        assertEquals((1 + 0.75 * 0.75) / 10, loss, 1e-12);
        assertEquals(2.0 / 10, byScore[0], 1e-12);
        assertEquals(1.5 / 10, byScore[1], 1e-12);
    }

    @Test
    void hugeScores_stayFinite() {
        Objective objective = objective(Count.DEFAULT, new CrossEntropy(1e6, 0));
        objective.outputs().output[0] = 1;
        assertEquals(1e6, objective.loss(new Target.Label(1)), 1e-3);
    }

    @Test
    void readoutThatDoesNotFit_isRefused() {
        Shape values = Shape.flat(false, false, CLASSES, STEPS);
        Shape spikes = Shape.flat(true, false, CLASSES, STEPS);
        assertRefused(Count.DEFAULT, values, "reads spikes, but the last layer has none");
        assertRefused(Value.DEFAULT, spikes, "reads values, but the last layer spikes");
    }

    @Test
    void crossEntropyOfValues_isRefused() {
        Target values = new Target.Values(new double[4]);
        BadInput refused =
                assertThrows(
                        BadInput.class,
                        () ->
                                CrossEntropy.DEFAULT.gradient(
                                        new double[4], values, 1, new double[4]));
        assertTrue(refused.getMessage().contains("use mean-square"));
    }

    private static void assertRefused(Readout readout, Shape output, String why) {
        BadInput refused =
                assertThrows(
                        BadInput.class, () -> new Objective(readout, CrossEntropy.DEFAULT, output));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    private static Objective objective(Readout readout, Loss loss) {
        return new Objective(
                readout, loss, Shape.flat(readout.readsSpikes(), false, CLASSES, STEPS));
    }

    private static boolean takes(Objective objective, Target target) {
        try {
            return objective.loss(target) >= 0;
        } catch (BadInput e) {
            return false;
        }
    }

    private static double difference(Objective objective, Target target, double[] x, int i) {
        double at = x[i];
        x[i] = at + 1e-6;
        double up = objective.loss(target);
        x[i] = at - 1e-6;
        double down = objective.loss(target);
        x[i] = at;
        return (up - down) / 2e-6;
    }
}

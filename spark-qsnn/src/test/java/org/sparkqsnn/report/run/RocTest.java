package org.sparkqsnn.report.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RocTest {

    @Test
    void perfect_has1_reversed_has0() {
        assertEquals(1, area(new double[] {1, 2, 3, 4}, false, false, true, true));
        assertEquals(0, area(new double[] {4, 3, 2, 1}, false, false, true, true));
    }

    @Test
    void allTied_hasOneHalf_andTwoPoints() {
        Roc roc = Roc.of(new double[] {7, 7, 7}, new boolean[] {true, false, true});
        assertEquals(0.5, roc.area());
        assertArrayEquals(new double[] {0, 1}, roc.falsePositive());
        assertArrayEquals(new double[] {0, 1}, roc.truePositive());
    }

    /**
     * Example of scikit-learn's {@code roc_auc_score}: labels 0 0 1 1, scores 0.1 0.4 0.35 0.8 give
     * 0.75.
     */
    @Test
    void knownExample() {
        Roc roc =
                Roc.of(
                        new double[] {0.1, 0.4, 0.35, 0.8},
                        new boolean[] {false, false, true, true});
        assertEquals(0.75, roc.area());
        assertArrayEquals(new double[] {0, 0, 0.5, 0.5, 1}, roc.falsePositive());
        assertArrayEquals(new double[] {0, 0.5, 0.5, 1, 1}, roc.truePositive());
    }

    /** By its definition: pairs of one of each in the right order, ties half. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 50, 1000})
    void area_isTheFractionOfPairsInOrder(int levels) {
        SplittableRandom random = new SplittableRandom(levels);
        double[] scores = new double[200];
        boolean[] positive = new boolean[200];
        for (int i = 0; i < 200; i++) {
            positive[i] = random.nextInt(3) == 0;
            scores[i] = random.nextInt(levels) + (positive[i] ? levels / 4 : 0);
        }
        double pairs = 0;
        double inOrder = 0;
        for (int i = 0; i < 200; i++) {
            for (int j = 0; j < 200; j++) {
                if (!positive[i] || positive[j]) continue;
                pairs++;
                inOrder += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
            }
        }
        assertEquals(inOrder / pairs, Roc.of(scores, positive).area(), 1e-12);
    }

    /** Uniform scores against their squares: P(U > V²) = 1 - E[V²] = 2/3. */
    @Test
    void area_approachesTheClosedForm() {
        int n = 20_000;
        double[] scores = new double[2 * n];
        boolean[] positive = new boolean[2 * n];
        for (int i = 0; i < n; i++) {
            double u = (i + 0.5) / n;
            scores[i] = u;
            positive[i] = true;
            scores[n + i] = u * u;
        }
        assertEquals(2.0 / 3, Roc.of(scores, positive).area(), 1e-4);
    }

    @Test
    void oneClassAlone_hasNoArea() {
        assertTrue(Double.isNaN(area(new double[] {1, 2}, true, true)));
        assertTrue(Double.isNaN(area(new double[] {1, 2}, false, false)));
    }

    /** Wilson 1927; R: {@code prop.test(8, 10, correct = FALSE)} gives 0.4902 to 0.9433. */
    @Test
    void proportion_hasWilsonsInterval() {
        Proportion eight = new Proportion(8, 10);
        assertEquals(0.4901625, eight.low(), 1e-6);
        assertEquals(0.9433178, eight.high(), 1e-6);
        assertEquals(0, new Proportion(0, 10).low(), 1e-12);
        assertEquals(1, new Proportion(10, 10).high(), 1e-12);
    }

    private static double area(double[] scores, boolean... positive) {
        return Roc.of(scores, positive).area();
    }
}

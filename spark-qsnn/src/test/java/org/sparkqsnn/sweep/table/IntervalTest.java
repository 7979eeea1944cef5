package org.sparkqsnn.sweep.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final double[] ONE_TO_FIVE = {1, 2, 3, 4, 5};

    /** t(0.975, 4) = 2.776445 (any table), s = √2.5, so half the width is 1.963243. */
    @Test
    void student_isTheTextbooks() {
        Interval interval = Interval.student(ONE_TO_FIVE).orElseThrow();
        assertEquals(3 - 1.963243, interval.low(), 1e-6);
        assertEquals(3 + 1.963243, interval.high(), 1e-6);
    }

    /** t(0.975, 1) = 12.706205, s = √0.5; of the means 0, 0.5 and 1 a quarter are 0 and 1 each. */
    @Test
    void twoValues_haveIntervals() {
        double[] values = {0, 1};
        Interval student = Interval.student(values).orElseThrow();
        assertEquals(0.5 - 6.353102, student.low(), 1e-6);
        assertEquals(0.5 + 6.353102, student.high(), 1e-6);
        assertEquals(new Interval(0, 1), Interval.bootstrap(values).orElseThrow());
        assertEquals(Math.sqrt(0.5), Interval.deviation(values), 1e-15);
    }

    /** At 0.025 and 0.975 of 1,999: 49.975 and 1,949.025, between the two nearest. */
    @Test
    void bootstrap_isTheQuantilesOfItsResamples() {
        double[] values = new SplittableRandom(9).doubles(7).toArray();
        SplittableRandom random = new SplittableRandom(7);
        double[] means = new double[2000];
        for (int i = 0; i < 2000; i++) {
            for (int j = 0; j < 7; j++) means[i] += values[random.nextInt(7)] / 7;
        }
        Arrays.sort(means);
        Interval interval = Interval.bootstrap(values).orElseThrow();
        assertEquals(0.025 * means[49] + 0.975 * means[50], interval.low(), 1e-12);
        assertEquals(0.975 * means[1949] + 0.025 * means[1950], interval.high(), 1e-12);
    }

    @Test
    void oneValue_hasNoInterval() {
        assertEquals(Optional.empty(), Interval.student(new double[] {0.8}));
        assertEquals(Optional.empty(), Interval.bootstrap(new double[] {0.8}));
        assertEquals(0, Interval.deviation(new double[] {0.8}));
    }

    /** For large n both are the mean ± 1.96 s/√n. */
    @Test
    void bootstrap_agreesWithStudent_forManyValues() {
        SplittableRandom random = new SplittableRandom(5);
        double[] values = random.doubles(2000).toArray();
        Interval student = Interval.student(values).orElseThrow();
        Interval bootstrap = Interval.bootstrap(values).orElseThrow();
        double width = student.high() - student.low();
        assertEquals(student.low(), bootstrap.low(), 0.1 * width);
        assertEquals(student.high(), bootstrap.high(), 0.1 * width);
        assertEquals(bootstrap, Interval.bootstrap(values).orElseThrow());
    }

    @Test
    void bootstrap_staysWithinTheValues() {
        Interval interval = Interval.bootstrap(ONE_TO_FIVE).orElseThrow();
        assertTrue(interval.low() >= 1 && interval.low() < 2.4, interval.toString());
        assertTrue(interval.high() <= 5 && interval.high() > 3.6, interval.toString());
    }

    /**
     * 1,000 samples of 5 from the uniform distribution: Student's interval has the mean in 95 %.
     */
    @Test
    void student_coversTheMean() {
        SplittableRandom random = new SplittableRandom(1);
        int covered = 0;
        for (int i = 0; i < 1000; i++) {
            Interval interval = Interval.student(random.doubles(5).toArray()).orElseThrow();
            if (interval.low() <= 0.5 && 0.5 <= interval.high()) covered++;
        }
        assertEquals(950, covered, 25);
    }
}

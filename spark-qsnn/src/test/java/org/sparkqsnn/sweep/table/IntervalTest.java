package org.sparkqsnn.sweep.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

package org.sparkqsnn.report.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownsamplingTest {

    @ParameterizedTest
    @CsvSource({"0, 3", "1, 3", "3, 3", "1000, 1000"})
    void few_areAllKept(int points, int most) {
        int[] kept = Downsampling.lttb(line(points), line(points), most);
        assertArrayEquals(IntStream.range(0, points).toArray(), kept);
    }

    @ParameterizedTest
    @CsvSource({"4, 3", "5, 4", "1001, 1000", "10000, 1000", "999999, 7"})
    void many_areThinned_ascending_withTheFirstAndTheLast(int points, int most) {
        double[] y = new SplittableRandom(1).doubles(points).toArray();
        int[] kept = Downsampling.lttb(line(points), y, most);
        assertEquals(most, kept.length);
        assertEquals(0, kept[0]);
        assertEquals(points - 1, kept[most - 1]);
        for (int i = 1; i < most; i++) assertTrue(kept[i] > kept[i - 1], "at " + i);
    }

    @Test
    void peak_isKept() {
        double[] y = new double[10_000];
        y[1234] = 5;
        y[8765] = -5;
        int[] kept = Downsampling.lttb(line(y.length), y, 100);
        assertTrue(Arrays.stream(kept).anyMatch(i -> i == 1234));
        assertTrue(Arrays.stream(kept).anyMatch(i -> i == 8765));
    }

    /**
     * By hand: points (0,0) (1,0) (2,9) (3,1) (4,0), four kept. The first bucket is {1}; the second
     * {2, 3} with (1,0) before and (4,0) after: areas 9 x 3 and 1 x 3, so 2 is kept.
     */
    @Test
    void triangles_areCompared() {
        int[] kept = Downsampling.lttb(line(5), new double[] {0, 0, 9, 1, 0}, 4);
        assertArrayEquals(new int[] {0, 1, 2, 4}, kept);
    }

    @Test
    void twoPoints_areNoCurve() {
        assertThrows(IllegalArgumentException.class, () -> Downsampling.lttb(line(5), line(5), 2));
    }

    @Test
    void series_leavesOutWhatIsNotFinite() {
        double nan = Double.NaN;
        double inf = Double.POSITIVE_INFINITY;
        Series series = new Series("a", line(5), new double[] {nan, 3, inf, 1, nan}, false);
        assertArrayEquals(new double[] {1, 3}, series.thinned(10).x());
        assertEquals(
                "a: from 3 to 1; lowest 1 at round 3, highest 3 at round 1, 3 not finite.",
                series.words("round"));
        Series nothing = new Series("b", line(1), new double[] {nan}, false);
        assertEquals("b: no finite value, 1 not finite.", nothing.words("round"));
    }

    private static double[] line(int points) {
        return IntStream.range(0, points).asDoubleStream().toArray();
    }
}

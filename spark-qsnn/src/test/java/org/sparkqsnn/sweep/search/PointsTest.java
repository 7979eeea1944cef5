package org.sparkqsnn.sweep.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PointsTest {
    @Test
    void pointsArePureFunctions_ofSeedAndNumber() {
        for (Points points : new Points[] {Points.random(3, 7), Points.sobol(3, 7)})
            assertArrayEquals(points.at(41), points.at(41));
        assertFalse(Arrays.equals(Points.random(3, 7).at(5), Points.random(3, 8).at(5)));
        assertFalse(Arrays.equals(Points.sobol(3, 7).at(5), Points.sobol(3, 8).at(5)));
    }

    /** Mean 1/2 and variance 1/12; 4,096 points give standard errors of 0.0045 and 0.0012. */
    @Test
    void randomPoints_areUniform() {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 4096; i++) {
            double u = Points.random(2, 1).at(i)[1];
            assertTrue(u >= 0 && u < 1);
            sum += u / 4096;
            squares += (u - 0.5) * (u - 0.5) / 4096;
        }
        assertEquals(0.5, sum, 0.02);
        assertEquals(1 / 12.0, squares, 0.005);
    }

    /** The first three points of the sequence itself are (0, 0), (1/2, 1/2), (3/4, 1/4). */
    @Test
    void sobolPoints_areTheSequenceShifted() {
        Points points = Points.sobol(2, 3);
        double[] origin = points.at(0);
        assertArrayEquals(new double[] {0.5, 0.5}, from(origin, points.at(1)), 1e-12);
        assertArrayEquals(new double[] {0.75, 0.25}, from(origin, points.at(2)), 1e-12);
    }

    /** Of 64 points each of 64 intervals of length 1/64 has one, up to the shift. */
    @Test
    void sobolPoints_fillEachAxisEvenly() {
        Points points = Points.sobol(5, 11);
        for (int axis = 0; axis < 5; axis++) {
            boolean[] seen = new boolean[64];
            for (int i = 0; i < 64; i++)
                seen[(int) Math.round(64 * from(points.at(0), points.at(i))[axis]) % 64] = true;
            for (boolean one : seen) assertTrue(one, "axis " + axis);
        }
    }

    private static double[] from(double[] origin, double[] point) {
        double[] difference = new double[point.length];
        for (int i = 0; i < point.length; i++) difference[i] = (point[i] - origin[i] + 1) % 1;
        return difference;
    }
}

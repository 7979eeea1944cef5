package org.sparkqsnn.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormTest {
    /** Σ i² = n (n + 1) (2 n + 1) / 6, exact in double; what lies outside the range is not read. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 100})
    void squared_isTheSumOfSquaresOfTheRange(int n) {
        float[] values = new float[n + 6];
        Arrays.fill(values, Float.NaN);
        for (int i = 1; i <= n; i++) values[i + 1] = i % 2 == 0 ? i : -i;
        double expected = n * (n + 1.0) * (2 * n + 1) / 6;
        assertEquals(expected, Norm.squared(values, 2, 2 + n));
    }

    /** From the smallest float to a million, and chains that an earlier range has left. */
    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 64, 1000})
    void vectorsGiveTheBitsOfTheDefinition(int n) {
        assumeTrue(Vectors.FOUR_DOUBLES);
        SplittableRandom random = new SplittableRandom(n);
        float[] values = new float[n + 3];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    (float) ((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-45, 7)));
        }
        double[] expected = {0, 0.1, 1e-30, 1e7, 3, Double.NaN};
        double[] actual = expected.clone();
        Norm.addSquares(values, 3, n + 3, expected, 1);
        VectorMath.addSquares(values, 3, n + 3, actual, 1);
        assertArrayEquals(expected, actual);
    }
}

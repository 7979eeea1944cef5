package org.sparkqsnn.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
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
}

package org.sparkqsnn.layer.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.math.Vectors;

class EventKernelTest {
    private static final int ROWS = 40;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 39})
    void vectorKernel_hasTheBitsOfTheScalarOne(int events) {
        for (int vectors : new int[] {1, 2, 3, 4, 8, 9}) {
            int row = vectors * Vectors.LANES;
            EventKernel scalar = new ScalarEventKernel(row);
            EventKernel vector = new VectorEventKernel(row);
            float[] w = random(ROWS * row + 5, 1);
            int[] rows = new int[events + 2];
            int[] list = new int[events + 2];
            for (int e = 0; e < rows.length; e++) {
                rows[e] = (e * 17 + 3) % (ROWS - 1);
                list[e] = rows[e] << 12 | e * 5 % 4 << 1 | e / 3 % 2;
            }
            float[] expected = random(4 * row + 1, 5);
            float[] actual = expected.clone();
            scalar.weigh(list, 1, 1 + events, 1.25f, w, 5, expected, 1);
            vector.weigh(list, 1, 1 + events, 1.25f, w, 5, actual, 1);
            assertArrayEquals(expected, actual);

            float[] learned = w.clone();
            float[] learnedActual = w.clone();
            scalar.learn(list, 1, 1 + events, 1.25f, learned, 5, expected, 1);
            vector.learn(list, 1, 1 + events, 1.25f, learnedActual, 5, expected, 1);
            assertArrayEquals(learned, learnedActual);

            float[] scales = random(events + 2, 4);
            scalar.combine(w, 5, rows, scales, 1, 1 + events, expected, 1);
            vector.combine(w, 5, rows, scales, 1, 1 + events, actual, 1);
            assertArrayEquals(expected, actual);

            scalar.addTotal(expected, 1, 3);
            vector.addTotal(actual, 1, 3);
            assertArrayEquals(expected, actual);

            scalar.total(expected, 1, 3);
            vector.total(actual, 1, 3);
            assertArrayEquals(expected, actual);
            for (int j = 0; j < row; j++) {
                float sum = actual[1 + j] + actual[1 + row + j] + actual[1 + 2 * row + j];
                assertEquals(sum, actual[1 + 3 * row + j]);
            }
        }
    }

    private static float[] random(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) values[i] = (float) random.nextDouble(-1, 1);
        return values;
    }
}

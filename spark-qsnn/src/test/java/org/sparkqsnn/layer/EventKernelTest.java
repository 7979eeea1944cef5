package org.sparkqsnn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.math.Vectors;

class EventKernelTest {
    private static final int ROWS = 40;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 39})
    void vectorKernel_hasTheBitsOfTheScalarOne(int events) {
        for (int width : new int[] {Vectors.LANES, 4 * Vectors.LANES}) {
            EventKernel scalar = new ScalarEventKernel(width);
            EventKernel vector = new VectorEventKernel(width);
            float[] w = random(ROWS * 2 * width + 5, 1);
            int[] inputs = new int[events + 2];
            for (int e = 0; e < inputs.length; e++) inputs[e] = (e * 17 + 3) % (ROWS - 1);
            float[] expected = new float[2 * width + 3];
            float[] actual = new float[2 * width + 3];
            scalar.sum(w, 5, ROWS - 1, inputs, 1, 1 + events, expected, 1);
            vector.sum(w, 5, ROWS - 1, inputs, 1, 1 + events, actual, 1);
            assertArrayEquals(expected, actual);

            float[] g = random(3 * width, 2);
            float[] drive = random(3 * width + 2, 3);
            float[] splitExpected = new float[6 * width + 7];
            float[] splitActual = new float[6 * width + 7];
            scalar.split(g, drive, 2, 3, splitExpected, 7);
            vector.split(g, drive, 2, 3, splitActual, 7);
            assertArrayEquals(splitExpected, splitActual);

            float[] scales = random(events + 2, 4);
            scalar.combine(w, 5, inputs, scales, 1, 1 + events, expected, 1);
            vector.combine(w, 5, inputs, scales, 1, 1 + events, actual, 1);
            assertArrayEquals(expected, actual);

            int[] steps = new int[events + 2];
            for (int e = 0; e < steps.length; e++) steps[e] = e * 5 % 3;
            float[] byStep = random(6 * width + 1, 5);
            float[] byStepActual = byStep.clone();
            scalar.add(w, 5, inputs, byStep, 1, steps, 1, 1 + events);
            vector.add(w, 5, inputs, byStepActual, 1, steps, 1, 1 + events);
            assertArrayEquals(byStep, byStepActual);
        }
    }

    private static float[] random(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) values[i] = (float) random.nextDouble(-1, 1);
        return values;
    }
}

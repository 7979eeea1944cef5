package org.sparkqsnn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.sparkqsnn.math.CacheLines;

/** A layer's way to kernel layout and back, with other numbers around and in the way. */
final class LayerContractLayout {
    private static final int FROM = 2;
    private static final int AT = CacheLines.FIRST;

    private LayerContractLayout() {}

    static void requireKept(LayerContractBench bench, SplittableRandom random) {
        float[] parameters = bench.draw(random);
        float[] flat = nines(FROM + parameters.length + 3);
        System.arraycopy(parameters, 0, flat, FROM, parameters.length);
        float[] kernel = nines(AT + bench.layer.kernelSize() + 3);
        bench.layer.toKernel(flat, FROM, kernel, AT);
        requireNines(kernel, 0, AT);
        requireNines(kernel, AT + bench.layer.kernelSize(), kernel.length);
        float[] back = nines(flat.length);
        bench.layer.toFlat(kernel, AT, back, FROM);
        requireNines(back, 0, FROM);
        requireNines(back, FROM + parameters.length, back.length);
        for (int i = 0; i < parameters.length; i++)
            if (back[FROM + i] != parameters[i]) {
                // What the kernel layout has no place for stays as it is, and has no effect.
                requireNines(back, FROM + i, FROM + i + 1);
                requireNoEffect(bench, parameters, i);
            }
    }

    private static void requireNoEffect(LayerContractBench bench, float[] parameters, int i) {
        bench.forward(parameters);
        double[] outputs = bench.outputs();
        float[] changed = parameters.clone();
        changed[i]++;
        bench.forward(changed);
        assertArrayEquals(outputs, bench.outputs(), bench.spec + " by number " + i);
    }

    private static float[] nines(int length) {
        float[] nines = new float[length];
        Arrays.fill(nines, 9);
        return nines;
    }

    private static void requireNines(float[] numbers, int from, int to) {
        for (int i = from; i < to; i++) assertEquals(9, numbers[i], "number " + i);
    }
}

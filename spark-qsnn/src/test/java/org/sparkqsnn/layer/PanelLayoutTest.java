package org.sparkqsnn.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.math.Norm;
import org.sparkqsnn.math.Vectors;

/** Panels of 4, 8 and 16 lanes: of one vector, and of four. */
class PanelLayoutTest {
    private static final int[] WIDTHS = {4, 8, 16, 32, 64};

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 10, 64, 100, 131})
    void squaredNorm_hasTheSameBitsForAllWidths(int outputs) {
        DenseShape shape = new DenseShape(17, outputs, 0);
        float[] flat = new float[shape.end()];
        Random random = new Random(7);
        double exact = 0;
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(6)));
            exact += (double) flat[i] * flat[i];
        }
        double expected = rowByRow(shape, flat);
        assertEquals(1, expected / exact, 1e-14);
        for (int width : WIDTHS) assertEquals(expected, squaredNorm(shape, width, flat));
    }

    /** What the norm was before: the kernel layout from its first float to its last. */
    @Test
    void sumOfTheKernelLayoutAsItLies_hasOtherBits() {
        DenseShape shape = new DenseShape(17, 131, 0);
        float[] flat = new float[shape.end()];
        Random random = new Random(7);
        for (int i = 0; i < flat.length; i++) flat[i] = (float) random.nextGaussian();
        Set<Double> sums = new HashSet<>();
        for (int width : WIDTHS) {
            PanelLayout layout = layout(shape, width);
            float[] kernel = new float[layout.size()];
            layout.toKernel(flat, 0, kernel, 0);
            sums.add(Norm.squared(kernel, 0, kernel.length));
        }
        assertTrue(sums.size() > 1, "one sum: the test above did not test");
    }

    /** Four widths, in three of which one float is alone in the last panel. */
    @Test
    void fillingOfPanels_isNotCounted() {
        DenseShape shape = new DenseShape(2, 33, 0);
        float[] ones = new float[shape.end()];
        Arrays.fill(ones, 1);
        for (int width : WIDTHS) assertEquals(2 * 3 * 33, squaredNorm(shape, width, ones));
    }

    /** One vector where the neurons fit in it, else panels of four. */
    @Test
    void panels_coverTheNeurons() {
        int lanes = Vectors.LANES;
        assertEquals(new Panels(lanes, 1), Panels.of(1));
        assertEquals(new Panels(lanes, 1), Panels.of(lanes));
        assertEquals(new Panels(4 * lanes, 1), Panels.of(lanes + 1));
        assertEquals(new Panels(4 * lanes, 2), Panels.of(4 * lanes + 1));
        assertEquals(8 * lanes, Panels.of(4 * lanes + 1).padded());
        assertEquals(8 * lanes, new DenseShape(3, 4 * lanes + 1, 0).paddedOutputs());
    }

    @Test
    void thetaBiases_followTheThetaWeights() {
        assertEquals(100 + 3 * 5, new DenseShape(3, 5, 100).thetaBiases());
    }

    /** The definition, on flat parameters: theta and tau of an input, then those of the next. */
    private static double rowByRow(DenseShape shape, float[] flat) {
        double sum = 0;
        for (int i = 0; i <= shape.inputs(); i++) {
            for (int plane : new int[] {shape.thetaPlane(), shape.tauPlane()}) {
                int from = plane + i * shape.outputs();
                sum += Norm.squared(flat, from, from + shape.outputs());
            }
        }
        return sum;
    }

    private static double squaredNorm(DenseShape shape, int width, float[] flat) {
        PanelLayout layout = layout(shape, width);
        float[] kernel = new float[12 + layout.size()];
        Arrays.fill(kernel, Float.NaN);
        layout.toKernel(flat, 0, kernel, 12);
        double[] chains = new double[layout.rowSums()];
        layout.addSquares(kernel, 12, chains);
        return Norm.sum(chains);
    }

    private static PanelLayout layout(DenseShape shape, int width) {
        return new PanelLayout(shape, new Panels(width, (shape.outputs() + width - 1) / width));
    }
}

package org.sparkqsnn.layer.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.layer.Panels;
import org.sparkqsnn.math.Norm;
import org.sparkqsnn.math.Vectors;

/** Panels of 4, 8 and 16 lanes: of one vector, and of four. */
class PanelLayoutTest {
    private static final int[] WIDTHS = {4, 8, 16, 32, 64};

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 10, 64, 100, 131})
    void squaredNorm_hasTheSameBitsForAllWidths(int outputs) {
        DensePlanes shape = new DensePlanes(17, outputs, 2);
        float[] flat = new float[shape.size()];
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
        DensePlanes shape = new DensePlanes(17, 131, 2);
        float[] flat = new float[shape.size()];
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
        DensePlanes shape = new DensePlanes(2, 33, 2);
        float[] ones = new float[shape.size()];
        Arrays.fill(ones, 1);
        for (int width : WIDTHS) assertEquals(2 * 3 * 33, squaredNorm(shape, width, ones));
    }

    /** One vector where the neurons fit in it, else panels of four. */
    @Test
    void panels_coverTheNeurons() {
        int lanes = Vectors.LANES;
        assertEquals(new Panels(lanes, 1), Panels.of(1, 2));
        assertEquals(new Panels(lanes, 1), Panels.of(lanes, 2));
        assertEquals(new Panels(4 * lanes, 1), Panels.of(lanes + 1, 2));
        assertEquals(new Panels(4 * lanes, 2), Panels.of(4 * lanes + 1, 2));
        assertEquals(8 * lanes, Panels.of(4 * lanes + 1, 2).padded());
        assertEquals(new Panels(8 * lanes, 1), Panels.of(4 * lanes + 1, 1));
        assertEquals(new Panels(2 * lanes, 3), Panels.of(4 * lanes + 1, 3));
    }

    @Test
    void biases_followTheWeightsOfTheirPlane() {
        assertEquals(3 * 5, new DensePlanes(3, 5, 2).row(0, 3));
        assertEquals(4 * 5 + 3 * 5, new DensePlanes(3, 5, 2).row(1, 3));
    }

    /** The definition, on flat parameters: theta and tau of an input, then those of the next. */
    private static double rowByRow(DensePlanes shape, float[] flat) {
        double sum = 0;
        for (int i = 0; i <= shape.inputs(); i++) {
            for (int plane = 0; plane < 2; plane++) {
                int from = shape.row(plane, i);
                sum += Norm.squared(flat, from, from + shape.outputs());
            }
        }
        return sum;
    }

    private static double squaredNorm(DensePlanes shape, int width, float[] flat) {
        PanelLayout layout = layout(shape, width);
        float[] kernel = new float[12 + layout.size()];
        Arrays.fill(kernel, Float.NaN);
        layout.toKernel(flat, 0, kernel, 12);
        double[] chains = new double[layout.rowSums()];
        layout.addSquares(kernel, 12, chains);
        return Norm.sum(chains);
    }

    private static PanelLayout layout(DensePlanes shape, int width) {
        return new PanelLayout(shape, new Panels(width, (shape.outputs() + width - 1) / width));
    }
}

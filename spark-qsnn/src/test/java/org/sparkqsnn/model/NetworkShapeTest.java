package org.sparkqsnn.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.encode.Philox4x32;
import org.sparkqsnn.data.encode.Stream;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.qlif.Qlif;

/**
 * 30 inputs, 400 hidden neurons, 500 classes: the planes follow each other, weights then biases.
 */
class NetworkShapeTest {
    private static final int INPUTS = 30;
    private static final int HIDDEN = 400;
    private static final int CLASSES = 500;
    private static final int READOUT = 2 * (INPUTS + 1) * HIDDEN;
    private static final int BIASES = READOUT + HIDDEN * CLASSES;
    private static final int TAU = BIASES + CLASSES;

    /** The value of every parameter, written once more: what older run directories began with. */
    @Test
    void factorOneWithoutBias_isOneUniformDraw() {
        float[] actual = initial(0.5, 1, 0);
        float[] expected = new float[TAU + TAU - READOUT];
        int[] words = new int[4];
        for (int i = 0; i < expected.length; i++) {
            Philox4x32.block(i / 4, 0, 0, 0, Stream.INIT.key(7), words, 0);
            float spread = (float) (0.5 / Math.sqrt(i < READOUT ? INPUTS : HIDDEN));
            expected[i] = spread * words[i % 4] * 0x1p-31f;
        }
        assertArrayEquals(expected, actual);
    }

    @Test
    void readoutFactor_scalesTheLastLayerAlone() {
        float[] whole = initial(1, 1, 0);
        float[] half = initial(1, 0.5, 0);
        for (int i = 0; i < whole.length; i++)
            assertEquals(i < READOUT ? whole[i] : whole[i] / 2, half[i], "parameter " + i);
    }

    /** 1/√400 is 0.05; the mean of 500 uniform draws of ± 0.05 has a deviation of 0.0013. */
    @Test
    void readoutBias_isTheMeanOfTheThetaBiases_andMovesNothingElse() {
        float[] without = initial(1, 1, 0);
        float[] with = initial(1, 1, 0.3);
        double sum = 0;
        for (int i = BIASES; i < TAU; i++) {
            sum += with[i];
            assertTrue(Math.abs(with[i] - 0.3) <= 0.0500001, "bias " + with[i]);
        }
        assertEquals(0.3, sum / CLASSES, 0.006);
        Arrays.fill(without, BIASES, TAU, 0);
        Arrays.fill(with, BIASES, TAU, 0);
        assertArrayEquals(without, with);
    }

    private static float[] initial(double init, double readoutInit, double readoutBias) {
        ModelConfig model =
                new ModelConfig(
                        ModelConfig.Kind.QSNN, List.of(HIDDEN), init, readoutInit, readoutBias);
        Shape input = EncoderConfig.DEFAULT.shapeOf(INPUTS);
        return NetworkShape.of(model, model.layers(Qlif.DEFAULT), input, CLASSES)
                .initialParameters(7);
    }
}

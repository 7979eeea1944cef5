package org.sparkqsnn.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.encode.Philox4x32;
import org.sparkqsnn.data.encode.Stream;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.layer.event.SpikeList;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.qlif.Qlif;
import org.sparkqsnn.training.Small;

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

    /** 1,000 rows of two planes of 500,000: two moments of each fill an array, and no more. */
    @Test
    void networkOfMoreThanABillionParameters_isRefused() {
        assertEquals(1_000_000_000, shape(999, 500_000).parameters());
        assertThrows(BadInput.class, () -> shape(999, 500_001));
        assertThrows(BadInput.class, () -> shape(999, 1_000, 250_000));
    }

    /** A list of spikes has 19 bits for the input; currents are in no list. */
    @Test
    void spikesOfMoreInputsThanAListCanHold_areRefused() {
        int end = SpikeList.INPUTS_END;
        assertEquals(end - 1, ofInputs(end - 1, "encoder.kind=poisson").inputs());
        assertThrows(BadInput.class, () -> ofInputs(end, "encoder.kind=poisson"));
        assertEquals(end, ofInputs(end, "encoder.kind=direct").inputs());
        assertThrows(
                BadInput.class,
                () -> ofInputs(5, "encoder.kind=direct", "model.hidden=[" + end + "]"));
    }

    private static NetworkShape ofInputs(int inputs, String... settings) {
        return Small.config(settings).networkOf(inputs, 3);
    }

    private static NetworkShape shape(int inputs, int classes, Integer... hidden) {
        ModelConfig model = ModelConfig.dense(List.of(hidden), 1, 1, 0);
        Shape input = EncoderConfig.DEFAULT.shapeOf(inputs);
        return NetworkShape.of(model, model.stack(Qlif.DEFAULT), input, classes);
    }

    private static float[] initial(double init, double readoutInit, double readoutBias) {
        ModelConfig model = ModelConfig.dense(List.of(HIDDEN), init, readoutInit, readoutBias);
        Shape input = EncoderConfig.DEFAULT.shapeOf(INPUTS);
        return NetworkShape.of(model, model.stack(Qlif.DEFAULT), input, CLASSES)
                .initialParameters(7);
    }
}

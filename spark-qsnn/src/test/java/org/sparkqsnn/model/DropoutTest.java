package org.sparkqsnn.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.layer.Dropout;
import org.sparkqsnn.layer.LayerSpec;
import org.sparkqsnn.layer.dense.Dense;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.Signal;
import org.sparkqsnn.neuron.lif.Lif;
import org.sparkqsnn.neuron.real.Identity;
import org.sparkqsnn.neuron.real.Relu;
import org.sparkqsnn.training.Small;

/** What is dropped; what a network with dropout computes is {@link DefinitionNetworkTest}'s. */
class DropoutTest {
    private static final ImageSet IMAGES = Small.data().train();
    private static final EncoderConfig ENCODER = new EncoderConfig(EncoderConfig.Kind.POISSON, 5);
    private static final int SAMPLES = 6;
    private static final int HIDDEN = 500;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void evaluation_dropsNothing(boolean spikes) {
        double[] with = outputs(network(spikes, 0.5, false), 0);
        assertArrayEquals(outputs(network(spikes, 0, false), 0), with);
        assertTrue(Arrays.stream(with).anyMatch(v -> v != with[0]));
    }

    /** Of 3,000 numbers a fifth, within four standard deviations; others in another epoch. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void training_dropsTheRate_anewInEachEpoch(boolean spikes) {
        try (Network network = network(spikes, 0.2, true)) {
            boolean[] first = dropped(network, 0);
            int fell = 0;
            for (boolean one : first) fell += one ? 1 : 0;
            int active = active(network);
            double deviation = Math.sqrt(active * 0.2 * 0.8);
            assertTrue(active > 500, active + " numbers are not 0");
            assertEquals(0.2 * active, fell, 4 * deviation);
            assertArrayEquals(first, dropped(network, 0));
            assertFalse(Arrays.equals(first, dropped(network, 1)));
        }
    }

    /** Which of the numbers that are not 0 below the dropout are 0 above it. */
    private static boolean[] dropped(Network network, int epoch) {
        show(network, epoch);
        Signal below = network.output(0);
        Signal above = network.output(1);
        boolean[] dropped = new boolean[SAMPLES * HIDDEN];
        for (int s = 0; s < SAMPLES; s++) {
            for (int k = 0; k < HIDDEN; k++) {
                double sum = 0;
                double left = 0;
                for (int t = 0; t < below.steps; t++) {
                    sum += below.output(s, k, t);
                    left += above.output(s, k, t) * (below.shape.spikes() ? 1 : 0.8);
                }
                dropped[s * HIDDEN + k] = sum > 0 && left == 0;
                if (left != 0) assertEquals(sum, left, 1e-5 * sum);
            }
        }
        return dropped;
    }

    private static int active(Network network) {
        Signal below = network.output(0);
        int active = 0;
        for (int s = 0; s < SAMPLES; s++)
            for (int k = 0; k < HIDDEN; k++) {
                double sum = 0;
                for (int t = 0; t < below.steps; t++) sum += below.output(s, k, t);
                active += sum > 0 ? 1 : 0;
            }
        return active;
    }

    private static double[] outputs(Network network, int epoch) {
        try (network) {
            show(network, epoch);
            double[] outputs = new double[SAMPLES * 10];
            for (int i = 0; i < outputs.length; i++)
                outputs[i] = network.output().membrane[network.output().cell(i / 10, 0) + i % 10];
            return outputs;
        }
    }

    private static void show(Network network, int epoch) {
        float[] w = new float[network.kernelSize()];
        network.toKernel(network.shape().initialParameters(4), 0, w);
        network.prepare(w);
        for (int s = 0; s < SAMPLES; s++) network.encode(IMAGES, s, 7, epoch, s);
        network.forward(w, SAMPLES);
    }

    private static Network network(boolean spikes, double rate, boolean training) {
        Neuron hidden = spikes ? Lif.DEFAULT : Relu.DEFAULT;
        List<LayerSpec> layers =
                List.of(
                        new Dense(HIDDEN, hidden),
                        new Dropout(rate),
                        new Dense(0, Identity.DEFAULT));
        ModelConfig model = ModelConfig.dense(List.of(), 4, 1, 0);
        NetworkShape shape = NetworkShape.of(model, layers, ENCODER.shape(IMAGES.features()), 10);
        Learning learning = new Learning(1, false, training, List.of());
        return new Network(shape, ENCODER, SAMPLES, learning);
    }
}

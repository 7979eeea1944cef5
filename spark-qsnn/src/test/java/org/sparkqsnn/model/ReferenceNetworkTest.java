package org.sparkqsnn.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkqsnn.experiment.Bptt;
import org.sparkqsnn.experiment.TrainingConfig;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.qlif.Angle;
import org.sparkqsnn.neuron.qlif.Qlif;
import org.sparkqsnn.neuron.qlif.Qlif.Reset;
import org.sparkqsnn.neuron.qlif.QlifVectors;

class ReferenceNetworkTest {

    static Stream<JsonNode> networks() {
        return StreamSupport.stream(QlifVectors.ALL.get("networks").spliterator(), false);
    }

    /** Forward, loss and all eight gradient tensors of PyTorch's autograd, in double. */
    @ParameterizedTest
    @MethodSource("networks")
    void network_matchesPyTorch(JsonNode row) {
        VectorNetwork v = new VectorNetwork(row);
        ReferenceNetwork network = v.reference();
        double[] gradient = new double[v.shape.parameters()];
        double loss = 0;
        for (int b = 0; b < v.labels.length; b++) {
            loss +=
                    network.gradient(
                            v.parameters,
                            v.inputs[b],
                            v.labels[b],
                            1.0 / v.labels.length,
                            gradient);
            var courses = network.forward(v.parameters, v.inputs[b]);
            for (int t = 0; t < v.steps; t++) {
                JsonNode spikes = row.get("hidden_spikes").get(t).get(b);
                JsonNode alpha = row.get("out_alpha").get(t).get(b);
                for (int k = 0; k < spikes.size(); k++) {
                    assertEquals(spikes.get(k).asDouble(), courses.get(0).spikes()[t][k]);
                }
                for (int k = 0; k < alpha.size(); k++) {
                    double population = Qlif.population(courses.get(1).phi()[t][k]);
                    assertEquals(alpha.get(k).asDouble(), population, 1e-9);
                }
            }
        }
        assertEquals(row.get("loss_value").asDouble(), loss / v.labels.length, 1e-9);
        assertArrayEquals(v.gradient, gradient, 1e-9);
    }

    /**
     * Where no spike flips, the membrane loss of one layer is smooth, and exact BPTT is its
     * derivative.
     */
    @ParameterizedTest
    @EnumSource(Qlif.Leak.class)
    void fullGradient_matchesFiniteDifferences(Qlif.Leak leak) {
        Qlif d = Qlif.DEFAULT;
        for (Angle angle : Angle.values()) {
            Qlif neuron = new Qlif(leak, Reset.GROUND, 0.75, 60, 200, angle, d.surrogate(), 1);
            NetworkShape shape = shape(neuron, 7);
            ReferenceNetwork network =
                    new ReferenceNetwork(shape, neuron, training(TrainingConfig.Loss.MEMBRANE), 7);
            SplittableRandom random = new SplittableRandom(3);
            double[] w = random.doubles(shape.parameters(), -0.3, 0.3).toArray();
            double[][] x = new double[7][4];
            for (double[] row : x) for (int i = 0; i < 4; i++) row[i] = random.nextInt(2);
            double[] gradient = new double[w.length];
            network.gradient(w, x, 1, 1, gradient);
            for (int i = 0; i < w.length; i++) {
                double h = 1e-6;
                double at = w[i];
                w[i] = at + h;
                double up = network.loss(w, x, 1);
                w[i] = at - h;
                double down = network.loss(w, x, 1);
                w[i] = at;
                assertEquals((up - down) / (2 * h), gradient[i], 1e-6, "parameter " + i);
            }
        }
    }

    @Test
    void window_cutsTheChain() {
        NetworkShape shape = shape(Qlif.DEFAULT, 7);
        double[] spatial = gradientWith(shape, Bptt.SPATIAL);
        double[] two = gradientWith(shape, new Bptt(2));
        double[] full = gradientWith(shape, Bptt.FULL);
        double[] seven = gradientWith(shape, new Bptt(7));
        assertArrayEquals(full, seven, 0);
        org.junit.jupiter.api.Assertions.assertFalse(java.util.Arrays.equals(spatial, two));
        org.junit.jupiter.api.Assertions.assertFalse(java.util.Arrays.equals(two, full));
    }

    private static double[] gradientWith(NetworkShape shape, Bptt bptt) {
        TrainingConfig base = training(TrainingConfig.Loss.MEMBRANE);
        TrainingConfig training =
                new TrainingConfig(1, 1, bptt, base.loss(), 1, base.gradient(), base.microBatch());
        ReferenceNetwork network = new ReferenceNetwork(shape, Qlif.DEFAULT, training, 7);
        double[] w = new SplittableRandom(3).doubles(shape.parameters(), -0.2, 0.3).toArray();
        double[][] x = new double[7][4];
        for (double[] row : x) java.util.Arrays.fill(row, 1);
        double[] gradient = new double[w.length];
        network.gradient(w, x, 1, 1, gradient);
        return gradient;
    }

    private static TrainingConfig training(TrainingConfig.Loss loss) {
        return new TrainingConfig(1, 1, Bptt.FULL, loss, 1, TrainingConfig.Gradient.EXACT, 1);
    }

    /** One layer, 4-3. */
    private static NetworkShape shape(Qlif neuron, int steps) {
        ModelConfig model = ModelConfig.dense(List.of(), 1, 1, 0);
        Shape input = Shape.flat(true, false, 4, steps);
        return NetworkShape.of(model, model.stack(neuron), input, 3);
    }
}

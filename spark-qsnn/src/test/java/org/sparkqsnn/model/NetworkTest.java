package org.sparkqsnn.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.data.encode.SpikeTrains;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.experiment.Bptt;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.TrainingConfig;
import org.sparkqsnn.layer.LayerSpec;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.qlif.Qlif;
import org.sparkqsnn.neuron.qlif.QlifVectors;

/** The fast float path against the double definition and PyTorch, tensor by tensor. */
class NetworkTest {
    private static final int INPUTS = 30;
    private static final int CLASSES = 4;
    private static final ImageSet IMAGES = images();

    static Stream<JsonNode> networks() {
        return StreamSupport.stream(QlifVectors.ALL.get("networks").spliterator(), false);
    }

    /**
     * Inputs of the vectors are spikes chosen at each step; a one-step latency image cannot make
     * them, so they enter as a hidden layer's spikes would: written into the input buffer.
     */
    @ParameterizedTest
    @MethodSource("networks")
    void floatGradient_matchesPyTorch(JsonNode row) {
        VectorNetwork v = new VectorNetwork(row);
        ExperimentConfig config =
                config(v.neuron, v.training, EncoderConfig.Kind.LATENCY, v.steps, List.of(5));
        try (Network network = config.open(v.shape)) {
            for (int b = 0; b < v.labels.length; b++) write(v.inputs[b], network.input(b));
            float[] gradient = gradient(network, config, floats(v.parameters), v.labels);
            double scale = 0;
            for (double g : v.gradient) scale = Math.max(scale, Math.abs(g));
            for (int i = 0; i < gradient.length; i++) {
                assertEquals(v.gradient[i], gradient[i], 1e-4 * scale, "parameter " + i);
            }
        }
    }

    /** Widths that leave part of a vector, of a panel and of nothing empty. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 16, 17, 63, 64, 65, 130})
    void floatGradient_matchesTheDefinition_forAwkwardWidths(int width) {
        for (EncoderConfig.Kind kind : EncoderConfig.Kind.values()) {
            assertMatchesDefinition(
                    kind, List.of(width), Qlif.DEFAULT, TrainingConfig.Loss.BOTH, Bptt.FULL);
        }
    }

    @ParameterizedTest
    @EnumSource(TrainingConfig.Loss.class)
    void floatGradient_matchesTheDefinition_forEveryLossAndDepth(TrainingConfig.Loss loss) {
        Qlif d = Qlif.DEFAULT;
        for (Qlif.Leak leak : Qlif.Leak.values()) {
            for (Qlif.Reset reset : Qlif.Reset.values()) {
                Qlif neuron = new Qlif(leak, reset, 0.6, 60, 200, d.angle(), d.surrogate(), 1);
                for (EncoderConfig.Kind kind : EncoderConfig.Kind.values()) {
                    assertMatchesDefinition(kind, List.of(), neuron, loss, Bptt.FULL);
                    assertMatchesDefinition(kind, List.of(20), neuron, loss, Bptt.SPATIAL);
                    assertMatchesDefinition(kind, List.of(20, 9), neuron, loss, new Bptt(3));
                }
            }
        }
    }

    /** Of 6 samples: 4 and 2, and one by one. */
    @ParameterizedTest
    @EnumSource(EncoderConfig.Kind.class)
    void microBatches_areSummed(EncoderConfig.Kind kind) {
        float[] all = microBatchGradient(kind, 6);
        assertArrayEquals(all, microBatchGradient(kind, 4), 1e-5f);
        assertArrayEquals(all, microBatchGradient(kind, 1), 1e-5f);
    }

    private static float[] microBatchGradient(EncoderConfig.Kind kind, int microBatch) {
        TrainingConfig training = training(TrainingConfig.Loss.COUNT, Bptt.SPATIAL, microBatch);
        ExperimentConfig config = config(Qlif.DEFAULT, training, kind, 8, List.of(20));
        return stepGradient(config, initial(config, 1, 4));
    }

    /** A layer of several panels over another one. */
    @Test
    void floatGradient_matchesTheDefinition_forAWideUpperLayer() {
        for (EncoderConfig.Kind kind : EncoderConfig.Kind.values()) {
            assertMatchesDefinition(
                    kind, List.of(9, 130), Qlif.DEFAULT, TrainingConfig.Loss.BOTH, Bptt.FULL);
        }
    }

    /** The tau plane of a first layer of currents has no effect and no part in the norm. */
    @ParameterizedTest
    @EnumSource(EncoderConfig.Kind.class)
    void squaredNorm_isThatOfTheFlatGradient(EncoderConfig.Kind kind) {
        TrainingConfig training = training(TrainingConfig.Loss.COUNT, Bptt.SPATIAL, 6);
        ExperimentConfig config = config(Qlif.DEFAULT, training, kind, 8, List.of(20));
        NetworkShape shape = config.networkOf(INPUTS, CLASSES);
        float[] flat = initial(config, 2, 3);
        double expected = 0;
        for (int i = 0; i < flat.length; i++) {
            boolean unused =
                    kind == EncoderConfig.Kind.DIRECT
                            && i >= shape.tensors().offset("0.tau.weight")
                            && i < shape.tensors().offset(1);
            if (!unused) expected += (double) flat[i] * flat[i];
        }
        try (Network network = config.open(shape)) {
            float[] kernel = new float[network.kernelSize()];
            network.toKernel(flat, 0, kernel);
            for (int again = 0; again < 2; again++)
                assertEquals(expected, network.squaredNorm(kernel), 1e-9 * expected);
        }
    }

    /** The released update leaves the hidden layer alone and moves the output layer. */
    @Test
    void releasedGradient_isZeroInHiddenLayers() {
        Qlif neuron = QlifVectors.neuron("rotation", Qlif.Reset.REFRACTORY, "centred");
        TrainingConfig training =
                new TrainingConfig(
                        1,
                        6,
                        Bptt.SPATIAL,
                        TrainingConfig.Loss.MEMBRANE,
                        1,
                        TrainingConfig.Gradient.RELEASED,
                        6);
        ExperimentConfig config =
                config(neuron, training, EncoderConfig.Kind.DIRECT, 8, List.of(20));
        NetworkShape shape = config.networkOf(INPUTS, CLASSES);
        float[] gradient = stepGradient(config, initial(config, 1, 2));
        double output = 0;
        for (int i = 0; i < gradient.length; i++) {
            if (i < shape.tensors().offset(1)) assertEquals(0, gradient[i]);
            else output += Math.abs(gradient[i]);
        }
        assertTrue(output > 0);
    }

    private static void assertMatchesDefinition(
            EncoderConfig.Kind kind,
            List<Integer> hidden,
            Qlif neuron,
            TrainingConfig.Loss loss,
            Bptt bptt) {
        int steps = 8;
        TrainingConfig training = training(loss, bptt, 6);
        ExperimentConfig config = config(neuron, training, kind, steps, hidden);
        NetworkShape shape = config.networkOf(INPUTS, CLASSES);
        float[] w = initial(config, 5, 3);
        float[] actual = stepGradient(config, w);
        ReferenceNetwork reference = new ReferenceNetwork(shape, neuron, training, steps);
        double[] expected = new double[w.length];
        double[] parameters = new double[w.length];
        for (int i = 0; i < w.length; i++) parameters[i] = w[i];
        for (int s = 0; s < IMAGES.size(); s++) {
            reference.gradient(
                    parameters,
                    DenseInput.of(config.encoder(), IMAGES, s, 99, 0),
                    IMAGES.label(s),
                    1.0 / IMAGES.size(),
                    expected);
        }
        double scale = 1e-9;
        for (double g : expected) scale = Math.max(scale, Math.abs(g));
        for (int i = 0; i < w.length; i++) {
            assertEquals(
                    expected[i], actual[i], 2e-4 * scale, kind + " " + hidden + " parameter " + i);
        }
    }

    private static float[] stepGradient(ExperimentConfig config, float[] flat) {
        NetworkShape shape = config.networkOf(INPUTS, CLASSES);
        int[] labels = new int[IMAGES.size()];
        for (int s = 0; s < labels.length; s++) labels[s] = IMAGES.label(s);
        try (Network network = config.open(shape)) {
            float[] w = new float[network.kernelSize()];
            network.toKernel(flat, 0, w);
            float[] kernel = new float[network.kernelSize()];
            network.prepare(w);
            Objective objective = config.objective(shape);
            for (int first = 0; first < labels.length; first += network.capacity()) {
                int samples = Math.min(network.capacity(), labels.length - first);
                for (int s = 0; s < samples; s++) network.encode(IMAGES, first + s, 99, 0, s);
                network.forward(w, samples);
                backward(network, objective, labels, first, samples, w, kernel);
            }
            network.finish(kernel);
            float[] gradient = new float[shape.parameters()];
            network.toFlat(kernel, gradient, 0);
            return gradient;
        }
    }

    private static float[] gradient(
            Network network, ExperimentConfig config, float[] flat, int[] labels) {
        float[] w = new float[network.kernelSize()];
        network.toKernel(flat, 0, w);
        float[] kernel = new float[network.kernelSize()];
        network.prepare(w);
        network.forward(w, labels.length);
        backward(network, config.objective(network.shape()), labels, 0, labels.length, w, kernel);
        network.finish(kernel);
        float[] gradient = new float[network.shape().parameters()];
        network.toFlat(kernel, gradient, 0);
        return gradient;
    }

    private static void backward(
            Network network,
            Objective objective,
            int[] labels,
            int first,
            int samples,
            float[] w,
            float[] kernel) {
        for (int s = 0; s < samples; s++) {
            Target target = new Target.Label(labels[first + s]);
            double unused = objective.gradient(network.output(), s, target, 1.0 / labels.length);
        }
        network.backward(w, kernel, samples);
    }

    private static void write(double[][] steps, SpikeTrains trains) {
        trains.clear(steps.length);
        for (int i = 0; i < steps[0].length; i++) {
            int[] words = new int[trains.words()];
            for (int t = 0; t < steps.length; t++) if (steps[t][i] == 1) words[t / 32] |= 1 << t;
            for (int w = 0; w < words.length; w++) trains.set(w, words[w]);
            trains.end(i);
        }
    }

    /** Wide enough that all neurons have something to do. */
    private static float[] initial(ExperimentConfig config, long seed, double spread) {
        ModelConfig wide = ModelConfig.dense(config.model().hidden(), spread, 1, 0);
        Shape input = config.encoder().shapeOf(INPUTS);
        List<LayerSpec> layers = wide.stack(config.neuron());
        return NetworkShape.of(wide, layers, input, CLASSES).initialParameters(seed);
    }

    private static ExperimentConfig config(
            Qlif neuron,
            TrainingConfig training,
            EncoderConfig.Kind kind,
            int steps,
            List<Integer> hidden) {
        ExperimentConfig d = ExperimentConfig.DEFAULT;
        return new ExperimentConfig(
                1,
                d.run(),
                d.data(),
                ModelConfig.dense(hidden, 1, 1, 0),
                neuron,
                d.augment(),
                d.rates(),
                new EncoderConfig(kind, steps),
                Optional.empty(),
                Optional.empty(),
                training,
                d.optimiser(),
                d.averaging(),
                d.checkpoint(),
                d.tracking());
    }

    private static TrainingConfig training(TrainingConfig.Loss loss, Bptt bptt, int microBatch) {
        return new TrainingConfig(1, 6, bptt, loss, 1, TrainingConfig.Gradient.EXACT, microBatch);
    }

    private static ImageSet images() {
        SplittableRandom random = new SplittableRandom(8);
        byte[] block = new byte[6 * (INPUTS + 1)];
        for (int i = 0; i < block.length; i++) {
            block[i] =
                    (byte)
                            (i % (INPUTS + 1) == 0
                                    ? random.nextInt(CLASSES)
                                    : random.nextInt(256) * random.nextInt(2));
        }
        return ImageSet.of(5, 6, CLASSES, 6, new byte[][] {block});
    }

    private static float[] floats(double[] values) {
        float[] out = new float[values.length];
        for (int i = 0; i < out.length; i++) out[i] = (float) values[i];
        return out;
    }
}

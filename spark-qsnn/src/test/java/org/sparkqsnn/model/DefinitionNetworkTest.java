package org.sparkqsnn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkqsnn.data.encode.Philox4x32;
import org.sparkqsnn.data.encode.Stream;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.experiment.Bptt;
import org.sparkqsnn.experiment.TrainingConfig;
import org.sparkqsnn.layer.Dropout;
import org.sparkqsnn.layer.LayerSpec;
import org.sparkqsnn.layer.dense.Dense;
import org.sparkqsnn.model.loss.CrossEntropy;
import org.sparkqsnn.model.readout.Count;
import org.sparkqsnn.model.readout.Membrane;
import org.sparkqsnn.model.readout.RateMembrane;
import org.sparkqsnn.model.readout.Value;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.Surrogate;
import org.sparkqsnn.neuron.lif.CubaLif;
import org.sparkqsnn.neuron.lif.Li;
import org.sparkqsnn.neuron.lif.Lif;
import org.sparkqsnn.neuron.lif.Reset;
import org.sparkqsnn.neuron.qlif.Angle;
import org.sparkqsnn.neuron.qlif.Qlif;
import org.sparkqsnn.neuron.real.Identity;
import org.sparkqsnn.neuron.real.Relu;
import org.sparkqsnn.training.Small;

class DefinitionNetworkTest {
    private static final int STEPS = 8;
    private static final int CLASSES = 3;

    /** 6-5-4-3, two leaks, two resets, three windows: the older definition of QLIF networks. */
    @Test
    void qlifNetwork_isTheOlderDefinitions() {
        for (Qlif.Leak leak : Qlif.Leak.values())
            for (Qlif.Reset reset : Qlif.Reset.values())
                for (Bptt bptt : List.of(Bptt.FULL, Bptt.SPATIAL, new Bptt(3)))
                    compare(
                            new Qlif(
                                    leak, reset, 0.6, 60, 200, Angle.WRAPPED, Surrogate.CENTRED, 1),
                            bptt);
    }

    private static void compare(Qlif neuron, Bptt bptt) {
        ModelConfig model = ModelConfig.dense(List.of(5, 4), 4, 1, 0);
        Shape input = Shape.flat(true, false, 6, STEPS);
        NetworkShape shape = NetworkShape.of(model, model.stack(neuron), input, CLASSES);
        double[] w = doubles(shape.initialParameters(5));
        double[][] x = spikes(6, 3);
        TrainingConfig training =
                new TrainingConfig(
                        1, 1, bptt, TrainingConfig.Loss.BOTH, 1, TrainingConfig.Gradient.EXACT, 1);
        double[] expected = new double[w.length];
        double[] actual = new double[w.length];
        double loss =
                new ReferenceNetwork(shape, neuron, training, STEPS).gradient(w, x, 1, 1, expected);
        Objective objective =
                new Objective(RateMembrane.DEFAULT, CrossEntropy.DEFAULT, shape.output());
        DefinitionNetwork network = new DefinitionNetwork(shape, objective, bptt.window());
        assertEquals(loss, network.gradient(w, x, 1, 1, actual), 1e-12);
        double scale = 0;
        for (double g : expected) scale = Math.max(scale, Math.abs(g));
        assertTrue(scale > 0);
        for (int i = 0; i < w.length; i++) assertEquals(expected[i], actual[i], 1e-12 * scale);
    }

    /** A hidden and an output neuron, and what reads the output. */
    record Case(Neuron hidden, Neuron output, Readout readout) {}

    static List<Case> cases() {
        Lif lif = new Lif(0.8, false, 0.4, Reset.SUBTRACT, Surrogate.CENTRED, 2);
        Lif trained = new Lif(0.8, true, 0.4, Reset.ZERO, Surrogate.FAST_SIGMOID, 2);
        CubaLif cuba = new CubaLif(0.6, 0.5, 0.2, Reset.ZERO, Surrogate.CENTRED, 2);
        List<Case> all = new ArrayList<>();
        all.add(new Case(lif, lif, Count.DEFAULT));
        all.add(new Case(trained, trained, RateMembrane.DEFAULT));
        all.add(new Case(cuba, new Li(0.9, true), Value.DEFAULT));
        all.add(new Case(Relu.DEFAULT, Identity.DEFAULT, Value.DEFAULT));
        all.add(new Case(Relu.DEFAULT, lif, Count.DEFAULT));
        all.add(new Case(lif, Qlif.DEFAULT, Membrane.DEFAULT));
        all.add(new Case(Qlif.DEFAULT, Li.DEFAULT, Membrane.DEFAULT));
        return all;
    }

    /** Mixed networks over spikes and over values, wider than a panel, in the fast path. */
    @ParameterizedTest
    @MethodSource("cases")
    void fastPath_isTheDefinition(Case one) {
        for (int width : new int[] {1, 17, 150})
            for (boolean direct : new boolean[] {false, true})
                for (int window : new int[] {1, 3, Integer.MAX_VALUE}) {
                    compare(one, width, direct, window, false);
                    compare(one, width, direct, window, true);
                }
    }

    /**
     * @param more with dropout, of two layers one after the other, and penalties where there are
     *     spikes
     */
    private static void compare(Case one, int width, boolean direct, int window, boolean more) {
        ImageSet images = Small.data().train();
        EncoderConfig.Kind kind = direct ? EncoderConfig.Kind.DIRECT : EncoderConfig.Kind.LATENCY;
        EncoderConfig encoder = new EncoderConfig(kind, STEPS);
        Dense hidden = new Dense(width, one.hidden);
        Dense output = new Dense(0, one.output);
        List<LayerSpec> layers =
                more
                        ? List.of(hidden, new Dropout(0.3), new Dropout(0.2), output)
                        : List.of(hidden, output);
        ModelConfig model = ModelConfig.dense(List.of(), 1, 1, 0.1);
        NetworkShape shape = NetworkShape.of(model, layers, encoder.shape(images.features()), 10);
        float[] flat = shape.initialParameters(3);
        double[] expected = new double[flat.length];
        Objective objective = new Objective(one.readout, CrossEntropy.DEFAULT, shape.output());
        List<RatePenalty> penalties = new ArrayList<>();
        if (more && one.hidden.spikes())
            penalties.add(new RatePenalty(0, 0.1, 0.2, 0.2, 0.3, 0.5, 2, 0.4, 3));
        if (more && one.output.spikes())
            penalties.add(new RatePenalty(3, 0.3, 0.1, 0.1, 1, 0.3, 2, 0, 0));
        DefinitionNetwork definition = new DefinitionNetwork(shape, objective, window, penalties);
        int samples = 3;
        double loss = 0;
        for (int s = 0; s < samples; s++) {
            double[][] x = DenseInput.of(encoder, images, s, 9, 0);
            if (shape.output().constant()) x = new double[][] {x[0]};
            if (more) definition.drop(1, counts(0.3, width, images.record(s), 1));
            if (more) definition.drop(2, counts(0.2, width, images.record(s), 2));
            loss += definition.gradient(doubles(flat), x, images.label(s), 1.0 / samples, expected);
        }
        float[] actual = new float[flat.length];
        try (Network network =
                new Network(
                        shape, encoder, samples, new Learning(window, false, true, penalties))) {
            float[] w = new float[network.kernelSize()];
            float[] gradient = new float[network.kernelSize()];
            network.toKernel(flat, 0, w);
            network.prepare(w);
            for (int s = 0; s < samples; s++) network.encode(images, s, 9, 0, s);
            network.forward(w, samples);
            for (int s = 0; s < samples; s++) {
                Target target = new Target.Label(images.label(s));
                loss -= objective.gradient(network.output(), s, target, 1.0 / samples);
            }
            loss -= network.penalty(samples, 1.0 / samples);
            network.backward(w, gradient, samples);
            network.finish(gradient);
            network.toFlat(gradient, actual, 0);
        }
        assertEquals(0, loss, 1e-4, one + " " + width);
        double scale = 1e-9;
        for (double g : expected) scale = Math.max(scale, Math.abs(g));
        boolean lost = direct && one.hidden instanceof Qlif;
        int tau = lost ? shape.tensors().offset("0.tau.weight") : flat.length;
        for (int i = 0; i < flat.length; i++) {
            if (i >= tau && i < shape.tensors().offset(1)) continue; // has no effect
            assertEquals(expected[i], actual[i], 5e-4 * scale, one + " " + width + " at " + i);
        }
    }

    /** What each of the neurons below a layer of dropout counts; the key and epoch are as above. */
    private static double[] counts(double rate, int width, long sample, int layer) {
        long key = Stream.DROPOUT.key(9);
        double[] counts = new double[width];
        int[] words = new int[4];
        for (int n = 0; n < width; n++) {
            Philox4x32.block((int) sample, 0, n / 4, layer << 16, key, words, 0);
            boolean drops = (words[n % 4] & 0xffffffffL) < Math.floor(rate * 0x1p32);
            counts[n] = drops ? 0 : 1 / (1 - rate);
        }
        return counts;
    }

    private static double[][] spikes(int inputs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] x = new double[STEPS][inputs];
        for (double[] row : x) for (int i = 0; i < inputs; i++) row[i] = random.nextInt(2);
        return x;
    }

    private static double[] doubles(float[] values) {
        double[] all = new double[values.length];
        for (int i = 0; i < all.length; i++) all[i] = values[i];
        return all;
    }
}

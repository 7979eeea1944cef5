package org.sparkqsnn.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.sparkqsnn.layer.dense.Dense;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.Signal;
import org.sparkqsnn.neuron.real.Identity;

/**
 * What every layer must keep to. To test a layer of one's own, or neurons of one's own in a dense
 * layer, write a class that extends this one and says which layers to test.
 *
 * <p>Layers run as they train, in single precision, so gradients are compared within a few
 * thousandths of the largest: what this finds is a plane, a bias or a step that is left out. {@code
 * NeuronContractTest} holds the derivatives of a neuron's step to 1e-6.
 */
public abstract class LayerContractTest {

    /** The layers, in all their modes. */
    protected abstract List<LayerSpec> layers();

    /** What stands for dS/dmembrane of a layer's neurons on the way back, if they spike. */
    protected abstract double surrogate(LayerSpec layer, double membrane);

    /** What the layers read; the default is spikes, values by step, and values that stay. */
    protected List<Shape> inputs() {
        return List.of(
                Shape.flat(true, false, 20, 8),
                Shape.flat(true, false, 5, 40),
                Shape.flat(false, false, 20, 8),
                Shape.flat(false, true, 20, 8));
    }

    /**
     * Below another layer, which is linear: {@code backward} is the derivative of the loss of both.
     * For a spike stands the line through its membrane with the slope of the surrogate.
     */
    @TestFactory
    List<DynamicTest> gradientBelowAnotherLayer_isTheDerivative() {
        return all(3, this::gradientBelowAnotherLayer);
    }

    private void gradientBelowAnotherLayer(LayerContractBench shown, SplittableRandom random) {
        Dense linear = new Dense(2, Identity.DEFAULT);
        try (LayerContractBench lower = shown.hidden();
                LayerContractBench upper =
                        new LayerContractBench(linear, lower.layer.output(), true)) {
            float[] w = lower.draw(random);
            float[] v = upper.draw(random);
            lower.forward(w);
            upper.forward(v);
            double[] by = backwardOfNumbers(upper, random);
            float[] gradient = lower.backward(upper.layer.inputGradient().orElseThrow());
            shown.forward(w);
            assertArrayEquals(shown.outputs(), lower.outputs());
            double[] byMembrane = slopes(shown);
            for (int i = 0; i < byMembrane.length; i++) byMembrane[i] *= effect(upper, v, by, i);
            new LayerContractDifferences(shown, w, byMembrane).requireDerivative(gradient);
        }
    }

    /** Runs a layer backward from random gradients by its outputs, which it returns. */
    private static double[] backwardOfNumbers(LayerContractBench bench, SplittableRandom random) {
        double[] by = numbers(bench.outputs().length, random);
        bench.write(by, new double[by.length]);
        float[] unused = bench.backward(OutputGradient.of(bench.layer.output()));
        return by;
    }

    /** What one more of a number does to the loss of a linear layer. */
    private static double effect(LayerContractBench linear, float[] w, double[] by, int number) {
        double change = linear.change(number, 1);
        linear.forward(w);
        double changed = LayerContractDifferences.sum(by, linear.outputs());
        linear.change(number, -1);
        linear.forward(w);
        return (changed - LayerContractDifferences.sum(by, linear.outputs())) / change;
    }

    /** As a read-out, whose loss has gradients by outputs and by membranes. */
    @TestFactory
    List<DynamicTest> gradientOfAReadout_isTheDerivative() {
        return all(4, this::gradientOfReadout);
    }

    private void gradientOfReadout(LayerContractBench bench, SplittableRandom random) {
        float[] w = bench.draw(random);
        bench.forward(w);
        double[] byOutput = numbers(bench.outputs().length, random);
        double[] byMembrane = numbers(byOutput.length, random);
        bench.write(byOutput, byMembrane);
        float[] gradient = bench.backward(OutputGradient.of(bench.layer.output()));
        double[] by = slopes(bench);
        for (int i = 0; i < by.length; i++) by[i] = by[i] * byOutput[i] + byMembrane[i];
        new LayerContractDifferences(bench, w, by).requireDerivative(gradient);
    }

    /** The gradient by what the layer reads. */
    @TestFactory
    List<DynamicTest> gradientByTheInput_isTheDerivative() {
        return all(5, LayerContractTest::gradientByInput);
    }

    private static void gradientByInput(LayerContractBench bench, SplittableRandom random) {
        float[] w = bench.draw(random);
        boolean spikes = bench.below.shape.spikes();
        if (spikes) bench.scaleWeights(w, LayerContractDifferences.SMALL);
        bench.forward(w);
        double[] by = numbers(bench.outputs().length, random);
        LayerContractDifferences differences = new LayerContractDifferences(bench, w, by);
        if (spikes) differences.requireDerivativeBySpikes();
        else differences.requireDerivativeByValues();
    }

    /** A layer between others, linear in what it reads: what one more does is its gradient. */
    @TestFactory
    List<DynamicTest> gradientBetweenLayers_isTheDerivative() {
        return cases(true, bench(9, false, LayerContractTest::gradientBetweenLayers));
    }

    private static void gradientBetweenLayers(LayerContractBench bench, SplittableRandom random) {
        Dense linear = new Dense(2, Identity.DEFAULT);
        try (LayerContractBench above =
                new LayerContractBench(linear, bench.layer.output(), true)) {
            float[] w = bench.draw(random);
            float[] v = above.draw(random);
            bench.forward(w);
            above.forward(v);
            double[] by = backwardOfNumbers(above, random);
            double[] gradient = bench.inputGradient(above.layer.inputGradient().orElseThrow());
            double here = LayerContractDifferences.sum(by, above.outputs());
            for (int i = 0; i < gradient.length; i++) {
                double change = bench.change(i, 1);
                bench.forward(w);
                above.forward(v);
                double there = LayerContractDifferences.sum(by, above.outputs());
                assertEquals((there - here) / change, gradient[i], 1e-4);
                bench.change(i, -1);
            }
        }
    }

    /** From flat to kernel layout and back nothing changes, nor what lies beside it. */
    @TestFactory
    List<DynamicTest> kernelLayout_losesNothing() {
        return all(6, LayerContractLayout::requireKept);
    }

    /** The norm of a gradient is that of its flat numbers. */
    @TestFactory
    List<DynamicTest> squaredNorm_isTheFlatOne() {
        return all(7, LayerContractTest::squaredNorm);
    }

    private static void squaredNorm(LayerContractBench bench, SplittableRandom random) {
        bench.forward(bench.draw(random));
        double[] by = numbers(bench.outputs().length, random);
        bench.write(by, by);
        double expected = 0;
        for (float g : bench.backward(OutputGradient.of(bench.layer.output())))
            expected += (double) g * g;
        assertTrue(expected > 0, "no gradient: the test does not test");
        assertEquals(expected, bench.squaredNorm(), 1e-9 * expected);
    }

    /** A micro-batch that is not full gives what its samples give in a full one. */
    @TestFactory
    List<DynamicTest> firstSample_isTheSameAlone() {
        return all(8, LayerContractTest::firstSample);
    }

    private static void firstSample(LayerContractBench bench, SplittableRandom random) {
        float[] w = bench.draw(random);
        bench.forward(w);
        double[] outputs = bench.outputs();
        int each = outputs.length / LayerContractBench.SAMPLES;
        double[] by = Arrays.copyOf(numbers(each, random), outputs.length);
        bench.write(by, by);
        OutputGradient loss = OutputGradient.of(bench.layer.output());
        float[] expected = bench.backward(loss);
        bench.forward(w, 1);
        assertArrayEquals(Arrays.copyOf(outputs, each), Arrays.copyOf(bench.outputs(), each));
        double rounding = 1e-5 * LayerContractDifferences.scale(expected);
        assertArrayEquals(expected, bench.backward(loss, 1), (float) rounding);
    }

    /** {@code size} is what the layer holds: exactly so in the kernel, at most so in lists. */
    @TestFactory
    List<DynamicTest> size_isWhatTheLayerHolds() {
        return Stream.of(false, true)
                .flatMap(between -> cases(between, LayerContractMemory::requireSize).stream())
                .toList();
    }

    /** By output: the surrogate at the membrane of a spike, 1 of a value. */
    private double[] slopes(LayerContractBench bench) {
        boolean spikes = bench.layer.output().shape.spikes();
        return Arrays.stream(bench.membranes())
                .map(membrane -> spikes ? surrogate(bench.spec, membrane) : 1)
                .toArray();
    }

    private static double[] numbers(int count, SplittableRandom random) {
        return random.doubles(count, -1, 1).toArray();
    }

    /** A test for each layer, as a read-out, over each input; none for those between others. */
    private List<DynamicTest> all(
            long seed, BiConsumer<LayerContractBench, SplittableRandom> check) {
        return cases(false, bench(seed, true, check));
    }

    private List<DynamicTest> cases(boolean between, BiConsumer<LayerSpec, Shape> check) {
        return layers().stream()
                .filter(spec -> spec.between() == between)
                .flatMap(spec -> inputs().stream().map(input -> one(spec, input, check)))
                .toList();
    }

    private static DynamicTest one(
            LayerSpec spec, Shape input, BiConsumer<LayerSpec, Shape> check) {
        return DynamicTest.dynamicTest(spec + " over " + input, () -> check.accept(spec, input));
    }

    private static BiConsumer<LayerSpec, Shape> bench(
            long seed, boolean readout, BiConsumer<LayerContractBench, SplittableRandom> check) {
        return (spec, input) -> {
            SplittableRandom random = new SplittableRandom(seed);
            Signal below = LayerContractBench.signal(input, random);
            try (LayerContractBench bench = new LayerContractBench(spec, below, readout)) {
                check.accept(bench, random);
            }
        };
    }
}

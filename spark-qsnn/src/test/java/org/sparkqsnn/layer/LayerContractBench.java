package org.sparkqsnn.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.sparkqsnn.math.CacheLines;
import org.sparkqsnn.neuron.Draws;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.Signal;

/**
 * One layer that reads a signal of the test's own, with flat parameters. Arrays of what it reads or
 * puts out have shape [samples][rows][size].
 */
final class LayerContractBench implements AutoCloseable {
    static final int SAMPLES = 3;
    private static final int CLASSES = 7;
    private static final int AT = CacheLines.FIRST;

    final LayerSpec spec;
    final Signal below;
    final Layer layer;
    private final float[] kernel;
    private final float[] gradient;

    /** As it trains; a layer that stands between others is no read-out. */
    LayerContractBench(LayerSpec spec, Signal below, boolean readout) {
        this.spec = spec;
        this.below = below;
        this.layer = spec.open(context(spec, LayerInput.of(below), SAMPLES, readout, true));
        this.kernel = new float[AT + layer.kernelSize()];
        this.gradient = new float[AT + layer.kernelSize()];
        assertEquals(spec.output(below.shape, CLASSES), layer.output().shape);
    }

    /** A second bench for this layer and what it reads, in which it is not the read-out. */
    LayerContractBench hidden() {
        return new LayerContractBench(spec, below, false);
    }

    static LayerSpec.Context context(
            LayerSpec spec, LayerInput input, int samples, boolean readout, boolean wantsGradient) {
        Draws draws = new Draws(samples);
        for (int slot = 0; slot < samples; slot++) draws.address(slot, 1, slot, 0);
        return new LayerSpec.Context(
                input,
                spec.output(input.shape(), CLASSES),
                samples,
                Integer.MAX_VALUE,
                0,
                readout,
                wantsGradient,
                true,
                false,
                false,
                draws);
    }

    /** A signal as a layer below might leave it. */
    static Signal signal(Shape shape, SplittableRandom random) {
        int width = Panels.of(shape.size(), 1).width();
        Signal signal = new Signal(shape, SAMPLES, width, false);
        for (int i = 0; i < SAMPLES * signal.steps * shape.size(); i++)
            if (!shape.spikes()) add(signal, i, random.nextDouble(-1, 1));
            else if (random.nextDouble() < 0.3) flip(signal, i);
        return signal;
    }

    /** Parameters with which neurons do something. */
    float[] draw(SplittableRandom random) {
        float[] flat = new float[parameters()];
        int at = 0;
        for (Tensor tensor : spec.tensors(below.shape, layer.output().shape)) {
            double spread = isWeight(tensor) ? 1.5 / Math.sqrt(tensor.fanIn()) : 0.5;
            for (int end = at + (int) tensor.size(); at < end; at++)
                flat[at] = (float) (tensor.centre() + random.nextDouble(-spread, spread));
        }
        return flat;
    }

    void scaleWeights(float[] flat, double factor) {
        int at = 0;
        for (Tensor tensor : spec.tensors(below.shape, layer.output().shape))
            for (int end = at + (int) tensor.size(); at < end; at++)
                if (isWeight(tensor)) flat[at] *= (float) factor;
    }

    private static boolean isWeight(Tensor tensor) {
        return tensor.name().endsWith("weight");
    }

    private int parameters() {
        return (int)
                spec.tensors(below.shape, layer.output().shape).stream()
                        .mapToLong(Tensor::size)
                        .sum();
    }

    void forward(float[] flat) {
        forward(flat, SAMPLES);
    }

    void forward(float[] flat, int samples) {
        layer.toKernel(flat, 0, kernel, AT);
        layer.prepare(kernel, AT);
        layer.forward(kernel, AT, samples);
    }

    /** Gradient by the flat parameters of the last forward pass; 0 by those without effect. */
    float[] backward(OutputGradient above) {
        return backward(above, SAMPLES);
    }

    float[] backward(OutputGradient above, int samples) {
        Arrays.fill(gradient, 0);
        layer.backward(kernel, gradient, AT, samples, above);
        layer.finish(gradient, AT);
        float[] flat = new float[parameters()];
        layer.toFlat(gradient, AT, flat, 0);
        return flat;
    }

    /** Of the last gradient. */
    double squaredNorm() {
        return layer.squaredNorm(gradient, AT);
    }

    /** Numbers that the layer reads. */
    int inputs() {
        return SAMPLES * below.steps * below.shape.size();
    }

    /** Changes a number that the layer reads; a spike by 1 or -1. Returns the change. */
    double change(int i, double by) {
        if (!below.shape.spikes()) return add(below, i, by);
        return flip(below, i);
    }

    /**
     * Gradient of a read-out's {@code Σ by membrane} by what it reads, after a forward pass. What
     * does not spike puts its membrane out.
     */
    double[] inputGradient(double[] byMembrane) {
        double[] none = new double[byMembrane.length];
        boolean spikes = layer.output().shape.spikes();
        write(spikes ? none : byMembrane, spikes ? byMembrane : none);
        return inputGradient(OutputGradient.of(layer.output()));
    }

    /** Gradient by what the layer reads, after a forward pass. */
    double[] inputGradient(OutputGradient above) {
        backward(above);
        OutputGradient by = layer.inputGradient().orElseThrow();
        int cells = below.steps * below.width;
        float[] panels = new float[CacheLines.FIRST + SAMPLES * below.panels * cells];
        for (int sample = 0; sample < SAMPLES; sample++)
            for (int panel = 0; panel < below.panels; panel++)
                by.read(sample, panel, panels, below.cell(sample, panel));
        double[] all = new double[inputs()];
        for (int i = 0; i < all.length; i++) all[i] = panels[cell(below, i)];
        return all;
    }

    double[] outputs() {
        Signal out = layer.output();
        double[] all = new double[SAMPLES * out.steps * out.shape.size()];
        for (int i = 0; i < all.length; i++)
            all[i] = out.output(sample(out, i), number(out, i), step(out, i));
        return all;
    }

    /** Whether the layer fires as it did when it put this out. */
    boolean spikesAre(double[] outputs) {
        return !layer.output().shape.spikes() || Arrays.equals(outputs, outputs());
    }

    /** Of a read-out. */
    double[] membranes() {
        Signal out = layer.output();
        double[] all = new double[SAMPLES * out.steps * out.shape.size()];
        for (int i = 0; i < all.length; i++) all[i] = out.membrane[cell(out, i)];
        return all;
    }

    /** Writes the gradients of a loss into a read-out. */
    void write(double[] byOutput, double[] byMembrane) {
        Signal out = layer.output();
        for (int i = 0; i < byOutput.length; i++) {
            out.byOutput[cell(out, i)] = (float) byOutput[i];
            out.byMembrane[cell(out, i)] = (float) byMembrane[i];
        }
    }

    @Override
    public void close() {
        layer.close();
    }

    private static double add(Signal signal, int i, double by) {
        signal.values[cell(signal, i)] += (float) by;
        return by;
    }

    private static double flip(Signal signal, int i) {
        int step = step(signal, i);
        int number = number(signal, i);
        int word = signal.word(sample(signal, i), number / signal.width);
        int at = word + (step >>> 5) * signal.width + number % signal.width;
        signal.spikes[at] ^= 1 << step;
        return (signal.spikes[at] >>> step & 1) == 1 ? 1 : -1;
    }

    private static int cell(Signal signal, int i) {
        int number = number(signal, i);
        int cell = signal.cell(sample(signal, i), number / signal.width);
        return cell + step(signal, i) * signal.width + number % signal.width;
    }

    private static int number(Signal signal, int i) {
        return i % signal.shape.size();
    }

    private static int step(Signal signal, int i) {
        return i / signal.shape.size() % signal.steps;
    }

    private static int sample(Signal signal, int i) {
        return i / signal.shape.size() / signal.steps;
    }
}

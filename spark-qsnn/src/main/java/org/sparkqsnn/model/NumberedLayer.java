package org.sparkqsnn.model;

import java.util.Optional;
import org.sparkqsnn.layer.InputMeans;
import org.sparkqsnn.layer.Layer;
import org.sparkqsnn.layer.LayerSpec;
import org.sparkqsnn.layer.OutputGradient;
import org.sparkqsnn.neuron.Signal;

/** A layer that tells what its code, or that of its neurons, throws: see {@link LayerFailed}. */
final class NumberedLayer implements Layer {
    private final int number;
    private final LayerSpec spec;
    private final Layer layer;

    private NumberedLayer(int number, LayerSpec spec, Layer layer) {
        this.number = number;
        this.spec = spec;
        this.layer = layer;
    }

    static Layer open(LayerSpec spec, LayerSpec.Context context) {
        try {
            return new NumberedLayer(context.layer(), spec, spec.open(context));
        } catch (RuntimeException | LinkageError e) {
            throw LayerFailed.of(context.layer(), spec, e);
        }
    }

    @Override
    public int kernelSize() {
        return layer.kernelSize();
    }

    @Override
    public void toKernel(float[] flat, int from, float[] kernel, int at) {
        layer.toKernel(flat, from, kernel, at);
    }

    @Override
    public void toFlat(float[] kernel, int at, float[] flat, int to) {
        layer.toFlat(kernel, at, flat, to);
    }

    @Override
    public double squaredNorm(float[] gradient, int at) {
        return layer.squaredNorm(gradient, at);
    }

    @Override
    public void prepare(float[] parameters, int at) {
        layer.prepare(parameters, at);
    }

    @Override
    public void forward(float[] parameters, int at, int samples) {
        try {
            layer.forward(parameters, at, samples);
        } catch (RuntimeException | LinkageError e) {
            throw LayerFailed.of(number, spec, e);
        }
    }

    @Override
    public void backward(
            float[] parameters, float[] gradient, int at, int samples, OutputGradient above) {
        try {
            layer.backward(parameters, gradient, at, samples, above);
        } catch (RuntimeException | LinkageError e) {
            throw LayerFailed.of(number, spec, e);
        }
    }

    @Override
    public Optional<OutputGradient> inputGradient() {
        return layer.inputGradient();
    }

    @Override
    public void finish(float[] gradient, int at) {
        layer.finish(gradient, at);
    }

    @Override
    public Optional<InputMeans> inputMeans() {
        return layer.inputMeans();
    }

    @Override
    public Signal output() {
        return layer.output();
    }

    @Override
    public void close() {
        layer.close();
    }
}

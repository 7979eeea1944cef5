package org.sparkqsnn.layer;

import java.util.Arrays;
import java.util.Optional;
import org.sparkqsnn.math.CacheLines;
import org.sparkqsnn.math.DenseProduct;
import org.sparkqsnn.math.Norm;
import org.sparkqsnn.neuron.Signal;
import org.sparkqsnn.neuron.qlif.QlifKernel;

/**
 * Dense layer whose inputs are currents, the same at every step (direct code): one dense product a
 * sample, not one a step.
 *
 * <p>Its tau plane has no effect: where X = 0 it is 0 at every step, φ stays 0, and there is
 * nothing to leak. So the kernel layout is the theta plane alone, weights then biases, and the tau
 * plane is never touched.
 */
public final class CurrentDense implements Layer {
    private static final int DRIVES = CacheLines.FIRST;
    private static final int GRADIENT = DRIVES + 2 * Panels.WIDEST;

    private final DenseShape shape;
    private final float[] input;
    private final Panels panels;
    private final QlifKernel neurons;
    private final Signal signal;
    private final DenseProduct product;
    private final float[] currents;

    /** The inputs of a panel, then from {@link #GRADIENT} on its gradients. */
    private final float[] scratch;

    /**
     * @param input currents of the micro-batch; shape [samples][inputs]
     * @param readout whether the loss sees this layer's populations
     */
    public CurrentDense(
            DenseShape shape, float[] input, QlifKernel neurons, int steps, boolean readout) {
        int samples = input.length / shape.inputs();
        this.shape = shape;
        this.input = input;
        this.panels = Panels.of(shape.outputs());
        this.neurons = neurons;
        this.signal =
                new Signal(samples, panels.count(), steps, panels.width(), true, false, readout);
        this.product = new DenseProduct(shape.inputs(), shape.outputs(), samples);
        this.scratch = CacheLines.array(GRADIENT + steps * panels.width());
        this.currents = new float[samples * shape.outputs()];
    }

    @Override
    public int kernelSize() {
        return shape.planeSize();
    }

    @Override
    public void toKernel(float[] flat, int from, float[] kernel, int at) {
        System.arraycopy(flat, from + shape.thetaPlane(), kernel, at, shape.planeSize());
    }

    @Override
    public void toFlat(float[] kernel, int at, float[] flat, int to) {
        System.arraycopy(kernel, at, flat, to + shape.thetaPlane(), shape.planeSize());
    }

    @Override
    public double squaredNorm(float[] gradient, int at) {
        return Norm.squared(gradient, at, at + shape.planeSize());
    }

    @Override
    public void prepare(float[] parameters, int at) {
        product.weights(parameters, at);
    }

    @Override
    public void forward(float[] parameters, int at, int samples) {
        product.forward(input, currents);
        int bias = at + shape.inputs() * shape.outputs();
        for (int sample = 0; sample < samples; sample++) {
            for (int panel = 0; panel < panels.count(); panel++) {
                load(parameters, bias, sample, panel);
                neurons.drive(scratch, DRIVES, signal, sample, panel);
                neurons.forward(signal, sample, panel);
            }
        }
    }

    @Override
    public void backward(float[] gradient, int at, int samples, int window, SpikeGradient bySpike) {
        int bias = at + shape.inputs() * shape.outputs();
        Arrays.fill(currents, samples * shape.outputs(), currents.length, 0);
        for (int sample = 0; sample < samples; sample++) {
            for (int panel = 0; panel < panels.count(); panel++) {
                bySpike.read(sample, panel, scratch, GRADIENT);
                neurons.backward(signal, sample, panel, window, scratch, GRADIENT);
                store(gradient, bias, sample, panel);
            }
        }
        product.addGradient(input, currents);
    }

    @Override
    public void finish(float[] gradient, int at) {
        product.takeGradient(gradient, at);
    }

    @Override
    public Signal output() {
        return signal;
    }

    @Override
    public Optional<SpikeGradient> inputGradient() {
        return Optional.empty();
    }

    @Override
    public void close() {
        product.close();
    }

    private void load(float[] parameters, int bias, int sample, int panel) {
        int first = panel * panels.width();
        int from = sample * shape.outputs() + first;
        int lanes = Math.min(panels.width(), shape.outputs() - first);
        for (int j = 0; j < lanes; j++)
            scratch[DRIVES + j] = currents[from + j] + parameters[bias + first + j];
        Arrays.fill(scratch, DRIVES + lanes, GRADIENT, 0);
    }

    private void store(float[] gradient, int bias, int sample, int panel) {
        int first = panel * panels.width();
        int to = sample * shape.outputs() + first;
        int lanes = Math.min(panels.width(), shape.outputs() - first);
        System.arraycopy(scratch, GRADIENT, currents, to, lanes);
        for (int j = 0; j < lanes; j++) gradient[bias + first + j] += scratch[GRADIENT + j];
    }
}

package org.sparkqsnn.layer;

import java.util.Optional;
import org.sparkqsnn.data.encode.SpikeEvents;
import org.sparkqsnn.neuron.QlifKernel;
import org.sparkqsnn.neuron.Trace;

/**
 * Dense layer whose inputs are spikes: its products are sums of weight rows, so a silent input
 * costs nothing.
 *
 * <p>Kernel layout: panel by panel, row by row, {@code [theta width | tau width]}; the last row of
 * a panel is the bias, an input that always fires.
 */
public final class SpikeDense implements Layer {
    private final DenseShape shape;
    private final SpikeEvents[] input;
    private final Panels panels;
    private final QlifKernel neurons;
    private final EventKernel events;
    private final Trace trace;
    private final float[] drives;
    private final Optional<InputGradient> inputGradient;

    /**
     * @param input spikes of each sample of the micro-batch
     * @param below trace of the layer that makes the input and wants dL/dS; empty where nobody does
     * @param steps time steps
     * @param readout whether the loss sees this layer's populations
     */
    public SpikeDense(
            DenseShape shape,
            SpikeEvents[] input,
            Optional<Trace> below,
            QlifKernel neurons,
            int steps,
            boolean readout) {
        this.shape = shape;
        this.input = input;
        this.panels = Panels.of(shape.outputs());
        this.neurons = neurons;
        this.events = EventKernel.of(panels.width());
        this.trace = new Trace(input.length, panels.count(), steps, panels.width(), false, readout);
        this.drives = new float[2 * steps * panels.width()];
        this.inputGradient = below.map(lower -> new InputGradient(shape, panels, lower));
    }

    @Override
    public int kernelSize() {
        return panels.count() * panelSize();
    }

    @Override
    public void toKernel(float[] flat, float[] kernel, int at) {
        for (int panel = 0; panel < panels.count(); panel++) {
            for (int i = 0; i <= shape.inputs(); i++) copyRow(flat, kernel, at, panel, i, true);
        }
    }

    @Override
    public void toFlat(float[] kernel, int at, float[] flat) {
        for (int panel = 0; panel < panels.count(); panel++) {
            for (int i = 0; i <= shape.inputs(); i++) copyRow(flat, kernel, at, panel, i, false);
        }
    }

    @Override
    public void prepare(float[] parameters, int at) {
        inputGradient.ifPresent(i -> i.transpose(parameters, at));
    }

    @Override
    public void forward(float[] parameters, int at, int samples) {
        for (int panel = 0; panel < panels.count(); panel++) {
            int base = at + panel * panelSize();
            for (int sample = 0; sample < samples; sample++) {
                SpikeEvents e = input[sample];
                for (int t = 0; t < trace.steps; t++) {
                    int q = t * panels.width();
                    int p = (trace.steps + t) * panels.width();
                    events.gather(
                            parameters,
                            base,
                            shape.inputs(),
                            e.inputs(),
                            e.begin(t),
                            e.end(t),
                            drives,
                            q,
                            p);
                }
                neurons.drive(drives, trace, sample, panel);
                neurons.forward(trace, sample, panel);
            }
        }
    }

    @Override
    public void backward(float[] gradient, int at, int samples, int window) {
        for (int panel = 0; panel < panels.count(); panel++) {
            int base = at + panel * panelSize();
            for (int sample = 0; sample < samples; sample++) {
                neurons.backward(trace, sample, panel, window);
                weightGradient(gradient, base, sample, panel);
            }
        }
        inputGradient.ifPresent(i -> i.backward(trace, samples));
    }

    @Override
    public void finish(float[] gradient, int at) {}

    @Override
    public Trace trace() {
        return trace;
    }

    @Override
    public void close() {}

    private void weightGradient(float[] gradient, int base, int sample, int panel) {
        SpikeEvents e = input[sample];
        int cell = trace.cell(sample, panel);
        for (int t = 0; t < trace.steps; t++) {
            int g = cell + t * panels.width();
            events.scatter(
                    gradient,
                    base,
                    shape.inputs(),
                    e.inputs(),
                    e.begin(t),
                    e.end(t),
                    trace.gradient,
                    g,
                    trace.drive);
        }
    }

    private int panelSize() {
        return (shape.inputs() + 1) * 2 * panels.width();
    }

    private void copyRow(float[] flat, float[] kernel, int at, int panel, int i, boolean toKernel) {
        int first = panel * panels.width();
        int lanes = Math.min(panels.width(), shape.outputs() - first);
        int row = at + panel * panelSize() + i * 2 * panels.width();
        copy(flat, shape.thetaPlane() + i * shape.outputs() + first, kernel, row, lanes, toKernel);
        copy(
                flat,
                shape.tauPlane() + i * shape.outputs() + first,
                kernel,
                row + panels.width(),
                lanes,
                toKernel);
    }

    private static void copy(
            float[] flat, int f, float[] kernel, int k, int count, boolean toKernel) {
        if (toKernel) System.arraycopy(flat, f, kernel, k, count);
        else System.arraycopy(kernel, k, flat, f, count);
    }
}

package org.sparkqsnn.layer;

import java.util.Arrays;
import java.util.Optional;
import org.sparkqsnn.layer.event.EventKernel;
import org.sparkqsnn.layer.event.SpikeList;
import org.sparkqsnn.layer.event.SpikeSource;
import org.sparkqsnn.math.CacheLines;
import org.sparkqsnn.math.Norm;
import org.sparkqsnn.neuron.Signal;
import org.sparkqsnn.neuron.qlif.QlifKernel;

/**
 * Dense layer over spikes: each event of a {@link SpikeList} adds a weight row to its step forward,
 * and its step's gradient to the weight row backward. A silent input costs nothing.
 *
 * <p>Kernel layout: {@link PanelLayout}.
 */
public final class SpikeDense implements Layer {
    private static final int ROWS = CacheLines.FIRST;

    private final SpikeSource input;
    private final Panels panels;
    private final PanelLayout layout;
    private final QlifKernel neurons;
    private final EventKernel events;
    private final Signal signal;
    private final SpikeList spikes;
    private final Optional<InputGradient> inputGradient;

    /**
     * Rows by step, then the total: q and p forward, gradients by plane backward; shape [steps +
     * 1][2 width] from {@link #ROWS} on. Then the gradients of a panel.
     */
    private final float[] scratch;

    private final int panelGradient;

    /** Of {@link #squaredNorm}. */
    private final double[] rowSums;

    /**
     * @param samples of a micro-batch
     * @param below signal of the layer that wants dL/dS of its spikes; empty where nobody does
     * @param steps time steps
     * @param readout whether the loss sees this layer's populations
     */
    public SpikeDense(
            DenseShape shape,
            SpikeSource input,
            int samples,
            Optional<Signal> below,
            QlifKernel neurons,
            int steps,
            boolean readout) {
        this.input = input;
        this.panels = Panels.of(shape.outputs());
        this.layout = new PanelLayout(shape, panels);
        this.neurons = neurons;
        this.events = EventKernel.of(panels.width());
        int width = panels.width();
        boolean keep = below.isPresent();
        this.signal = new Signal(samples, panels.count(), steps, width, false, keep, readout);
        this.spikes = new SpikeList(shape.inputs(), steps, samples);
        this.inputGradient = below.map(lower -> new InputGradient(shape, panels, lower));
        this.panelGradient = ROWS + (steps + 1) * layout.row();
        this.scratch = CacheLines.array(panelGradient + steps * width);
        this.rowSums = new double[layout.rowSums()];
    }

    @Override
    public int kernelSize() {
        return layout.size();
    }

    @Override
    public void toKernel(float[] flat, int from, float[] kernel, int at) {
        layout.toKernel(flat, from, kernel, at);
    }

    @Override
    public void toFlat(float[] kernel, int at, float[] flat, int to) {
        layout.toFlat(kernel, at, flat, to);
    }

    @Override
    public double squaredNorm(float[] gradient, int at) {
        Arrays.fill(rowSums, 0);
        layout.addSquares(gradient, at, rowSums);
        return Norm.sum(rowSums);
    }

    @Override
    public void prepare(float[] parameters, int at) {
        inputGradient.ifPresent(i -> i.transpose(parameters, at));
    }

    @Override
    public void forward(float[] parameters, int at, int samples) {
        spikes.read(input, samples);
        for (int panel = 0; panel < panels.count(); panel++) {
            for (int sample = 0; sample < samples; sample++) {
                weigh(parameters, at + panel * layout.panelSize(), sample);
                neurons.drive(scratch, ROWS, signal, sample, panel);
                neurons.forward(signal, sample, panel);
            }
        }
    }

    @Override
    public void backward(float[] gradient, int at, int samples, int window, SpikeGradient bySpike) {
        for (int panel = 0; panel < panels.count(); panel++) {
            for (int sample = 0; sample < samples; sample++) {
                bySpike.read(sample, panel, scratch, panelGradient);
                neurons.backward(signal, sample, panel, window, scratch, panelGradient);
                addWeightGradient(gradient, at + panel * layout.panelSize(), sample, panel);
                if (inputGradient.isPresent()) {
                    int to = signal.cell(sample, panel);
                    int cells = signal.steps * panels.width();
                    System.arraycopy(scratch, panelGradient, signal.gradient, to, cells);
                }
            }
        }
        inputGradient.ifPresent(i -> i.collect(signal, samples));
    }

    @Override
    public void finish(float[] gradient, int at) {}

    @Override
    public Signal output() {
        return signal;
    }

    @Override
    public Optional<SpikeGradient> inputGradient() {
        return inputGradient.map(i -> i);
    }

    @Override
    public void close() {}

    /** q and p of a sample's panel at all steps. */
    private void weigh(float[] parameters, int panel, int sample) {
        Arrays.fill(scratch, ROWS, panelGradient, 0);
        events.weigh(
                spikes.events(),
                spikes.begin(sample),
                spikes.end(sample),
                parameters,
                panel,
                scratch,
                ROWS);
        events.addTotal(scratch, ROWS, signal.steps);
    }

    private void addWeightGradient(float[] gradient, int to, int sample, int panel) {
        int drive = signal.driveCell(sample, panel);
        events.split(scratch, panelGradient, signal.drive, drive, signal.steps, scratch, ROWS);
        events.learn(
                spikes.events(),
                spikes.begin(sample),
                spikes.end(sample),
                gradient,
                to,
                scratch,
                ROWS);
    }
}

package org.sparkqsnn.layer;

import java.util.Optional;
import org.sparkqsnn.data.encode.SpikeEvents;
import org.sparkqsnn.neuron.QlifKernel;
import org.sparkqsnn.neuron.Trace;

/**
 * Dense layer whose inputs are spikes: its products are sums of weight rows, so a silent input
 * costs nothing.
 *
 * <p>The input layer, under which nobody wants a gradient, goes over sums of four rows: see {@link
 * Quads}.
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
    private final RowCode code;
    private final SpikeEvents[] rows;
    private final CellIndex index;
    private final float[] sum;
    private float[] byCell = new float[0];

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
        this.code = below.isPresent() ? new PlainRows(shape, panels) : new Quads(shape, panels);
        this.rows = new SpikeEvents[input.length];
        for (int s = 0; s < rows.length; s++) rows[s] = new SpikeEvents();
        this.index = new CellIndex(code.rows(), steps);
        this.sum = new float[2 * panels.width()];
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
        code.load(parameters, at);
    }

    @Override
    public void forward(float[] parameters, int at, int samples) {
        for (int s = 0; s < samples; s++) code.encode(input[s], rows[s]);
        for (int panel = 0; panel < panels.count(); panel++) {
            for (int sample = 0; sample < samples; sample++) {
                weigh(panel, rows[sample]);
                neurons.drive(drives, trace, sample, panel);
                neurons.forward(trace, sample, panel);
            }
        }
    }

    @Override
    public void backward(float[] gradient, int at, int samples, int window) {
        int cells = EventKernel.LINE + samples * trace.steps * 2 * panels.width();
        if (byCell.length < cells) byCell = new float[cells];
        index.build(rows, samples);
        for (int panel = 0; panel < panels.count(); panel++) {
            for (int sample = 0; sample < samples; sample++) {
                neurons.backward(trace, sample, panel, window);
                int to = EventKernel.LINE + sample * trace.steps * 2 * panels.width();
                int from = trace.cell(sample, panel);
                events.split(trace.gradient, trace.drive, from, trace.steps, byCell, to);
            }
            addWeightGradient(gradient, at + panel * panelSize());
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

    /** q and p of a sample's panel at all steps. */
    private void weigh(int panel, SpikeEvents e) {
        int bias = code.rows() - 1;
        int base = EventKernel.LINE + panel * code.rows() * 2 * panels.width();
        for (int t = 0; t < trace.steps; t++) {
            int q = t * panels.width();
            int p = (trace.steps + t) * panels.width();
            events.sum(code.table(), base, bias, e.inputs(), e.begin(t), e.end(t), drives, q, p);
        }
    }

    private void addWeightGradient(float[] gradient, int at) {
        for (int row = 0; row < code.rows(); row++) {
            int begin = index.begin(row);
            int end = index.end(row);
            if (begin == end) continue;
            int first = index.cells()[begin];
            events.sum(
                    byCell,
                    EventKernel.LINE,
                    first,
                    index.cells(),
                    begin + 1,
                    end,
                    sum,
                    0,
                    panels.width());
            code.spread(row, sum, gradient, at);
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

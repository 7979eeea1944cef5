package org.sparkqsnn.layer.dense;

import java.util.Arrays;
import java.util.Optional;
import org.sparkqsnn.layer.Connection;
import org.sparkqsnn.layer.LayerSpec;
import org.sparkqsnn.layer.OutputGradient;
import org.sparkqsnn.layer.Panels;
import org.sparkqsnn.layer.event.EventKernel;
import org.sparkqsnn.layer.event.SpikeList;
import org.sparkqsnn.layer.event.SpikeSource;
import org.sparkqsnn.math.Norm;

/**
 * Dense connection over spikes: each event of a {@link SpikeList} adds a weight row to its step
 * forward, and its step's gradient to the weight row backward. A silent input costs nothing.
 *
 * <p>Kernel layout: {@link PanelLayout}.
 */
final class EventDense implements Connection {
    private final SpikeSource input;
    private final PanelLayout layout;
    private final EventKernel events;
    private final SpikeList spikes;
    private final int steps;

    /** What an input's spike counts. */
    private final float scale;

    private final Optional<InputGradient> inputGradient;

    /** Scratch of {@link #squaredNorm}. */
    private final double[] rowSums;

    EventDense(DensePlanes shape, Panels panels, LayerSpec.Context context) {
        this.input = context.input().spikes().orElseThrow();
        this.layout = new PanelLayout(shape, panels);
        this.events = EventKernel.of(layout.row());
        this.steps = context.input().shape().steps();
        this.scale = context.input().scale();
        this.spikes = new SpikeList(shape.inputs(), steps, context.samples());
        this.inputGradient =
                context.inputWantsGradient()
                        ? context.input().below().map(b -> new InputGradient(shape, panels, b))
                        : Optional.empty();
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
    public void prepare(float[] kernel, int at) {
        inputGradient.ifPresent(i -> i.transpose(kernel, at));
    }

    /** A row for each step, and their total. */
    @Override
    public int panelSize() {
        return (steps + 1) * layout.row();
    }

    @Override
    public void begin(int samples) {
        spikes.read(input, samples);
    }

    @Override
    public void forward(int sample, int panel, float[] kernel, int at, float[] x, int xAt) {
        Arrays.fill(x, xAt, xAt + panelSize(), 0);
        int weights = at + panel * layout.panelSize();
        int[] all = spikes.events();
        int scaled = scaledEnd(sample);
        int end = spikes.end(sample);
        events.weigh(all, spikes.begin(sample), scaled, scale, kernel, weights, x, xAt);
        if (scaled < end) events.weigh(all, scaled, end, 1, kernel, weights, x, xAt);
        events.addTotal(x, xAt, steps);
    }

    @Override
    public void backward(int sample, int panel, float[] byX, int byXAt, float[] gradient, int at) {
        events.total(byX, byXAt, steps);
        int weights = at + panel * layout.panelSize();
        int[] all = spikes.events();
        int scaled = scaledEnd(sample);
        int end = spikes.end(sample);
        events.learn(all, spikes.begin(sample), scaled, scale, gradient, weights, byX, byXAt);
        if (scaled < end) events.learn(all, scaled, end, 1, gradient, weights, byX, byXAt);
        inputGradient.ifPresent(i -> i.collect(sample, panel, byX, byXAt));
    }

    @Override
    public void end(int samples) {}

    @Override
    public void finish(float[] gradient, int at) {}

    @Override
    public Optional<OutputGradient> inputGradient() {
        return inputGradient.map(i -> i);
    }

    @Override
    public void close() {}

    /** Where the events end that count {@link #scale}: the last one, the bias, always counts 1. */
    private int scaledEnd(int sample) {
        return scale == 1 ? spikes.end(sample) : spikes.end(sample) - 1;
    }
}

package org.sparkqsnn.layer;

import org.sparkqsnn.layer.event.EventKernel;
import org.sparkqsnn.math.CacheLines;
import org.sparkqsnn.neuron.Signal;

/**
 * Gradient by the input spikes of a dense layer, {@code dL/dS_i = Σ_k Wθ[i][k] dL/dq_k + Wτ[i][k]
 * dL/dp_k}. A neuron has a gradient by q or by p, never by both, so each contributes one row of the
 * transposed weights. The layer below reads it panel by panel, while the panel is in its L1 cache.
 */
final class InputGradient implements SpikeGradient {
    private final DenseShape shape;
    private final Panels panels;
    private final Signal below;
    private final EventKernel events;

    /** Transposed weights: [panel below][2 k + plane][width below]. */
    private final float[] transposed;

    /** The neurons that have a gradient, by sample and step: the row of its plane, the gradient. */
    private final int[] rows;

    private final float[] scales;
    private final int[] counts;

    InputGradient(DenseShape shape, Panels panels, Signal below) {
        this.shape = shape;
        this.panels = panels;
        this.below = below;
        this.events = EventKernel.of(below.width);
        this.transposed = CacheLines.array(CacheLines.FIRST + below.panels * panelSize());
        this.counts = new int[below.samples * below.steps];
        this.rows = new int[counts.length * shape.outputs()];
        this.scales = new float[rows.length];
    }

    /**
     * Takes over the weights of {@code parameters}, in the kernel layout of {@link PanelLayout}.
     */
    void transpose(float[] parameters, int at) {
        int row = 2 * panels.width();
        for (int i = 0; i < shape.inputs(); i++) {
            int lane = CacheLines.FIRST + i / below.width * panelSize() + i % below.width;
            for (int k = 0; k < shape.outputs(); k++) {
                int panel = k / panels.width();
                int from = at + (panel * (shape.inputs() + 1) + i) * row + k % panels.width();
                transposed[lane + 2 * k * below.width] = parameters[from];
                transposed[lane + (2 * k + 1) * below.width] = parameters[from + panels.width()];
            }
        }
    }

    /** Takes over the gradients by drive of a layer's signal. */
    void collect(Signal signal, int samples) {
        for (int sample = 0; sample < samples; sample++) {
            for (int t = 0; t < signal.steps; t++) {
                int step = sample * signal.steps + t;
                counts[step] = collect(signal, sample, t, step * shape.outputs());
            }
        }
    }

    @Override
    public void read(int sample, int panel, float[] gradient, int at) {
        int base = CacheLines.FIRST + panel * panelSize();
        for (int t = 0; t < below.steps; t++) {
            int step = sample * below.steps + t;
            int begin = step * shape.outputs();
            int end = begin + counts[step];
            events.combine(
                    transposed, base, rows, scales, begin, end, gradient, at + t * below.width);
        }
    }

    private int collect(Signal signal, int sample, int t, int to) {
        int end = to;
        for (int k = 0; k < shape.outputs(); k++) {
            int panel = k / panels.width();
            int lane = k % panels.width();
            int at = signal.cell(sample, panel) + t * panels.width() + lane;
            float g = signal.gradient[at];
            rows[end] = 2 * k + (signal.drive[at] >= 0 ? 0 : 1);
            scales[end] = g;
            end += g != 0 ? 1 : 0;
        }
        return end - to;
    }

    private int panelSize() {
        return 2 * shape.outputs() * below.width;
    }
}

package org.sparkqsnn.layer;

import org.sparkqsnn.neuron.Trace;

/**
 * Gradient by the input spikes of a dense layer, {@code dL/dS_i = Σ_k Wθ[i][k] dL/dq_k + Wτ[i][k]
 * dL/dp_k}. A neuron has a gradient by q or by p, never by both, so each contributes one row of the
 * transposed weights.
 */
final class InputGradient {
    private final DenseShape shape;
    private final Panels panels;
    private final Trace below;
    private final EventKernel events;

    /** Transposed weights: [panel below][2 k + plane][width below]. */
    private final float[] transposed;

    private final int[] rows;
    private final float[] scales;

    InputGradient(DenseShape shape, Panels panels, Trace below) {
        this.shape = shape;
        this.panels = panels;
        this.below = below;
        this.events = EventKernel.of(below.width);
        this.transposed = new float[below.panels * panelSize()];
        this.rows = new int[shape.outputs()];
        this.scales = new float[shape.outputs()];
    }

    /** Takes over the weights of {@code parameters}, in the kernel layout of {@link SpikeDense}. */
    void transpose(float[] parameters, int at) {
        int row = 2 * panels.width();
        for (int i = 0; i < shape.inputs(); i++) {
            int lane = i / below.width * panelSize() + i % below.width;
            for (int k = 0; k < shape.outputs(); k++) {
                int panel = k / panels.width();
                int from = at + (panel * (shape.inputs() + 1) + i) * row + k % panels.width();
                transposed[lane + 2 * k * below.width] = parameters[from];
                transposed[lane + (2 * k + 1) * below.width] = parameters[from + panels.width()];
            }
        }
    }

    /** From the drive gradients in {@code trace} to dL/dS in the trace below. */
    void backward(Trace trace, int samples) {
        for (int sample = 0; sample < samples; sample++) {
            for (int t = 0; t < trace.steps; t++) {
                int count = collect(trace, sample, t);
                for (int panel = 0; panel < below.panels; panel++) {
                    int out = below.cell(sample, panel) + t * below.width;
                    events.combine(
                            transposed,
                            panel * panelSize(),
                            rows,
                            scales,
                            count,
                            below.gradient,
                            out);
                }
            }
        }
    }

    /** Lists the neurons that have a gradient at this step, each with the row of its plane. */
    private int collect(Trace trace, int sample, int t) {
        int count = 0;
        for (int k = 0; k < shape.outputs(); k++) {
            int panel = k / panels.width();
            int lane = k % panels.width();
            int at = trace.cell(sample, panel) + t * panels.width() + lane;
            float g = trace.gradient[at];
            rows[count] = 2 * k + (trace.drive[at] >= 0 ? 0 : 1);
            scales[count] = g;
            count += g != 0 ? 1 : 0;
        }
        return count;
    }

    private int panelSize() {
        return 2 * shape.outputs() * below.width;
    }
}

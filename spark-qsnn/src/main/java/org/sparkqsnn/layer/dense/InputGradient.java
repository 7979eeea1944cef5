package org.sparkqsnn.layer.dense;

import java.util.Arrays;
import org.sparkqsnn.layer.OutputGradient;
import org.sparkqsnn.layer.Panels;
import org.sparkqsnn.layer.event.EventKernel;
import org.sparkqsnn.math.CacheLines;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.Signal;

/**
 * Gradient by the input spikes of a dense layer, {@code dL/dS_i = Σ_k Σ_d W_d[i][k] dL/dx_dk} over
 * neurons k and planes d. Each gradient that is not 0 contributes one row of the transposed
 * weights; of the two planes of QLIF a neuron has a gradient by one at a time. The layer below
 * reads it panel by panel, while the panel is in its L1 cache.
 */
final class InputGradient implements OutputGradient {
    private final DensePlanes shape;
    private final Panels panels;
    private final Signal below;
    private final EventKernel events;

    /** Transposed weights: [panel below][k planes + plane][width below]. */
    private final float[] transposed;

    /** The gradients that are not 0, by sample and step: their rows and what they are. */
    private final int[] rows;

    private final float[] scales;
    private final int[] counts;

    InputGradient(DensePlanes shape, Panels panels, Signal below) {
        this.shape = shape;
        this.panels = panels;
        this.below = below;
        this.events = EventKernel.of(below.width);
        this.transposed = CacheLines.array(CacheLines.FIRST + below.panels * panelSize());
        this.counts = new int[below.samples * below.steps];
        // One more, since an entry is written before it is known whether it counts.
        this.rows = new int[Math.multiplyExact(counts.length, rowsOfStep()) + 1];
        this.scales = new float[rows.length];
    }

    /** Takes over the weights of {@code kernel}, which are laid out as {@link PanelLayout} says. */
    void transpose(float[] kernel, int at) {
        int planes = shape.planes();
        int row = planes * panels.width();
        for (int i = 0; i < shape.inputs(); i++) {
            int lane = CacheLines.FIRST + i / below.width * panelSize() + i % below.width;
            for (int k = 0; k < shape.outputs(); k++) {
                int panel = k / panels.width();
                int from = at + (panel * (shape.inputs() + 1) + i) * row + k % panels.width();
                for (int d = 0; d < planes; d++)
                    transposed[lane + (planes * k + d) * below.width] =
                            kernel[from + d * panels.width()];
            }
        }
    }

    /** Forgets the micro-batch before. */
    void clear() {
        Arrays.fill(counts, 0);
    }

    /**
     * Takes over the gradients of a panel, after those of the panels before it.
     *
     * @param byX shape [steps][planes][width] from {@code at} on
     */
    void collect(int sample, int panel, float[] byX, int at) {
        int planes = shape.planes();
        int width = panels.width();
        int first = panel * width;
        int lanes = panels.lanes(panel, shape.outputs());
        for (int t = 0; t < below.steps; t++) {
            int step = sample * below.steps + t;
            int end = step * rowsOfStep() + counts[step];
            int row = at + t * planes * width;
            for (int lane = 0; lane < lanes; lane++) {
                for (int d = 0; d < planes; d++) {
                    float g = byX[row + d * width + lane];
                    rows[end] = planes * (first + lane) + d;
                    scales[end] = g;
                    end += g != 0 ? 1 : 0;
                }
            }
            counts[step] = end - step * rowsOfStep();
        }
    }

    @Override
    public void read(int sample, int panel, float[] gradient, int at) {
        int base = CacheLines.FIRST + panel * panelSize();
        for (int t = 0; t < below.steps; t++) {
            int step = sample * below.steps + t;
            int begin = step * rowsOfStep();
            int end = begin + counts[step];
            int to = at + t * below.width;
            events.combine(transposed, base, rows, scales, begin, end, gradient, to);
        }
    }

    /** Bytes of one of these, where the panels below are as wide as any. */
    static long bytes(DensePlanes shape, Shape input, int samples) {
        long rows = (long) shape.planes() * shape.outputs();
        long below = Panels.of(input.size(), 1).padded();
        long steps = (long) samples * input.steps();
        long lists = (2 * rows + 1) * steps;
        return Math.max(CacheLines.LARGE_BYTES, Float.BYTES * rows * below) + Float.BYTES * lists;
    }

    private int rowsOfStep() {
        return shape.planes() * shape.outputs();
    }

    private int panelSize() {
        return rowsOfStep() * below.width;
    }
}

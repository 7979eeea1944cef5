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

    /**
     * The gradients that are not 0, by sample, panel above and step: their rows and what they are.
     * A panel's lie together, so that they are written and read in the order of memory: with one
     * list for each step over all panels a step of three hidden layers took 10 % longer.
     */
    private final int[] rows;

    private final float[] scales;

    /** Where a step's begin, shape [sample][panel above][steps + 1]. */
    private final int[] ends;

    InputGradient(DensePlanes shape, Panels panels, Signal below) {
        this.shape = shape;
        this.panels = panels;
        this.below = below;
        this.events = EventKernel.of(below.width);
        this.transposed = CacheLines.array(CacheLines.FIRST + below.panels * panelSize());
        int blocks = below.samples * panels.count();
        this.ends = new int[Math.multiplyExact(blocks, below.steps + 1)];
        this.rows = new int[Math.multiplyExact(blocks, blockSize())];
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

    /**
     * Takes over the gradients of a sample's panel.
     *
     * @param byX shape [steps][planes][width] from {@code at} on
     */
    void collect(int sample, int panel, float[] byX, int at) {
        int width = panels.width();
        int span = shape.planes() * width;
        int firstRow = panel * span;
        int candidates = shape.planes() * panels.lanes(panel, shape.outputs());
        int block = sample * panels.count() + panel;
        int end = block * blockSize();
        for (int t = 0; t < below.steps; t++) {
            ends[block * (below.steps + 1) + t] = end;
            int cell = at + t * span;
            int next = cell + span;
            for (int n = 0; n < candidates; n++) {
                float g = byX[cell];
                rows[end] = firstRow + n;
                scales[end] = g;
                // Without a branch, since every other one would be mispredicted.
                int bits = Float.floatToRawIntBits(g) << 1;
                end += (bits | -bits) >>> 31;
                // The neuron's next plane, or the first of the next neuron.
                cell += width;
                cell = cell < next ? cell : cell - span + 1;
            }
        }
        ends[block * (below.steps + 1) + below.steps] = end;
    }

    @Override
    public void read(int sample, int panel, float[] gradient, int at) {
        int base = CacheLines.FIRST + panel * panelSize();
        Arrays.fill(gradient, at, at + below.steps * below.width, 0);
        for (int above = 0; above < panels.count(); above++) {
            int first = (sample * panels.count() + above) * (below.steps + 1);
            for (int t = 0; t < below.steps; t++) {
                int to = at + t * below.width;
                events.combine(
                        transposed,
                        base,
                        rows,
                        scales,
                        ends[first + t],
                        ends[first + t + 1],
                        gradient,
                        to);
            }
        }
    }

    /** Bytes of one of these, where the panels below are as wide as any. */
    static long bytes(DensePlanes shape, Shape input, int samples) {
        long rows = (long) shape.planes() * shape.outputs();
        long below = Panels.of(input.size(), 1).padded();
        Panels above = shape.panels();
        long gradients = (long) shape.planes() * above.padded() * input.steps();
        long ends = (long) above.count() * (input.steps() + 1);
        long lists = samples * (2 * gradients + ends);
        return Math.max(CacheLines.LARGE_BYTES, Float.BYTES * rows * below) + Float.BYTES * lists;
    }

    /** Floats of a panel of the transposed weights. */
    private int panelSize() {
        return shape.planes() * shape.outputs() * below.width;
    }

    /** Most gradients of a sample's panel. */
    private int blockSize() {
        return below.steps * shape.planes() * panels.width();
    }
}

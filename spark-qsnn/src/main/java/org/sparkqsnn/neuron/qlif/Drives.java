package org.sparkqsnn.neuron.qlif;

import org.sparkqsnn.math.CacheLines;
import org.sparkqsnn.neuron.KernelContext;

/**
 * What each step of a micro-batch does, from which amplitudes are computed anew on the way back. A
 * step's index is {@code ((sample * panels + panel) * rows + step) * width + lane}, counted from
 * {@link CacheLines#FIRST}.
 */
final class Drives {
    final int steps;

    /** Neurons of a panel, a power of two. */
    final int width;

    /** Steps that are kept: {@code steps}, or 1 if all are equal. */
    final int rows;

    /**
     * In one float, θ in [0, 2π] where X = 1; where X = 0 the negated decay {@code -exp(-τ/(2 T1))}
     * in [-1, 0), whose last bit is the sign of p.
     */
    final float[] drive;

    private final int panels;

    Drives(KernelContext context) {
        this.steps = context.steps();
        this.width = context.width();
        this.rows = context.rows();
        this.panels = context.panels();
        int neurons =
                Math.multiplyExact(Math.multiplyExact(context.samples(), panels), context.width());
        this.drive = new float[CacheLines.FIRST + Math.multiplyExact(neurons, rows)];
    }

    /** Whether several steps share one drive. */
    boolean constant() {
        return rows == 1 && steps > 1;
    }

    /** First index of a sample's panel. */
    int cell(int sample, int panel) {
        return CacheLines.FIRST + (sample * panels + panel) * rows * width;
    }
}

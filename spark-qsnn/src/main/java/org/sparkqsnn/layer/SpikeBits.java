package org.sparkqsnn.layer;

import org.sparkqsnn.data.encode.SpikeEvents;
import org.sparkqsnn.neuron.Trace;

/** Spikes of a trace as the next layer's input. */
public final class SpikeBits {
    private SpikeBits() {}

    /**
     * Lists the neurons that fired at each step, ascending.
     *
     * @param neurons neurons of the layer; the lanes after them, which only fire when a diverging
     *     network has filled them with NaN, are left out
     */
    public static void toEvents(Trace trace, int neurons, int sample, SpikeEvents out) {
        out.clear();
        for (int t = 0; t < trace.steps; t++) {
            int[] inputs = out.room(trace.panels * trace.width);
            int end = out.total();
            for (int panel = 0; panel < trace.panels; panel++) {
                long lanes = -1L >>> -Math.min(trace.width, neurons - panel * trace.width);
                long fired = trace.fired[trace.row(sample, panel) + t] & lanes;
                for (; fired != 0; fired &= fired - 1) {
                    inputs[end++] = panel * trace.width + Long.numberOfTrailingZeros(fired);
                }
            }
            out.endStep(end);
        }
    }
}

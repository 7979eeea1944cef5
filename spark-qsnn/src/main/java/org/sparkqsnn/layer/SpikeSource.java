package org.sparkqsnn.layer;

import org.sparkqsnn.data.encode.SpikeTrains;
import org.sparkqsnn.neuron.Trace;

/** Whose spikes a layer sees: an encoder's, or those of the layer below. */
public interface SpikeSource {

    /** Adds the trains of one sample, ascending. */
    void list(int sample, SpikeList out);

    /** An encoder's spikes, a sample each. */
    static SpikeSource of(SpikeTrains[] encoded) {
        return (sample, out) -> {
            SpikeTrains trains = encoded[sample];
            for (int n = 0; n < trains.count(); n++) {
                out.train(trains.input(n), trains.bits(), n * trains.words(), 1);
            }
        };
    }

    /**
     * The spikes of a layer.
     *
     * @param neurons of the layer: its panels may have more lanes
     */
    static SpikeSource of(Trace trace, int neurons) {
        return (sample, out) -> {
            for (int panel = 0; panel < trace.panels; panel++) {
                int first = panel * trace.width;
                int lanes = Math.min(trace.width, neurons - first);
                int at = trace.word(sample, panel);
                for (int j = 0; j < lanes; j++) {
                    out.train(first + j, trace.spikes, at + j, trace.width);
                }
            }
        };
    }
}

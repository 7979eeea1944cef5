package org.sparkqsnn.layer.event;

import org.sparkqsnn.data.encode.SpikeTrains;
import org.sparkqsnn.neuron.Signal;

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
    static SpikeSource of(Signal signal, int neurons) {
        int[] active = new int[signal.width + 1];
        return (sample, out) -> {
            for (int panel = 0; panel < signal.panels; panel++) {
                int first = panel * signal.width;
                int at = signal.word(sample, panel);
                int count = active(signal, at, Math.min(signal.width, neurons - first), active);
                for (int n = 0; n < count; n++) {
                    out.train(first + active[n], signal.spikes, at + active[n], signal.width);
                }
            }
        };
    }

    /** Lists the lanes that fire, without a branch: half of the guesses would be wrong. */
    private static int active(Signal signal, int at, int lanes, int[] active) {
        int count = 0;
        for (int j = 0; j < lanes; j++) {
            int any = 0;
            for (int w = 0; w < signal.words; w++) any |= signal.spikes[at + j + w * signal.width];
            active[count] = j;
            count += any != 0 ? 1 : 0;
        }
        return count;
    }
}

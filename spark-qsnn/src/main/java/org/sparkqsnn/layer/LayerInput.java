package org.sparkqsnn.layer;

import java.util.Optional;
import org.sparkqsnn.layer.event.SpikeSource;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.Signal;

/**
 * What a layer reads: what an encoder makes of samples, or what the layer below puts out.
 *
 * @param shape of a sample
 * @param below signal of the layer below; empty for the first layer
 * @param spikes where spikes come from; empty where values flow
 * @param values values of the micro-batch where an encoder makes them; shape [samples][rows][size]
 */
public record LayerInput(
        Shape shape, Optional<Signal> below, Optional<SpikeSource> spikes, float[] values) {
    private static final float[] NONE = {};

    /** Spikes of an encoder. */
    public static LayerInput encoded(Shape shape, SpikeSource spikes) {
        return new LayerInput(shape, Optional.empty(), Optional.of(spikes), NONE);
    }

    /** Values of an encoder, which writes them into {@code values}. */
    public static LayerInput encoded(Shape shape, float[] values) {
        return new LayerInput(shape, Optional.empty(), Optional.empty(), values);
    }

    /** What the layer below puts out. */
    public static LayerInput of(Signal below) {
        Optional<SpikeSource> spikes =
                below.shape.spikes()
                        ? Optional.of(SpikeSource.of(below, below.shape.size()))
                        : Optional.empty();
        return new LayerInput(below.shape, Optional.of(below), spikes, NONE);
    }

    /** What a spike counts: 1, and more where dropout let fewer through. */
    public float scale() {
        return below.map(signal -> signal.scale).orElse(1f);
    }

    /**
     * Copies the values of the first samples of the layer below.
     *
     * @param to receives shape [samples][rows][size]
     */
    public void copyValues(int samples, float[] to) {
        Signal signal = below.orElseThrow();
        int size = shape.size();
        for (int sample = 0; sample < samples; sample++) {
            for (int panel = 0; panel < signal.panels; panel++) {
                int first = panel * signal.width;
                int lanes = Math.min(signal.width, size - first);
                int from = signal.cell(sample, panel);
                for (int t = 0; t < signal.steps; t++) {
                    int row = (sample * signal.steps + t) * size + first;
                    System.arraycopy(signal.values, from + t * signal.width, to, row, lanes);
                }
            }
        }
    }
}

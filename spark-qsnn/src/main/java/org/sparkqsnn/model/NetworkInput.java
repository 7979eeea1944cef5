package org.sparkqsnn.model;

import java.util.Optional;
import org.sparkqsnn.data.encode.Augmentation;
import org.sparkqsnn.data.encode.DirectEncoder;
import org.sparkqsnn.data.encode.EventEncoder;
import org.sparkqsnn.data.encode.LatencyEncoder;
import org.sparkqsnn.data.encode.PoissonEncoder;
import org.sparkqsnn.data.encode.SpikeEncoder;
import org.sparkqsnn.data.encode.SpikeTrains;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.layer.LayerInput;
import org.sparkqsnn.layer.event.SpikeSource;
import org.sparkqsnn.neuron.Draws;
import org.sparkqsnn.neuron.Shape;

/** The samples of a micro-batch as the first layer reads them: spikes, or currents. */
final class NetworkInput {
    private final Shape shape;
    private final Draws draws;

    /** Empty for currents. */
    private final Optional<SpikeEncoder> encoder;

    private final SpikeTrains[] spikes;
    private final float[] currents;
    private final byte[] sample;
    private Optional<Augmentation> augmentation = Optional.empty();

    /**
     * @param shape of an encoded sample
     * @param capacity samples of a micro-batch
     * @param draws is told which sample is in which slot
     */
    NetworkInput(Shape shape, EncoderConfig config, int capacity, Draws draws) {
        this.shape = shape;
        this.draws = draws;
        this.encoder = encoder(config);
        this.currents = new float[encoder.isPresent() ? 0 : capacity * shape.size()];
        this.spikes = new SpikeTrains[encoder.isPresent() ? capacity : 0];
        for (int s = 0; s < spikes.length; s++) spikes[s] = new SpikeTrains();
        this.sample = new byte[shape.size() * config.bytesPerInput()];
    }

    /** See {@link Network#augment}. */
    void augment(Optional<Augmentation> changes) {
        augmentation = changes;
    }

    /** See {@link Network#spiking}. */
    boolean spiking() {
        return encoder.isPresent();
    }

    /** See {@link Network#input}. */
    SpikeTrains spikes(int slot) {
        return spikes[slot];
    }

    /** What the first layer reads. */
    LayerInput layerInput() {
        return encoder.isPresent()
                ? LayerInput.encoded(shape, SpikeSource.of(spikes))
                : LayerInput.encoded(shape, currents);
    }

    /** Encodes a sample of a set. */
    void encode(ImageSet set, int id, long key, int epoch, int slot) {
        set.copyPixels(id, sample);
        augmentation.ifPresent(changes -> changes.apply(set.record(id), epoch, sample));
        encode(sample, set.record(id), key, epoch, slot);
    }

    /** Encodes a sample that belongs to no set. */
    void encode(byte[] bytes, long sampleId, long key, int epoch, int slot) {
        draws.address(slot, key, sampleId, epoch);
        if (encoder.isEmpty()) DirectEncoder.encode(bytes, currents, slot * shape.size());
        else encoder.get().encode(key, sampleId, epoch, bytes, spikes[slot]);
    }

    private static Optional<SpikeEncoder> encoder(EncoderConfig config) {
        return switch (config.kind()) {
            case POISSON -> Optional.of(new PoissonEncoder(config.steps()));
            case LATENCY -> Optional.of(new LatencyEncoder(config.steps()));
            case EVENTS -> Optional.of(new EventEncoder(config.steps()));
            case DIRECT -> Optional.empty();
        };
    }
}

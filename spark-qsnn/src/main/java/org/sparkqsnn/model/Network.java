package org.sparkqsnn.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sparkqsnn.data.encode.Augmentation;
import org.sparkqsnn.data.encode.DirectEncoder;
import org.sparkqsnn.data.encode.EventEncoder;
import org.sparkqsnn.data.encode.LatencyEncoder;
import org.sparkqsnn.data.encode.PoissonEncoder;
import org.sparkqsnn.data.encode.SpikeEncoder;
import org.sparkqsnn.data.encode.SpikeTrains;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.layer.Layer;
import org.sparkqsnn.layer.LayerInput;
import org.sparkqsnn.layer.LayerSpec;
import org.sparkqsnn.layer.OutputGradient;
import org.sparkqsnn.layer.event.SpikeSource;
import org.sparkqsnn.math.CacheLines;
import org.sparkqsnn.neuron.Draws;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.Signal;

/**
 * A network with the buffers of one thread: a micro-batch goes in, its output signal comes out,
 * gradients go back. Parameters are passed in kernel layout, see {@link Layer}.
 */
public final class Network implements AutoCloseable {
    private final NetworkShape shape;
    private final int capacity;
    private final List<Layer> layers = new ArrayList<>();
    private final SpikeTrains[] spikes;
    private final int[] offsets;
    private final Optional<SpikeEncoder> encoder;
    private final float[] currents;
    private final byte[] sample;
    private final Draws draws;
    private final Map<Integer, Penalty> penalties = new TreeMap<>();
    private Optional<Augmentation> augmentation = Optional.empty();

    /**
     * @param capacity samples of a micro-batch
     */
    public Network(NetworkShape shape, EncoderConfig config, int capacity, Learning learning) {
        this.shape = shape;
        this.capacity = capacity;
        this.encoder = encoder(config);
        this.currents = new float[encoder.isPresent() ? 0 : capacity * shape.inputs()];
        this.spikes = new SpikeTrains[encoder.isPresent() ? capacity : 0];
        for (int s = 0; s < spikes.length; s++) spikes[s] = new SpikeTrains();
        this.sample = new byte[shape.inputs() * config.bytesPerInput()];
        this.draws = new Draws(capacity);
        this.offsets = new int[shape.layers().size() + 1];
        boolean trained = false;
        for (int i = 0; i < shape.layers().size(); i++) {
            layers.add(open(i, learning, trained && !learning.released()));
            trained |= !shape.tensors().layers().get(i).isEmpty();
            int end = i == 0 ? 0 : offsets[i - 1] + layers.get(i - 1).kernelSize();
            offsets[i] = CacheLines.next(end);
            offsets[i + 1] = offsets[i] + layers.get(i).kernelSize();
        }
        for (RatePenalty each : learning.penalties()) penalties.put(each.layer(), penalty(each));
    }

    /** Changes the samples of a set from now on, before they are encoded. */
    public void augment(Optional<Augmentation> changes) {
        augmentation = changes;
    }

    /** Samples that fit in a micro-batch. */
    public int capacity() {
        return capacity;
    }

    /** Floats of all parameters in kernel layout. */
    public int kernelSize() {
        return offsets[layers.size()];
    }

    /**
     * Copies flat parameters into kernel layout.
     *
     * @param from where they begin in {@code flat}
     * @param kernel receives {@link #kernelSize} floats
     */
    public void toKernel(float[] flat, int from, float[] kernel) {
        for (int i = 0; i < layers.size(); i++) {
            int begin = from + shape.tensors().offset(i);
            layers.get(i).toKernel(flat, begin, kernel, offsets[i]);
        }
    }

    /** The way back, into {@code flat} from {@code to} on; what has no effect stays as it is. */
    public void toFlat(float[] kernel, float[] flat, int to) {
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).toFlat(kernel, offsets[i], flat, to + shape.tensors().offset(i));
        }
    }

    /** Σ g² of a gradient in kernel layout, layer by layer. */
    public double squaredNorm(float[] gradient) {
        double sum = 0;
        for (int i = 0; i < layers.size(); i++) {
            sum += layers.get(i).squaredNorm(gradient, offsets[i]);
        }
        return sum;
    }

    /** Must be called whenever the parameters have changed. */
    public void prepare(float[] parameters) {
        for (int i = 0; i < layers.size(); i++) layers.get(i).prepare(parameters, offsets[i]);
    }

    /**
     * Puts a sample into the micro-batch: a pure function of the set, the id and the address (key,
     * epoch).
     */
    public void encode(ImageSet set, int id, long key, int epoch, int slot) {
        draws.address(slot, key, set.record(id), epoch);
        if (encoder.isEmpty() && augmentation.isEmpty()) {
            DirectEncoder.encode(set, id, currents, slot * shape.inputs());
            return;
        }
        set.copyPixels(id, sample);
        augmentation.ifPresent(changes -> changes.apply(set.record(id), epoch, sample));
        if (encoder.isEmpty()) DirectEncoder.encode(sample, currents, slot * shape.inputs());
        else encoder.get().encode(key, set.record(id), epoch, sample, spikes[slot]);
    }

    /** Whether the input is spikes; if not, it is currents. */
    public boolean spiking() {
        return encoder.isPresent();
    }

    /**
     * Turns a sample that belongs to no set into the input of a slot of the micro-batch.
     *
     * @param sample unsigned bytes; shape [features]
     * @param sampleId in [0, 2^40); changes nothing where the encoder draws nothing
     */
    public void encode(byte[] sample, long sampleId, long key, int epoch, int slot) {
        draws.address(slot, key, sampleId, epoch);
        if (encoder.isEmpty()) DirectEncoder.encode(sample, currents, slot * shape.inputs());
        else encoder.get().encode(key, sampleId, epoch, sample, spikes[slot]);
    }

    /** Spikes a slot of the micro-batch holds, to write to where they do not come from an image. */
    public SpikeTrains input(int slot) {
        return spikes[slot];
    }

    /** Shows the first {@code samples} samples of the micro-batch to the network. */
    public void forward(float[] parameters, int samples) {
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).forward(parameters, offsets[i], samples);
        }
    }

    /**
     * Sums what the spikes of the samples shown cost beside the loss, and keeps its gradients for
     * {@link #backward}; 0 without penalties.
     *
     * @param weight factor on the gradients: one over the batch size
     */
    public double penalty(int samples, double weight) {
        double sum = 0;
        for (Penalty each : penalties.values()) sum += each.measure(samples, weight);
        return sum;
    }

    /**
     * Adds the gradients of the loss whose gradients by output and membrane stand in the output
     * signal, and of what {@link #penalty} has measured.
     *
     * @param parameters those of the forward pass
     */
    public void backward(float[] parameters, float[] gradient, int samples) {
        Optional<OutputGradient> above = Optional.of(OutputGradient.of(output()));
        for (int i = layers.size() - 1; i >= 0 && above.isPresent(); i--) {
            Layer layer = layers.get(i);
            OutputGradient byOutput = above.get();
            Penalty penalty = penalties.get(i);
            if (penalty != null) byOutput = penalty.added(byOutput);
            layer.backward(parameters, gradient, offsets[i], samples, byOutput);
            above = layer.inputGradient();
        }
    }

    /** Must be called after the last micro-batch of a step, before the gradient is read. */
    public void finish(float[] gradient) {
        for (int i = 0; i < layers.size(); i++) layers.get(i).finish(gradient, offsets[i]);
    }

    /** Signal of layer {@code i}, from 0. */
    public Signal output(int i) {
        return layers.get(i).output();
    }

    /** Signal of the last layer. */
    public Signal output() {
        return output(layers.size() - 1);
    }

    public NetworkShape shape() {
        return shape;
    }

    @Override
    public void close() {
        layers.forEach(Layer::close);
    }

    private Layer open(int i, Learning learning, boolean inputWantsGradient) {
        LayerInput input = i == 0 ? encoded() : LayerInput.of(output(i - 1));
        Shape output = shape.shapes().get(i + 1);
        boolean readout = i + 1 == shape.layers().size();
        boolean driven =
                learning.penalties().stream().anyMatch(p -> p.layer() == i && p.driveWeight() > 0);
        return NumberedLayer.open(
                shape.layers().get(i),
                new LayerSpec.Context(
                        input,
                        output,
                        capacity,
                        learning.window(),
                        i,
                        readout,
                        inputWantsGradient,
                        learning.dropout(),
                        driven,
                        learning.released(),
                        draws));
    }

    private Penalty penalty(RatePenalty formula) {
        Layer layer = layers.get(formula.layer());
        if (formula.driveWeight() > 0 && layer.inputMeans().isEmpty())
            throw new BadInput(
                    "rates: layer "
                            + formula.layer()
                            + " has no weighted inputs that driveWeight could mean; leave it out");
        return new Penalty(formula, layer.output(), layer.inputMeans());
    }

    private LayerInput encoded() {
        return encoder.isPresent()
                ? LayerInput.encoded(shape.input(), SpikeSource.of(spikes))
                : LayerInput.encoded(shape.input(), currents);
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

package org.sparkqsnn.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sparkqsnn.data.encode.Augmentation;
import org.sparkqsnn.data.encode.SpikeTrains;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.layer.Layer;
import org.sparkqsnn.layer.LayerInput;
import org.sparkqsnn.layer.LayerSpec;
import org.sparkqsnn.layer.OutputGradient;
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
    private final int[] offsets;
    private final Draws draws;
    private final NetworkInput input;
    private final Map<Integer, Penalty> penalties = new TreeMap<>();

    /**
     * @param capacity samples of a micro-batch
     */
    public Network(NetworkShape shape, EncoderConfig config, int capacity, Learning learning) {
        this.shape = shape;
        this.capacity = capacity;
        this.draws = new Draws(capacity);
        this.input = new NetworkInput(shape.input(), config, capacity, draws);
        this.offsets = new int[shape.layers().size() + 1];
        boolean trained = false;
        for (int i = 0; i < shape.layers().size(); i++) {
            int number = i;
            boolean wantsGradient = trained && !learning.released();
            told(i, () -> layers.add(open(number, learning, wantsGradient)));
            trained |= !shape.tensors().layers().get(i).isEmpty();
            int end = i == 0 ? 0 : offsets[i - 1] + layers.get(i - 1).kernelSize();
            offsets[i] = CacheLines.next(end);
            offsets[i + 1] = offsets[i] + layers.get(i).kernelSize();
        }
        for (RatePenalty each : learning.penalties()) penalties.put(each.layer(), penalty(each));
    }

    /** Changes the samples of a set from now on, before they are encoded. */
    public void augment(Optional<Augmentation> changes) {
        input.augment(changes);
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

    /**
     * Copies kernel layout back into flat parameters, from {@code to} on; those without effect stay
     * as they are.
     */
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
        input.encode(set, id, key, epoch, slot);
    }

    /** Whether the input is spikes; if not, it is currents. */
    public boolean spiking() {
        return input.spiking();
    }

    /**
     * Turns a sample that belongs to no set into the input of a slot of the micro-batch.
     *
     * @param sample unsigned bytes; shape [features]
     * @param sampleId in [0, 2^40); changes nothing where the encoder draws nothing
     */
    public void encode(byte[] sample, long sampleId, long key, int epoch, int slot) {
        input.encode(sample, sampleId, key, epoch, slot);
    }

    /** Spikes a slot of the micro-batch holds, to write to where they do not come from an image. */
    public SpikeTrains input(int slot) {
        return input.spikes(slot);
    }

    /** Shows the first {@code samples} samples of the micro-batch to the network. */
    public void forward(float[] parameters, int samples) {
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            int at = offsets[i];
            told(i, () -> layer.forward(parameters, at, samples));
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
            OutputGradient byOutput =
                    penalties.containsKey(i) ? penalties.get(i).added(above.get()) : above.get();
            int at = offsets[i];
            told(i, () -> layer.backward(parameters, gradient, at, samples, byOutput));
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

    /** Does a layer's work; what its code or its neurons' throws is told with its number. */
    private void told(int layer, Runnable work) {
        try {
            work.run();
        } catch (BadInput e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw LayerFailed.of(layer, shape.layers().get(layer), e);
        }
    }

    private Layer open(int i, Learning learning, boolean inputWantsGradient) {
        LayerInput read = i == 0 ? input.layerInput() : LayerInput.of(output(i - 1));
        Shape output = shape.shapes().get(i + 1);
        boolean readout = i + 1 == shape.layers().size();
        boolean driven =
                learning.penalties().stream().anyMatch(p -> p.layer() == i && p.driveWeight() > 0);
        return shape.layers()
                .get(i)
                .open(
                        new LayerSpec.Context(
                                read,
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
}

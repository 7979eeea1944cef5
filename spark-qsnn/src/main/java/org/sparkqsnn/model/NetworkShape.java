package org.sparkqsnn.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.layer.LayerSpec;
import org.sparkqsnn.layer.Tensor;
import org.sparkqsnn.neuron.Shape;

/**
 * The layers of a network, what flows between them, and where their parameters lie.
 *
 * @param layers first to last
 * @param shapes what flows into each layer, and out of the last one
 * @param tensors where each one's parameters lie
 */
public record NetworkShape(List<LayerSpec> layers, List<Shape> shapes, Parameters tensors)
        implements Serializable {
    public NetworkShape {
        layers = List.copyOf(layers);
        shapes = List.copyOf(shapes);
    }

    /**
     * A network.
     *
     * @param model how its parameters begin
     * @param layers first to last, the last one the read-out
     * @param input what the encoder makes of a sample
     * @param classes of the data, which the read-out must have as outputs
     * @throws BadInput naming the layer that does not fit
     */
    public static NetworkShape of(
            ModelConfig model, List<LayerSpec> layers, Shape input, int classes) {
        NetworkShape shape = stacked(model, layers, input, classes);
        if (shape.classes() != classes) {
            throw new BadInput(
                    name(model, layers.size() - 1)
                            + " has "
                            + shape.classes()
                            + " outputs, the data have "
                            + classes
                            + " classes; use outputs = 0 for as many");
        }
        return shape;
    }

    /**
     * A network that may have other outputs than data have classes.
     *
     * @param classes outputs of the read-out, if it does not say how many it has
     * @throws BadInput naming the layer that does not fit to the one below
     */
    public static NetworkShape stacked(
            ModelConfig model, List<LayerSpec> layers, Shape input, int classes) {
        List<Shape> shapes = new ArrayList<>();
        shapes.add(input);
        List<List<Tensor>> tensors = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            Parameters unused = new Parameters(tensors); // refuses what no array holds
            LayerSpec layer = layers.get(i);
            Shape from = shapes.get(i);
            if (layer.between() && (i == 0 || i + 1 == layers.size()))
                throw new BadInput(
                        name(model, i)
                                + " is "
                                + LayerSpec.KINDS.name(layer)
                                + ", which must stand between two layers");
            try {
                Shape to = layer.output(from, classes);
                shapes.add(to);
                boolean readout = i + 1 == layers.size();
                tensors.add(named(i, layer.tensors(from, to), model, readout));
            } catch (BadInput e) {
                throw new BadInput(name(model, i) + " " + e.getMessage(), e);
            } catch (ArithmeticException e) {
                throw new BadInput(
                        name(model, i) + " is larger than arrays can be; use fewer neurons", e);
            }
        }
        return new NetworkShape(layers, shapes, new Parameters(tensors));
    }

    /** How a user calls a layer: by the list, or by the widths that it was made of. */
    private static String name(ModelConfig model, int layer) {
        return model.layers().isEmpty()
                ? "layer " + layer + " of model.hidden"
                : "model.layers." + layer;
    }

    /**
     * Holds penalties to the layers.
     *
     * @throws BadInput if there is no such layer, it does not spike, or it has two penalties
     */
    public void check(List<RatePenalty> penalties) {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < penalties.size(); i++) {
            int layer = penalties.get(i).layer();
            String key = "rates." + i + ".layer is " + layer + ", ";
            if (layer >= layers.size())
                throw new BadInput(key + "but the network has layers 0 to " + (layers.size() - 1));
            if (!spikes(layer))
                throw new BadInput(key + "which does not spike; use the number of one that does");
            if (!seen.add(layer))
                throw new BadInput(key + "which has an entry before; put both into one");
        }
    }

    /** What an encoder makes of a sample. */
    public Shape input() {
        return shapes.get(0);
    }

    /** What the last layer puts out. */
    public Shape output() {
        return shapes.get(layers.size());
    }

    /** Membrane above which neurons of the last layer fire, where there is one. */
    public OptionalDouble readoutFiresAbove() {
        return layers.get(layers.size() - 1).firesAbove();
    }

    /** Inputs of the first layer. */
    public int inputs() {
        return input().size();
    }

    /** Outputs of a layer. */
    public int outputs(int layer) {
        return shapes.get(layer + 1).size();
    }

    /** Whether a layer has neurons that spike; dropout only passes on the spikes of others. */
    public boolean spikes(int layer) {
        return shapes.get(layer + 1).spikes() && !layers.get(layer).between();
    }

    /** Inputs and the neurons of each layer, such as {@code 784-1000-10}. */
    public String widths() {
        StringBuilder text = new StringBuilder().append(inputs());
        for (int i = 0; i < layers.size(); i++)
            if (!layers.get(i).between()) text.append('-').append(outputs(i));
        return text.toString();
    }

    /**
     * What a layer of neurons is called: {@code Output} if it is the last, {@code Hidden} if it is
     * the only other one, else {@code Hidden 1} and so on.
     */
    public String name(int layer) {
        int last = layers.size() - 1;
        if (layer == last) return "Output";
        return neuronLayers(last) == 1 ? "Hidden" : "Hidden " + neuronLayers(layer + 1);
    }

    /** Of the first {@code count} layers, those that are no dropout. */
    private long neuronLayers(int count) {
        return layers.stream().limit(count).filter(layer -> !layer.between()).count();
    }

    /** Outputs of the last layer. */
    public int classes() {
        return output().size();
    }

    /** Trainable numbers of all layers. */
    public int parameters() {
        return tensors.size();
    }

    /** About how long a sample takes; see {@link LayerSpec#work}. */
    public long work() {
        long work = 0;
        for (int i = 0; i < layers.size(); i++)
            work += layers.get(i).work(shapes.get(i), shapes.get(i + 1));
        return work;
    }

    /** What a network of this shape begins with, drawn as {@link Parameters#initial} does. */
    public float[] initialParameters(long seed) {
        return tensors.initial(seed);
    }

    /**
     * Full names, and the spread of the config; in the read-out its factor, and its bias in the
     * first biases there are.
     */
    private static List<Tensor> named(
            int layer, List<Tensor> tensors, ModelConfig model, boolean readout) {
        double spread = readout ? model.init() * model.readoutInit() : model.init();
        double bias = readout ? model.readoutBias() : 0;
        List<Tensor> named = new ArrayList<>();
        for (Tensor tensor : tensors) {
            boolean biases = tensor.name().endsWith("bias");
            named.add(tensor.with(layer + "." + tensor.name(), biases ? bias : 0, spread));
            if (biases) bias = 0;
        }
        return named;
    }
}

package org.sparkqsnn.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.sparkqsnn.data.encode.Philox4x32;
import org.sparkqsnn.data.encode.Stream;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.layer.Tensor;

/**
 * Where each tensor of a network lies in its flat parameters: layer by layer, in the order of the
 * layers' tensors. Full names have the layer's number before them, such as {@code 0.theta.weight}.
 *
 * @param layers tensors of each layer, under their full names
 */
public record Parameters(List<List<Tensor>> layers) implements Serializable {
    /** Two moments of each parameter fill one Java array. */
    private static final int LARGEST = 1_000_000_000;

    /**
     * @throws BadInput if there are more than arrays can hold
     */
    public Parameters {
        layers = layers.stream().map(List::copyOf).toList();
        long size = 0;
        for (List<Tensor> layer : layers) for (Tensor tensor : layer) size += tensor.size();
        if (size > LARGEST) {
            throw new BadInput(
                    "model.hidden and model.layers make a network of more than "
                            + LARGEST
                            + " parameters; use fewer or narrower layers");
        }
    }

    /** All tensors, first to last. */
    public List<Tensor> tensors() {
        List<Tensor> all = new ArrayList<>();
        layers.forEach(all::addAll);
        return all;
    }

    /** Full names of all tensors, first to last. */
    public List<String> names() {
        return tensors().stream().map(Tensor::name).toList();
    }

    /** A number for each tensor, by its full name, in the place of each of its parameters. */
    public float[] filled(ToDoubleFunction<String> numbers) {
        float[] filled = new float[size()];
        int at = 0;
        for (Tensor tensor : tensors()) {
            int end = at + (int) tensor.size();
            Arrays.fill(filled, at, end, (float) numbers.applyAsDouble(tensor.name()));
            at = end;
        }
        return filled;
    }

    /** Numbers of all tensors. */
    public int size() {
        return offset(layers.size());
    }

    /** Index of the first number of a layer. */
    public int offset(int layer) {
        long at = 0;
        for (int i = 0; i < layer; i++) for (Tensor tensor : layers.get(i)) at += tensor.size();
        return (int) at;
    }

    /**
     * Index of the first number of a tensor.
     *
     * @throws IllegalArgumentException if no tensor has the name
     */
    public int offset(String name) {
        long at = 0;
        for (Tensor tensor : tensors()) {
            if (tensor.name().equals(name)) return (int) at;
            at += tensor.size();
        }
        throw new IllegalArgumentException("no tensor " + name);
    }

    /**
     * Initial parameters: uniform in {@code centre ± spread / √fanIn} of their tensor; parameter i
     * from counter i / 4, word i mod 4 of the stream INIT.
     *
     * @return shape [size]
     */
    public float[] initial(long seed) {
        long key = Stream.INIT.key(seed);
        float[] parameters = new float[size()];
        int[] words = new int[4];
        int at = 0;
        for (Tensor tensor : tensors()) {
            float spread = (float) (tensor.spread() / Math.sqrt(tensor.fanIn()));
            float centre = (float) tensor.centre();
            int end = at + (int) tensor.size();
            for (int i = at; i < end; i++) {
                if (i % 4 == 0 || i == at) Philox4x32.block(i / 4, 0, 0, 0, key, words, 0);
                parameters[i] = spread * words[i % 4] * 0x1p-31f;
                if (centre != 0) parameters[i] += centre;
            }
            at = end;
        }
        return parameters;
    }
}

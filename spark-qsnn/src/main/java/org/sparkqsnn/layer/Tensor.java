package org.sparkqsnn.layer;

import java.util.List;

/**
 * A named block of a network's flat parameters, row-major.
 *
 * @param name such as {@code theta.weight}; a network puts the layer's number before it
 * @param fanIn numbers that are added up with these as weights; the initial spread goes by it
 * @param centre mean of the initial values
 * @param spread half of the range of the initial values, in units of {@code 1/√fanIn}; 1 is
 *     PyTorch's linear layer
 * @param shape its dimensions
 */
public record Tensor(String name, int fanIn, double centre, double spread, List<Integer> shape) {
    public Tensor {
        shape = List.copyOf(shape);
    }

    /** Weights or biases that begin at random, around 0. */
    public static Tensor random(String name, int fanIn, Integer... shape) {
        return new Tensor(name, fanIn, 0, 1, List.of(shape));
    }

    /** This block under another name, its initial values moved by {@code centre} and spread. */
    public Tensor with(String name, double centre, double spread) {
        return new Tensor(name, fanIn, this.centre + centre, this.spread * spread, shape);
    }

    /** Numbers in it. */
    public long size() {
        long size = 1;
        for (int dimension : shape) size = Math.multiplyExact(size, dimension);
        return size;
    }
}

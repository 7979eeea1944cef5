package org.sparkqsnn.neuron;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.sparkqsnn.config.Kinds;

/**
 * A neuron: the components of the record are its parameters, the methods below are one step of it,
 * in double precision. A step is {@link #charge}, {@link #fire}, {@link #reset}, in this order, and
 * {@link #backward} is its vector-Jacobian product with the spike held. Names of the three are
 * SpikingJelly's.
 *
 * <p>To add a neuron, write a public record that implements this interface and has a public
 * constant {@code DEFAULT}; a config names it by {@code neuron.kind}. Any neuron trains at once, by
 * {@link DefinitionKernel}; one that is used much overrides {@link #kernel}.
 */
public interface Neuron extends Serializable {
    /** The neurons of this project. */
    Kinds<Neuron> KINDS =
            Kinds.of(
                    Neuron.class,
                    "qlif.Qlif",
                    "lif.Lif",
                    "lif.CubaLif",
                    "lif.Li",
                    "real.Relu",
                    "real.Identity");

    /** Weighted inputs of a neuron; its layer has a plane of weights and biases for each. */
    int inputs();

    /** Numbers that are carried from step to step; 0 at the first one. */
    int states();

    /** Trainable numbers that each neuron has besides its weights. */
    default int own() {
        return 0;
    }

    /** What number {@code i} of {@link #own} is before training. */
    default double initialOwn(int i) {
        return 0;
    }

    /** False for a neuron that puts out its membrane. */
    default boolean spikes() {
        return true;
    }

    /** Whether {@link #fire} uses the number it is given. */
    default boolean draws() {
        return false;
    }

    /**
     * Weighted inputs that have an effect where the input is the same at every step, the first ones
     * of all: the planes of the others are neither computed nor trained there.
     */
    default int constantInputs() {
        return inputs();
    }

    /** Names of the weighted inputs, for tensors; the only one of a neuron needs none. */
    default List<String> planes() {
        if (inputs() == 1) return List.of("");
        return IntStream.range(0, inputs()).mapToObj(i -> "x" + i).toList();
    }

    /** From {@code state}, {@code x} and {@code own} to {@code membrane}. */
    void charge(Cell cell);

    /**
     * From {@code membrane} to {@code fired}. A neuron that does not spike leaves it out.
     *
     * @param u uniform in [0, 1), for a neuron that {@link #draws}
     */
    default void fire(Cell cell, double u) {
        throw new IllegalStateException(getClass().getName() + " spikes, but has no fire");
    }

    /** From {@code state}, {@code membrane} and {@code fired} to {@code next}. */
    void reset(Cell cell);

    /**
     * From {@code byMembrane} and {@code byNext} to {@code byState}, {@code byX} and {@code byOwn},
     * all elements of which it sets. The spike is held: it is no function of the membrane here.
     */
    void backward(Cell cell);

    /** Stands for dS/dmembrane on the way back. A neuron that does not spike leaves it out. */
    default double surrogate(double membrane) {
        throw new IllegalStateException(getClass().getName() + " spikes, but has no surrogate");
    }

    /** Membrane above which the neuron fires, where there is one. */
    default OptionalDouble firesAbove() {
        return OptionalDouble.empty();
    }

    /** Bytes of the heap that {@link #kernel} takes, at most. */
    default long bytes(KernelContext context) {
        return Float.BYTES * context.cells() * (context.constant() ? constantInputs() : inputs());
    }

    /** What runs panels of these neurons, for one thread. */
    default NeuronKernel kernel(KernelContext context) {
        return new DefinitionKernel(this, context);
    }
}

package org.sparkqsnn.layer;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalDouble;
import org.sparkqsnn.config.Kinds;
import org.sparkqsnn.neuron.Draws;
import org.sparkqsnn.neuron.Shape;

/**
 * A layer as data: what a config lists. To add one, write a public record that implements this
 * interface and has a public constant {@code DEFAULT}.
 */
public interface LayerSpec extends Serializable {
    /** The layers of this project. */
    Kinds<LayerSpec> KINDS = Kinds.of(LayerSpec.class, "dense.Dense", "Dropout");

    /**
     * What the layer puts out.
     *
     * @param classes of the data, for a layer whose size is not given
     * @throws org.sparkqsnn.data.schema.BadInput if it does not fit to the input
     */
    Shape output(Shape input, int classes);

    /** Trainable numbers, in the order of the flat parameters. */
    List<Tensor> tensors(Shape input, Shape output);

    /**
     * What {@link #open} takes of the heap.
     *
     * @param samples samples of a micro-batch
     * @param readout whether it is the last layer
     * @param inputWantsGradient whether there is something to train below
     */
    Size size(Shape input, Shape output, int samples, boolean readout, boolean inputWantsGradient);

    /** Whether the layer must have one below it and one above it. */
    default boolean between() {
        return false;
    }

    /** Membrane above which the layer's neurons fire, where there is one. */
    default OptionalDouble firesAbove() {
        return OptionalDouble.empty();
    }

    /**
     * About how long a sample takes, in multiply-adds of its forward pass: what orders trials by
     * length, so that only the ratio between layers counts. The way back takes about twice as many,
     * whatever the layer. A layer without weights needs one for each number that it puts out.
     */
    default long work(Shape input, Shape output) {
        return (long) output.size() * output.rows();
    }

    /** The layer with buffers for one thread. */
    Layer open(Context context);

    /**
     * What a layer takes of the heap.
     *
     * @param kernel floats of its parameters in kernel layout
     * @param buffers bytes of its buffers
     * @param lists bytes that its lists of spikes grow to, at most
     */
    record Size(long kernel, long buffers, long lists) {}

    /**
     * What a layer is opened for.
     *
     * @param input what it reads
     * @param output what {@link #output} said of it
     * @param samples samples of a micro-batch
     * @param window steps after which the chain through a neuron's state is cut on the way back
     * @param layer number of the layer, from 0
     * @param readout whether it is the last one, which the loss reads
     * @param inputWantsGradient whether there is something to train below
     * @param training whether samples are trained on, not only looked at
     * @param inputMeans whether the layer is asked for {@link Layer#inputMeans}
     * @param released whether the backward pass is that of the released code
     * @param draws random numbers of the samples at hand
     */
    record Context(
            LayerInput input,
            Shape output,
            int samples,
            int window,
            int layer,
            boolean readout,
            boolean inputWantsGradient,
            boolean training,
            boolean inputMeans,
            boolean released,
            Draws draws) {}
}

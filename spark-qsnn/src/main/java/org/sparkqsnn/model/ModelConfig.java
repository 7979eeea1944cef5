package org.sparkqsnn.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparkqsnn.config.Check;
import org.sparkqsnn.layer.LayerSpec;
import org.sparkqsnn.layer.dense.Dense;
import org.sparkqsnn.neuron.Neuron;

/**
 * Which network is trained.
 *
 * @param kind preset that lies under the user's config
 * @param hidden neurons of each hidden layer, first to last; may be empty; used where {@code
 *     layers} is empty
 * @param init spread of the uniform initial weights in units of 1/sqrt(fan-in); 1 is PyTorch's
 *     linear layer
 * @param readoutInit factor on that spread in the last layer, the read-out
 * @param readoutBias mean of the read-out's first initial biases: of QLIF the q that each class
 *     starts around
 * @param readoutNeuron neuron of the last layer, where {@code layers} is empty and it is not that
 *     of the others
 * @param layers a list of one's own, first to last; empty for dense layers of {@code hidden}
 *     neurons and a read-out
 */
public record ModelConfig(
        Kind kind,
        List<Integer> hidden,
        double init,
        double readoutInit,
        double readoutBias,
        Optional<Neuron> readoutNeuron,
        List<LayerSpec> layers)
        implements Serializable {
    /** The paper's fully connected network: 784-1000-10. */
    public static final ModelConfig DEFAULT =
            new ModelConfig(Kind.QSNN, List.of(1000), 1.0, 0.5, 0.3, Optional.empty(), List.of());

    /** Presets, a resource {@code presets/KIND.conf} each. */
    public enum Kind {
        /** Fully connected QLIF neurons. */
        QSNN,
        /** Fully connected LIF neurons. */
        SNN,
        /** A fully connected network of rectified linear units, without time. */
        ANN,
        /** No preset: the list of {@code model.layers} alone. */
        LAYERS
    }

    public ModelConfig {
        hidden = List.copyOf(hidden);
        layers = List.copyOf(layers);
        for (int width : hidden) Check.atLeast(width, 1, "model.hidden");
        Check.positive(init, "model.init");
        Check.notNegative(readoutInit, "model.readoutInit");
        Check.notNegative(readoutBias, "model.readoutBias");
        if (kind == Kind.LAYERS && layers.isEmpty())
            throw Check.refuse("model.layers", "must list layers where model.kind is layers", "[]");
    }

    /** A network of dense layers that begin as given, without a list of its own. */
    public static ModelConfig dense(
            List<Integer> hidden, double init, double readoutInit, double readoutBias) {
        return new ModelConfig(
                Kind.QSNN, hidden, init, readoutInit, readoutBias, Optional.empty(), List.of());
    }

    /**
     * All layers, first to last.
     *
     * @param neuron of dense layers that are not listed
     */
    public List<LayerSpec> stack(Neuron neuron) {
        if (!layers.isEmpty()) return layers;
        List<LayerSpec> all = new ArrayList<>();
        for (int width : hidden) all.add(new Dense(width, neuron));
        all.add(new Dense(0, readoutNeuron.orElse(neuron)));
        return all;
    }
}

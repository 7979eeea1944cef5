package org.sparkqsnn.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.sparkqsnn.config.Check;
import org.sparkqsnn.layer.LayerSpec;
import org.sparkqsnn.layer.dense.Dense;
import org.sparkqsnn.neuron.Neuron;

/**
 * Which network is trained.
 *
 * @param kind architecture; this version trains {@code qsnn}, fully connected QLIF layers
 * @param hidden neurons of each hidden layer, first to last; may be empty
 * @param init spread of the uniform initial weights in units of 1/sqrt(fan-in); 1 is PyTorch's
 *     linear layer
 * @param readoutInit factor on that spread in the last layer, the read-out
 * @param readoutBias mean of the read-out's initial theta biases: the q that each class starts
 *     around
 */
public record ModelConfig(
        Kind kind, List<Integer> hidden, double init, double readoutInit, double readoutBias)
        implements Serializable {
    /** The paper's fully connected network: 784-1000-10. */
    public static final ModelConfig DEFAULT =
            new ModelConfig(Kind.QSNN, List.of(1000), 1.0, 0.5, 0.3);

    /** Architectures that can be trained. */
    public enum Kind {
        QSNN
    }

    /** The layers: dense ones of {@code hidden} neurons, and the read-out. */
    public List<LayerSpec> layers(Neuron neuron) {
        List<LayerSpec> layers = new ArrayList<>();
        for (int width : hidden) layers.add(new Dense(width, neuron));
        layers.add(new Dense(0, neuron));
        return layers;
    }

    public ModelConfig {
        hidden = List.copyOf(hidden);
        for (int width : hidden) Check.atLeast(width, 1, "model.hidden");
        Check.positive(init, "model.init");
        Check.notNegative(readoutInit, "model.readoutInit");
        Check.notNegative(readoutBias, "model.readoutBias");
    }
}

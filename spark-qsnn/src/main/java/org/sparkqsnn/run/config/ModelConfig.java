package org.sparkqsnn.run.config;

import java.io.Serializable;
import java.util.List;

/**
 * Which network is trained.
 *
 * @param kind architecture; this version trains {@code qsnn}, fully connected QLIF layers
 * @param hidden neurons of each hidden layer, first to last; may be empty
 * @param init spread of the uniform initial weights in units of 1/sqrt(fan-in); 1 is PyTorch's
 *     linear layer
 */
public record ModelConfig(Kind kind, List<Integer> hidden, double init) implements Serializable {
    /** The paper's fully connected network: 784-1000-10. */
    public static final ModelConfig DEFAULT = new ModelConfig(Kind.QSNN, List.of(1000), 1.0);

    /** Architectures that can be trained. */
    public enum Kind {
        QSNN
    }

    public ModelConfig {
        hidden = List.copyOf(hidden);
        for (int width : hidden) Check.atLeast(width, 1, "model.hidden");
        Check.positive(init, "model.init");
    }
}

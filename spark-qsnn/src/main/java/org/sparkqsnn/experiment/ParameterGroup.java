package org.sparkqsnn.experiment;

import java.io.Serializable;
import java.util.regex.Pattern;
import org.sparkqsnn.config.Check;

/**
 * Tensors that learn at a rate of their own.
 *
 * @param tensors their names, such as {@code 0.theta.weight}; {@code *} stands for any characters
 * @param rate factor on the learning rate, at least 0; 0 leaves them as they begin
 * @param decay factor on the weight decay, at least 0
 */
public record ParameterGroup(String tensors, double rate, double decay) implements Serializable {
    public static final ParameterGroup DEFAULT = new ParameterGroup("*", 1, 1);

    public ParameterGroup {
        if (tensors.isBlank()) throw Check.refuse("tensors", "must name tensors", "nothing");
        Check.notNegative(rate, "rate");
        Check.notNegative(decay, "decay");
    }

    /** Whether a tensor belongs to the group. */
    public boolean has(String tensor) {
        String any = Pattern.quote(tensors).replace("*", "\\E.*\\Q");
        return tensor.matches(any);
    }
}

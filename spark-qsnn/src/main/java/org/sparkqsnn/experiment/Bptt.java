package org.sparkqsnn.experiment;

import java.io.Serializable;
import java.util.Locale;
import org.sparkqsnn.config.Check;

/**
 * How many steps a gradient runs back through the state of a neuron: after every {@code window}
 * steps the chain is cut. {@code full} never cuts, {@code spatial} cuts at every step.
 *
 * @param window steps between cuts, at least 1
 */
public record Bptt(int window) implements Serializable {
    public static final Bptt FULL = new Bptt(Integer.MAX_VALUE);
    public static final Bptt SPATIAL = new Bptt(1);

    public Bptt {
        Check.atLeast(window, 1, "training.bptt");
    }

    /** Reads {@code full}, {@code spatial} or a number of steps. */
    public static Bptt parse(String text) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "full":
                return FULL;
            case "spatial":
                return SPATIAL;
            default:
                try {
                    return new Bptt(Integer.parseInt(text));
                } catch (NumberFormatException e) {
                    throw Check.refuse(
                            "training.bptt", "must be full, spatial or a number of steps", text);
                }
        }
    }

    @Override
    public String toString() {
        return window == Integer.MAX_VALUE
                ? "full"
                : window == 1 ? "spatial" : Integer.toString(window);
    }
}

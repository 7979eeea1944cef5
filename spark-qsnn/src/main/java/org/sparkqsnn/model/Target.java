package org.sparkqsnn.model;

/** What a sample should give: a class, or a number for each output. */
public sealed interface Target {
    /**
     * A class.
     *
     * @param index in [0, outputs)
     */
    record Label(int index) implements Target {}

    /**
     * A number for each output.
     *
     * @param values shape [outputs]
     */
    record Values(double[] values) implements Target {}
}

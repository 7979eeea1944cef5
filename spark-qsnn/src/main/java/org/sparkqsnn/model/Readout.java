package org.sparkqsnn.model;

import java.io.Serializable;
import org.sparkqsnn.config.Kinds;

/**
 * What scores are made of: from the outputs of one sample to a score for each class.
 *
 * <p>Most read-outs give one set of scores. One that gives a set for each step has as many terms,
 * and the loss is the sum over them.
 */
public interface Readout extends Serializable {
    /** The read-outs of this project. */
    Kinds<Readout> KINDS =
            Kinds.of(
                    Readout.class,
                    "readout.Count",
                    "readout.Rate",
                    "readout.Membrane",
                    "readout.RateMembrane",
                    "readout.Value");

    /** Sets of scores that a sample has. */
    default int terms(int rows) {
        return 1;
    }

    /**
     * Makes a set of scores.
     *
     * @param factor on all scores
     * @param scores receives them; shape [outputs]
     */
    void scores(Outputs outputs, int term, double factor, double[] scores);

    /**
     * Runs {@link #scores} backward: sets the gradients of {@code outputs} that this set of scores
     * has a part in. Elements that no term sets stay as they are.
     *
     * @param byScore gradient by the scores before the factor; shape [outputs]
     */
    void backward(Outputs outputs, int term, double[] byScore);

    /** Score of an output that fires at every one of {@code rows} steps. */
    default double most(int rows) {
        return 1;
    }

    /** Whether this can be read from neurons that do not spike. */
    default boolean readsValues() {
        return false;
    }

    /** Whether this can be read from neurons that spike. */
    default boolean readsSpikes() {
        return true;
    }
}

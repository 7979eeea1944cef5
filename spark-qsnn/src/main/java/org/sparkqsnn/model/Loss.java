package org.sparkqsnn.model;

import java.io.Serializable;
import org.sparkqsnn.config.Kinds;

/** How far scores are from a target, for one sample and one set of scores. */
public interface Loss extends Serializable {
    /** The losses of this project. */
    Kinds<Loss> KINDS = Kinds.of(Loss.class, "loss.CrossEntropy", "loss.MeanSquare");

    /** Factor on the scores before the loss is taken of them. */
    default double scale() {
        return 1;
    }

    /**
     * The loss, and the gradient by the scores before the factor.
     *
     * @param scores times {@link #scale}; shape [outputs]; used as scratch
     * @param most score of an output that fires at every step, see {@link Readout#most}
     * @param byScore receives the gradient; shape [outputs]
     * @return the loss
     * @throws org.sparkqsnn.data.schema.BadInput if the target is of a kind that it does not take
     */
    double gradient(double[] scores, Target target, double most, double[] byScore);
}

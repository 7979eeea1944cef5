package org.sparkqsnn.experiment;

import java.io.Serializable;
import org.sparkqsnn.config.Check;
import org.sparkqsnn.model.Readout;
import org.sparkqsnn.model.readout.Count;
import org.sparkqsnn.model.readout.Membrane;
import org.sparkqsnn.model.readout.Rate;
import org.sparkqsnn.model.readout.RateMembrane;

/**
 * What one optimiser step is.
 *
 * @param epochs passes over the training set
 * @param batchSize samples of one optimiser step of one virtual worker
 * @param bptt how far the gradient runs back through the neurons' state: {@code full}, {@code
 *     spatial}, or a number K of time steps
 * @param loss what the cross-entropy is taken of
 * @param lossScale factor on the class scores before the softmax
 * @param gradient {@code exact}, or {@code released} for the released code's update with its
 *     defects
 * @param microBatch samples whose time course is held in memory at once; changes memory, not the
 *     result's meaning
 */
public record TrainingConfig(
        int epochs,
        int batchSize,
        Bptt bptt,
        Loss loss,
        double lossScale,
        Gradient gradient,
        int microBatch)
        implements Serializable {
    public static final TrainingConfig DEFAULT =
            new TrainingConfig(10, 50, Bptt.SPATIAL, Loss.COUNT, 1, Gradient.EXACT, 50);

    /**
     * Scores the cross-entropy is taken of; S output spikes, m output membranes, of QLIF the
     * populations.
     */
    public enum Loss {
        /** {@code s = mean over t of S}. */
        RATE(Rate.DEFAULT),
        /** {@code s = sum over t of S}. */
        COUNT(Count.DEFAULT),
        /** Sum over t of the cross-entropy of {@code m[t]} (the released code). */
        MEMBRANE(Membrane.DEFAULT),
        /** {@code s = mean over t of (S + m)}. */
        BOTH(RateMembrane.DEFAULT);

        private final transient Readout readout;

        Loss(Readout readout) {
            this.readout = readout;
        }

        /** The read-out that this is short for. */
        public Readout readout() {
            return readout;
        }
    }

    /** Whose backward pass is used. */
    public enum Gradient {
        /** The derivative of the forward pass; a surrogate only for the firing step. */
        EXACT,
        /** The released code's {@code AlphaSurrogate.backward}: hidden layers get none. */
        RELEASED
    }

    public TrainingConfig {
        Check.atLeast(epochs, 1, "training.epochs");
        Check.atLeast(batchSize, 1, "training.batchSize");
        Check.positive(lossScale, "training.lossScale");
        Check.atLeast(microBatch, 1, "training.microBatch");
    }
}

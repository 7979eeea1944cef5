package org.sparkqsnn.model;

import java.io.Serializable;
import org.sparkqsnn.config.Check;
import org.sparkqsnn.data.encode.SpikeRaster;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.neuron.Shape;

/**
 * How a sample becomes input over time.
 *
 * @param kind encoder
 * @param steps time steps T a sample is shown for
 */
public record EncoderConfig(Kind kind, int steps) implements Serializable {
    public static final EncoderConfig DEFAULT = new EncoderConfig(Kind.POISSON, 25);

    /** Encoders of {@code org.sparkqsnn.data.encode}. */
    public enum Kind {
        /** A Bernoulli spike per pixel and step, with the pixel as its probability. */
        POISSON,
        /** The image itself, in [0, 1], at every step. */
        DIRECT,
        /** One spike per pixel, the earlier the brighter. */
        LATENCY,
        /** Recorded spikes, as they are; for the event column of a DataFrame. */
        EVENTS
    }

    public EncoderConfig {
        Check.atLeast(steps, 1, "encoder.steps");
        if (steps > 1024) throw Check.refuse("encoder.steps", "must be at most 1024", steps);
    }

    /** Bytes of a sample that make one input: a pixel, or a row of a {@link SpikeRaster}. */
    public int bytesPerInput() {
        return kind == Kind.EVENTS ? SpikeRaster.rowBytes(steps) : 1;
    }

    /**
     * What the encoder makes of a sample.
     *
     * @param features bytes of a sample
     * @throws BadInput if they are no whole inputs
     */
    public Shape shape(int features) {
        int each = bytesPerInput();
        if (features % each != 0) {
            throw new BadInput(
                    "samples of "
                            + features
                            + " bytes are no rows of "
                            + steps
                            + " steps; use the encoder.steps that they were recorded with");
        }
        return shapeOf(features / each);
    }

    /** What the encoder makes of a number of inputs. */
    public Shape shapeOf(int inputs) {
        boolean direct = kind == Kind.DIRECT;
        return Shape.flat(!direct, direct, inputs, steps);
    }
}

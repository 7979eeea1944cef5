package org.sparkqsnn.model;

import java.io.Serializable;
import org.sparkqsnn.config.Check;
import org.sparkqsnn.data.encode.SpikeRaster;

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
}

package org.sparkqsnn.neuron;

import java.io.Serializable;
import org.sparkqsnn.config.Check;

/**
 * One QLIF neuron, the same for every layer. Times share one unit, microseconds by convention.
 *
 * @param leak what a step without input spike does
 * @param reset what the step after a spike starts from
 * @param threshold excited population above which the neuron fires, in (0, 1)
 * @param t1 relaxation time T1, in the unit of {@code tauScale}
 * @param tauScale delay per unit of the second weight plane: tau = tauScale |p|
 * @param angle how the first weight plane becomes a rotation
 * @param surrogate derivative that stands for the firing step in the backward pass
 * @param surrogateSlope steepness k of the surrogate; larger is narrower
 */
public record NeuronConfig(
        Leak leak,
        Reset reset,
        double threshold,
        double t1,
        double tauScale,
        Angle angle,
        Surrogate surrogate,
        double surrogateSlope)
        implements Serializable {
    /** The released code's constants with physical leak and the paper's reset. */
    public static final NeuronConfig DEFAULT =
            new NeuronConfig(
                    Leak.RELAXATION,
                    Reset.GROUND,
                    0.75,
                    60,
                    200,
                    Angle.BOUNDED,
                    Surrogate.CENTRED,
                    1);

    /** Step without an input spike. */
    public enum Leak {
        /** Amplitude damping: {@code α' = α exp(-τ/T1)}. */
        RELAXATION,
        /** Eq. 8-9 of arXiv 2407.16398 as printed; runs backwards in τ. */
        ROTATION
    }

    /** State after a spike. */
    public enum Reset {
        /** The next step starts from the ground state and processes its input. */
        GROUND,
        /** The next step gives population 0 whatever its input (released code). */
        REFRACTORY
    }

    /** Rotation angle of an input spike with drive q > 0. */
    public enum Angle {
        /** {@code θ = π q}: wraps at q = 1, so a strong drive can silence a neuron (paper). */
        WRAPPED,
        /** {@code θ = (2π/3)(1 - exp(-1.5 q))}: grows monotonically to 2π/3, slope π at 0. */
        BOUNDED
    }

    /** Backward stand-in for the step function of the population α at the threshold. */
    public enum Surrogate {
        /** Eq. 12: {@code 1/π / (1 + (π α)²)}, centred at 0 instead of the threshold. */
        PAPER,
        /** {@code 1 / (1 + (π k (α - threshold))²)}, the arctangent family. */
        CENTRED,
        /** {@code 1 / (1 + k |α - threshold|)²}. */
        FAST_SIGMOID,
        /** {@code max(0, 1 - k |α - threshold|)}. */
        TRIANGULAR
    }

    public NeuronConfig {
        Check.between(threshold, 0, 1, "neuron.threshold");
        Check.positive(t1, "neuron.t1");
        Check.notNegative(tauScale, "neuron.tauScale");
        Check.positive(surrogateSlope, "neuron.surrogateSlope");
    }
}

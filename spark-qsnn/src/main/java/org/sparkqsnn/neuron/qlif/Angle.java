package org.sparkqsnn.neuron.qlif;

/** Rotation angle θ of a QLIF neuron's input spike, by its drive q > 0; in radians. */
public enum Angle {
    /** {@code θ = π q}: wraps at q = 1, so a strong input can silence a neuron (paper). */
    WRAPPED,
    /** {@code θ = (2π/3)(1 - exp(-1.5 q))}: grows monotonically to 2π/3, slope π at 0. */
    BOUNDED;

    /**
     * Slope of the bounded angle's exponent; with {@link #LIMIT} in front, θ'(0) = π as for the
     * wrapped angle.
     */
    static final double RATE = 1.5;

    /** What the bounded angle grows to. */
    static final double LIMIT = 2 * Math.PI / 3;

    /** θ(q) for q > 0. */
    double of(double q) {
        return this == WRAPPED ? Math.PI * q : LIMIT * (1 - Math.exp(-RATE * q));
    }

    /** dθ/dq for q > 0. */
    double slope(double q) {
        return this == WRAPPED ? Math.PI : Math.PI * Math.exp(-RATE * q);
    }
}

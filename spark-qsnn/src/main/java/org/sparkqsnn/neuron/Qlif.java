package org.sparkqsnn.neuron;

import org.sparkqsnn.neuron.NeuronConfig.Angle;
import org.sparkqsnn.neuron.NeuronConfig.Leak;
import org.sparkqsnn.neuron.NeuronConfig.Reset;

/**
 * The quantum leaky integrate-and-fire neuron: one qubit, carried as its memory angle φ in [0, π].
 *
 * <p>Formula: population {@code α = sin²(φ/2)}. Drives q and p make {@code X = [q > 0]}, rotation
 * {@code θ(q)} and delay {@code τ = tauScale |p|}. With X = 1, {@code φ' = fold(φ + θ)}, {@code
 * fold(x) = π - |(x mod 2π) - π|}. With X = 0 and {@code ψ = 2 asin(exp(-τ/(2 T1)) sin(φ/2))},
 * {@code φ' = ψ} (relaxation) or {@code φ - ψ} (rotation). The neuron fires when α' exceeds the
 * threshold; the next step then starts from φ = 0.
 *
 * <p>Source: Brand and Petruccione, arXiv 2407.16398, Eq. 5-9; angle form: docs/notation.md.
 */
public final class Qlif {
    /**
     * Slope of the bounded angle's exponent; with 2π/3 in front, θ'(0) = π as for the wrapped
     * angle.
     */
    public static final double BOUNDED_RATE = 1.5;

    public static final double BOUNDED_LIMIT = 2 * Math.PI / 3;

    private final NeuronConfig config;
    private final double thresholdAngle;

    public Qlif(NeuronConfig config) {
        this.config = config;
        this.thresholdAngle = 2 * Math.asin(Math.sqrt(config.threshold()));
    }

    /** {@code α = sin²(φ/2)}. */
    public static double population(double phi) {
        double s = Math.sin(phi / 2);
        return s * s;
    }

    /** {@code φ = 2 asin √α}, for α in [0, 1]. */
    public static double angle(double population) {
        return 2 * Math.asin(Math.sqrt(population));
    }

    /** Whether a neuron at φ fires: α > threshold. */
    public boolean fires(double phi) {
        return phi > thresholdAngle;
    }

    /** θ(q) for q > 0, in radians. */
    public double rotation(double q) {
        if (config.angle() == Angle.WRAPPED) return Math.PI * q;
        return BOUNDED_LIMIT * (1 - Math.exp(-BOUNDED_RATE * q));
    }

    /** dθ/dq for q > 0. */
    public double rotationSlope(double q) {
        if (config.angle() == Angle.WRAPPED) return Math.PI;
        return Math.PI * Math.exp(-BOUNDED_RATE * q);
    }

    /**
     * One step.
     *
     * @param phi angle after the previous step, before any reset
     */
    public double step(double phi, double q, double p) {
        boolean fired = fires(phi);
        if (fired && config.reset() == Reset.REFRACTORY) return 0;
        double start = fired ? 0 : phi;
        if (q > 0) return fold(start + rotation(q));
        double psi = relaxed(start, p);
        return config.leak() == Leak.RELAXATION ? psi : start - psi;
    }

    /**
     * Derivatives of {@link #step}.
     *
     * @return dφ'/dφ, dφ'/dq, dφ'/dp; no gradient passes a reset
     */
    public double[] stepGradient(double phi, double q, double p) {
        boolean fired = fires(phi);
        if (fired && config.reset() == Reset.REFRACTORY) return new double[3];
        double start = fired ? 0 : phi;
        double[] gradient = q > 0 ? spikeGradient(start, q) : leakGradient(start, p);
        if (fired) gradient[0] = 0;
        return gradient;
    }

    /** Derivative that stands for d[α > threshold]/dα in the backward pass. */
    public double surrogate(double alpha) {
        double k = config.surrogateSlope();
        double u = alpha - config.threshold();
        return switch (config.surrogate()) {
            case PAPER -> 1 / Math.PI / (1 + Math.PI * Math.PI * alpha * alpha);
            case CENTRED -> 1 / (1 + Math.PI * k * u * Math.PI * k * u);
            case FAST_SIGMOID -> 1 / ((1 + k * Math.abs(u)) * (1 + k * Math.abs(u)));
            case TRIANGULAR -> Math.max(0, 1 - k * Math.abs(u));
        };
    }

    /** Angles at which a neuron fires lie above this: {@code 2 asin √threshold}. */
    public double thresholdAngle() {
        return thresholdAngle;
    }

    private double[] spikeGradient(double start, double q) {
        boolean folded = Math.floorMod((long) Math.floor((start + rotation(q)) / Math.PI), 2L) == 1;
        double sign = folded ? -1 : 1;
        return new double[] {sign, sign * rotationSlope(q), 0};
    }

    private double[] leakGradient(double start, double p) {
        double psi = relaxed(start, p);
        double decay = decay(p);
        double byStart = decay * Math.cos(start / 2) / Math.cos(psi / 2);
        double byP = -Math.tan(psi / 2) / config.t1() * config.tauScale() * Math.signum(p);
        if (config.leak() == Leak.RELAXATION) return new double[] {byStart, 0, byP};
        return new double[] {1 - byStart, 0, -byP};
    }

    /** ψ, the angle that is left of φ after the delay. */
    private double relaxed(double phi, double p) {
        return 2 * Math.asin(decay(p) * Math.sin(phi / 2));
    }

    /** exp(-τ/(2 T1)), the factor on the amplitude. */
    private double decay(double p) {
        return Math.exp(-config.tauScale() * Math.abs(p) / (2 * config.t1()));
    }

    private static double fold(double x) {
        double turn = 2 * Math.PI;
        return Math.PI - Math.abs(x - turn * Math.floor(x / turn) - Math.PI);
    }
}

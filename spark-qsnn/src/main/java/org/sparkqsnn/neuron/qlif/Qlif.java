package org.sparkqsnn.neuron.qlif;

import java.util.List;
import java.util.OptionalDouble;
import org.sparkqsnn.config.Check;
import org.sparkqsnn.math.CacheLines;
import org.sparkqsnn.neuron.Cell;
import org.sparkqsnn.neuron.FloatSurrogate;
import org.sparkqsnn.neuron.KernelContext;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.NeuronKernel;
import org.sparkqsnn.neuron.Surrogate;

/**
 * The quantum leaky integrate-and-fire neuron: one qubit, carried as its memory angle φ in [0, π].
 * Times share one unit, microseconds by convention.
 *
 * <p>Formula: population {@code α = sin²(φ/2)}, which is the membrane. Weighted inputs q and p make
 * {@code X = [q > 0]}, rotation {@code θ(q)} and delay {@code τ = tauScale |p|}. With X = 1, {@code
 * φ' = fold(φ + θ)}, {@code fold(x) = π - |(x mod 2π) - π|}. With X = 0 and {@code ψ = 2
 * asin(exp(-τ/(2 T1)) sin(φ/2))}, {@code φ' = ψ} (relaxation) or {@code φ - ψ} (rotation). The
 * neuron fires when α' exceeds the threshold; the next step then starts from φ = 0.
 *
 * <p>Source: Brand and Petruccione, arXiv 2407.16398, Eq. 5-9; angle form: docs/notation.md.
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
public record Qlif(
        Leak leak,
        Reset reset,
        double threshold,
        double t1,
        double tauScale,
        Angle angle,
        Surrogate surrogate,
        double surrogateSlope)
        implements Neuron {
    /** The released code's constants with physical leak and the paper's reset. */
    public static final Qlif DEFAULT =
            new Qlif(
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

    public Qlif {
        Check.between(threshold, 0, 1, "neuron.threshold");
        Check.positive(t1, "neuron.t1");
        Check.notNegative(tauScale, "neuron.tauScale");
        Check.positive(surrogateSlope, "neuron.surrogateSlope");
    }

    @Override
    public int inputs() {
        return 2;
    }

    @Override
    public int states() {
        return 1;
    }

    /** Where X = 0 it is 0 at every step: φ stays 0, and there is nothing to leak. */
    @Override
    public int constantInputs() {
        return 1;
    }

    @Override
    public List<String> planes() {
        return List.of("theta", "tau");
    }

    @Override
    public OptionalDouble firesAbove() {
        return OptionalDouble.of(threshold);
    }

    @Override
    public void charge(Cell cell) {
        cell.next[0] = step(cell.state[0], cell.x[0], cell.x[1]);
        cell.membrane = population(cell.next[0]);
    }

    @Override
    public void fire(Cell cell, double u) {
        cell.fired = fires(cell.next[0]);
    }

    /** Nothing: the next step sees that φ lies above the threshold. */
    @Override
    public void reset(Cell cell) {}

    @Override
    public void backward(Cell cell) {
        double g = cell.byMembrane * Math.sin(cell.next[0]) / 2 + cell.byNext[0];
        double[] d = stepGradient(cell.state[0], cell.x[0], cell.x[1]);
        cell.byState[0] = g * d[0];
        cell.byX[0] = g * d[1];
        cell.byX[1] = g * d[2];
    }

    @Override
    public double surrogate(double alpha) {
        return surrogate.at(alpha, threshold, surrogateSlope);
    }

    /** The drives of a micro-batch, and a panel's scratch. */
    @Override
    public long bytes(KernelContext context) {
        return Float.BYTES * context.cells() + CacheLines.LARGE_BYTES;
    }

    @Override
    public NeuronKernel kernel(KernelContext context) {
        return new QlifNeurons(this, context);
    }

    /** The surrogate in single precision. */
    FloatSurrogate floatSurrogate() {
        return new FloatSurrogate(surrogate, threshold, surrogateSlope);
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
        return phi > thresholdAngle();
    }

    /**
     * The angle after one step.
     *
     * @param phi angle after the previous step, before any reset
     */
    public double step(double phi, double q, double p) {
        boolean fired = fires(phi);
        if (fired && reset == Reset.REFRACTORY) return 0;
        double start = fired ? 0 : phi;
        if (q > 0) return fold(start + angle.of(q));
        double psi = relaxed(start, p);
        return leak == Leak.RELAXATION ? psi : start - psi;
    }

    /**
     * Derivatives of {@link #step}.
     *
     * @return dφ'/dφ, dφ'/dq, dφ'/dp; no gradient passes a reset
     */
    public double[] stepGradient(double phi, double q, double p) {
        boolean fired = fires(phi);
        if (fired && reset == Reset.REFRACTORY) return new double[3];
        double start = fired ? 0 : phi;
        double[] gradient = q > 0 ? spikeGradient(start, q) : leakGradient(start, p);
        if (fired) gradient[0] = 0;
        return gradient;
    }

    /** Angles at which a neuron fires lie above this: {@code 2 asin √threshold}. */
    public double thresholdAngle() {
        return angle(threshold);
    }

    private double[] spikeGradient(double start, double q) {
        boolean folded = Math.floorMod((long) Math.floor((start + angle.of(q)) / Math.PI), 2L) == 1;
        double sign = folded ? -1 : 1;
        return new double[] {sign, sign * angle.slope(q), 0};
    }

    private double[] leakGradient(double start, double p) {
        double psi = relaxed(start, p);
        double decay = decay(p);
        double byStart = decay * Math.cos(start / 2) / Math.cos(psi / 2);
        double byP = -Math.tan(psi / 2) / t1 * tauScale * Math.signum(p);
        if (leak == Leak.RELAXATION) return new double[] {byStart, 0, byP};
        return new double[] {1 - byStart, 0, -byP};
    }

    /** ψ, the angle that is left of φ after the delay. */
    private double relaxed(double phi, double p) {
        return 2 * Math.asin(decay(p) * Math.sin(phi / 2));
    }

    /** exp(-τ/(2 T1)), the factor on the amplitude. */
    private double decay(double p) {
        return Math.exp(-tauScale * Math.abs(p) / (2 * t1));
    }

    private static double fold(double x) {
        double turn = 2 * Math.PI;
        return Math.PI - Math.abs(x - turn * Math.floor(x / turn) - Math.PI);
    }
}

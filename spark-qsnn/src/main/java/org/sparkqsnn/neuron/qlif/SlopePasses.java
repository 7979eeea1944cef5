package org.sparkqsnn.neuron.qlif;

import static org.sparkqsnn.math.VectorMath.SPECIES;
import static org.sparkqsnn.math.VectorMath.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.sparkqsnn.math.VectorMath;

/**
 * Derivatives of each step by its drive and by the angle before it, and the chain through them:
 * twins of the scalar kernel's backward pass. With G = dL/dα' of a step and K = dL/dφ' that comes
 * from later ones, {@code dL/dq = G dα'/dq + K dφ'/dq}, the same for p, and {@code (G dα'/dφ' + K)
 * dφ'/dφ} goes to the step before. A spatial gradient has K = 0 and needs no slope of the angle.
 * The chain goes from step to step through memory, like the amplitudes of {@link ForwardPasses}.
 */
final class SlopePasses {
    private static final int L = SPECIES.length();
    private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1);
    private static final FloatVector PI = FloatVector.broadcast(SPECIES, QlifConstants.PI);

    private final QlifConstants c;
    private final IntVector threshold;

    SlopePasses(QlifConstants constants) {
        this.c = constants;
        this.threshold =
                IntVector.broadcast(VectorMath.INTS, Float.floatToRawIntBits(c.threshold()));
    }

    /** dα'/dp and dα'/dq, for delays that relax: α' = α exp(-τ/T1), so dα'/dp = byP α' sign(p). */
    void relaxingPopulations(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector e = load(panel.slab, panel.excited + i + panel.width);
            storePopulation(panel, i, e.mul(e).mul(c.byP()));
        }
    }

    /**
     * dα'/dp and dα'/dq, for delays that rotate back: α' = e² with e = sin(φ'/2) and g = cos(φ'/2),
     * so dα'/dφ' = e g, and dφ'/dp = byP times the tangent.
     */
    void rotatingPopulations(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector e = load(panel.slab, panel.excited + i + panel.width);
            FloatVector g = load(panel.slab, panel.ground + i + panel.width);
            storePopulation(panel, i, e.mul(g).mul(tangent(panel, i)).mul(c.byP()));
        }
    }

    /** The spatial gradient: no chain. */
    void spatial(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            load(panel.gradient, panel.gradientAt + i)
                    .mul(load(panel.slab, panel.population + i))
                    .intoArray(panel.gradient, panel.gradientAt + i);
        }
    }

    /** The spatial gradient by a constant drive, last step first. */
    void constantSpatial(Panel panel) {
        int mask = panel.width - 1;
        for (int i = panel.cells - L; i >= 0; i -= L) {
            load(panel.gradient, panel.gradientAt + i)
                    .mul(load(panel.slab, panel.turned + i))
                    .add(load(panel.slab, panel.sum + (i & mask)))
                    .intoArray(panel.slab, panel.sum + (i & mask));
        }
    }

    /** dφ'/dp and dφ'/dq. */
    void byDrive(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector drive = load(panel.drives.drive, panel.drive + i);
            FloatVector delay = flipByDelay(tangent(panel, i).mul(c.byP()), drive);
            IntVector turned = load(panel.slab, panel.turned + i).reinterpretAsInts();
            FloatVector turn = VectorMath.flip(PI.sub(drive.mul(c.slope())), turned);
            FloatVector slope = VectorMath.choose(VectorMath.negative(drive), delay, turn);
            VectorMath.clear(slope, lost(panel, i)).intoArray(panel.slab, panel.byDrive + i);
        }
    }

    /** dφ'/dφ; none through a reset. */
    void byStart(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector before = load(panel.slab, panel.excited + i);
            FloatVector a = load(panel.slab, panel.a + i);
            FloatVector delay =
                    a.mul(load(panel.slab, panel.ground + i))
                            .div(cosineOf(before.mul(a)))
                            .mul(c.leakPsi())
                            .add(c.leakStart());
            IntVector turned = load(panel.slab, panel.turned + i).reinterpretAsInts();
            IntVector idle = VectorMath.negative(load(panel.drives.drive, panel.drive + i));
            FloatVector slope = VectorMath.choose(idle, delay, VectorMath.flip(ONE, turned));
            VectorMath.clear(slope, VectorMath.above(before, threshold))
                    .intoArray(panel.slab, panel.byStart + i);
        }
    }

    /** From the last step to the first. */
    void chain(Panel panel) {
        int width = panel.width;
        for (int t = panel.signal.steps - 1; t >= 0; t--) {
            FloatVector keep = FloatVector.broadcast(SPECIES, panel.keep[t]);
            for (int j = 0; j < width; j += L) {
                int i = t * width + j;
                FloatVector byPopulation = load(panel.gradient, panel.gradientAt + i);
                FloatVector carry = load(panel.slab, panel.carry + j);
                FloatVector e = load(panel.slab, panel.excited + i + width);
                FloatVector g = load(panel.slab, panel.ground + i + width);
                byPopulation
                        .mul(load(panel.slab, panel.population + i))
                        .add(carry.mul(load(panel.slab, panel.byDrive + i)))
                        .intoArray(panel.gradient, panel.gradientAt + i);
                byPopulation
                        .mul(e.mul(g))
                        .add(carry)
                        .mul(load(panel.slab, panel.byStart + i))
                        .mul(keep)
                        .intoArray(panel.slab, panel.carry + j);
            }
        }
    }

    /**
     * The chain back through time where the drive is constant: it sums what is to be multiplied by
     * dθ/dq once, in {@link #finishSum}.
     */
    void constantChain(Panel panel) {
        int width = panel.width;
        for (int t = panel.signal.steps - 1; t >= 0; t--) {
            FloatVector keep = FloatVector.broadcast(SPECIES, panel.keep[t]);
            for (int j = 0; j < width; j += L) {
                int i = t * width + j;
                FloatVector byPopulation = load(panel.gradient, panel.gradientAt + i);
                FloatVector carry = load(panel.slab, panel.carry + j);
                FloatVector turned = load(panel.slab, panel.turned + i);
                FloatVector e = load(panel.slab, panel.excited + i + width);
                FloatVector g = load(panel.slab, panel.ground + i + width);
                IntVector sign = turned.reinterpretAsInts();
                byPopulation
                        .mul(turned)
                        .add(VectorMath.clear(VectorMath.flip(carry, sign), lost(panel, i)))
                        .add(load(panel.slab, panel.sum + j))
                        .intoArray(panel.slab, panel.sum + j);
                IntVector fired = VectorMath.above(load(panel.slab, panel.excited + i), threshold);
                FloatVector back = byPopulation.mul(e.mul(g)).add(carry);
                VectorMath.clear(VectorMath.flip(back, sign), fired)
                        .mul(keep)
                        .intoArray(panel.slab, panel.carry + j);
            }
        }
    }

    /** The sum over steps, times dθ/dq; a lane with X = 0 never left the ground state: its is 0. */
    void finishSum(Panel panel) {
        for (int j = 0; j < panel.width; j += L) {
            FloatVector theta = load(panel.drives.drive, panel.drive + j);
            load(panel.slab, panel.sum + j)
                    .mul(PI.sub(theta.mul(c.slope())))
                    .intoArray(panel.gradient, panel.gradientAt + j);
        }
    }

    private void storePopulation(Panel panel, int i, FloatVector byDelay) {
        FloatVector drive = load(panel.drives.drive, panel.drive + i);
        FloatVector turn = load(panel.slab, panel.turned + i).mul(PI.sub(drive.mul(c.slope())));
        VectorMath.choose(VectorMath.negative(drive), flipByDelay(byDelay, drive), turn)
                .intoArray(panel.slab, panel.population + i);
    }

    /** tan(ψ/2) of a delay. */
    private FloatVector tangent(Panel panel, int i) {
        FloatVector before = load(panel.slab, panel.excited + i);
        FloatVector e = VectorMath.clear(before, VectorMath.above(before, threshold));
        FloatVector s = e.mul(load(panel.slab, panel.a + i));
        return s.div(cosineOf(s));
    }

    /** Times sign(p), the last bit of a delay's drive. */
    private static FloatVector flipByDelay(FloatVector slope, FloatVector drive) {
        return VectorMath.flip(slope, drive.reinterpretAsInts().lanewise(VectorOperators.LSHL, 31));
    }

    private IntVector lost(Panel panel, int i) {
        return VectorMath.above(load(panel.slab, panel.excited + i), threshold)
                .lanewise(VectorOperators.AND, c.refractory());
    }

    /** cos(ψ/2) from sin(ψ/2). */
    static FloatVector cosineOf(FloatVector s) {
        return ONE.sub(s.mul(s)).abs().add(QlifConstants.LEAST).sqrt();
    }
}

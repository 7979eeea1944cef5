package org.sparkqsnn.neuron;

import static org.sparkqsnn.math.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.sparkqsnn.math.VectorMath;

/**
 * Derivatives of each step by its drive and by the angle before it, and the chain through them:
 * twins of the scalar kernel's slopes. The chain goes from step to step through memory, like the
 * amplitudes of {@link ForwardPasses}.
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

    /** dφ'/dp of a delay, everywhere. */
    void delaysByDrive(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector s =
                    load(panel.slab, panel.startExcited + i).mul(load(panel.slab, panel.a + i));
            FloatVector slope = s.div(cosineOf(s)).mul(c.byP());
            IntVector drive = load(panel.trace.drive, panel.drive + i).reinterpretAsInts();
            VectorMath.flip(slope, drive.lanewise(VectorOperators.LSHL, 31))
                    .intoArray(panel.slab, panel.byDrive + i);
        }
    }

    /** dφ'/dq where X = 1. */
    void rotationsByDrive(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector drive = load(panel.trace.drive, panel.drive + i);
            FloatVector slope = VectorMath.flip(PI.sub(drive.mul(c.slope())), folded(panel, i, i));
            VectorMath.choose(
                            VectorMath.negative(drive), load(panel.slab, panel.byDrive + i), slope)
                    .intoArray(panel.slab, panel.byDrive + i);
        }
    }

    /** The same with a constant drive, where X = 0 has no gradient. */
    void constantByDrive(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            int j = i & (panel.width - 1);
            FloatVector drive = load(panel.trace.drive, panel.drive + j);
            FloatVector slope = VectorMath.flip(PI.sub(drive.mul(c.slope())), folded(panel, i, j));
            VectorMath.clear(slope, VectorMath.negative(drive))
                    .intoArray(panel.slab, panel.byDrive + i);
        }
    }

    /** No gradient by the input of a step that is lost. */
    void losses(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            IntVector lost = VectorMath.above(load(panel.slab, panel.excited + i), threshold);
            VectorMath.clear(load(panel.slab, panel.byDrive + i), lost)
                    .intoArray(panel.slab, panel.byDrive + i);
        }
    }

    /** dφ'/dφ of a delay, everywhere. */
    void delaysByStart(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector a = load(panel.slab, panel.a + i);
            FloatVector cosine = cosineOf(load(panel.slab, panel.startExcited + i).mul(a));
            a.mul(load(panel.slab, panel.startGround + i))
                    .div(cosine)
                    .mul(c.leakPsi())
                    .add(c.leakStart())
                    .intoArray(panel.slab, panel.byStart + i);
        }
    }

    /** dφ'/dφ where X = 1; none through a reset. */
    void rotationsByStart(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            IntVector idle = VectorMath.negative(load(panel.trace.drive, panel.drive + i));
            FloatVector slope = VectorMath.flip(ONE, folded(panel, i, i));
            IntVector fired = VectorMath.above(load(panel.slab, panel.excited + i), threshold);
            FloatVector either =
                    VectorMath.choose(idle, load(panel.slab, panel.byStart + i), slope);
            VectorMath.clear(either, fired).intoArray(panel.slab, panel.byStart + i);
        }
    }

    /** The same with a constant drive. */
    void constantByStart(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            int j = i & (panel.width - 1);
            FloatVector slope = VectorMath.flip(ONE, folded(panel, i, j));
            IntVector fired = VectorMath.above(load(panel.slab, panel.excited + i), threshold);
            VectorMath.clear(slope, fired).intoArray(panel.slab, panel.byStart + i);
        }
    }

    /** The spatial gradient: no chain. */
    void spatial(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            load(panel.gradient, panel.gradientAt + i)
                    .mul(load(panel.slab, panel.byDrive + i))
                    .intoArray(panel.gradient, panel.gradientAt + i);
        }
    }

    /** From the last step to the first. */
    void chain(Panel panel) {
        int width = panel.width;
        for (int t = panel.trace.steps - 1; t >= 0; t--) {
            FloatVector keep = FloatVector.broadcast(SPECIES, panel.keep[t]);
            for (int j = 0; j < width; j += L) {
                int i = t * width + j;
                FloatVector g =
                        load(panel.gradient, panel.gradientAt + i)
                                .add(load(panel.slab, panel.carry + j));
                g.mul(load(panel.slab, panel.byDrive + i))
                        .intoArray(panel.gradient, panel.gradientAt + i);
                g.mul(load(panel.slab, panel.byStart + i))
                        .mul(keep)
                        .intoArray(panel.slab, panel.carry + j);
            }
        }
    }

    /** The sum over steps, last step first, into the first row. */
    void sum(Panel panel) {
        int width = panel.width;
        for (int i = panel.cells - L; i >= 0; i -= L) {
            int j = i & (width - 1);
            load(panel.gradient, panel.gradientAt + i)
                    .add(load(panel.slab, panel.sum + j))
                    .intoArray(panel.slab, panel.sum + j);
        }
        System.arraycopy(panel.slab, panel.sum, panel.gradient, panel.gradientAt, width);
    }

    /** cos(ψ/2) from sin(ψ/2). */
    static FloatVector cosineOf(FloatVector s) {
        return ONE.sub(s.mul(s)).abs().add(QlifConstants.LEAST).sqrt();
    }

    /**
     * Sign bits: whether φ + θ is folded back, in (π, 2π].
     *
     * @param turn cell of the turn
     */
    private static IntVector folded(Panel panel, int i, int turn) {
        FloatVector e = load(panel.slab, panel.startExcited + i);
        FloatVector g = load(panel.slab, panel.startGround + i);
        FloatVector a = load(panel.slab, panel.a + turn);
        FloatVector b = load(panel.slab, panel.b + turn);
        IntVector sine = e.fma(a, g.mul(b)).reinterpretAsInts();
        return sine.lanewise(VectorOperators.XOR, g.mul(a).sub(e.mul(b)).reinterpretAsInts());
    }

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}

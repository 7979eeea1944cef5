package org.sparkqsnn.neuron;

import static org.sparkqsnn.math.VectorMath.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.sparkqsnn.math.VectorMath;

/**
 * Derivatives of each step by its drive and by the angle before it, and the chain through them:
 * twins of the scalar kernel's slopes. First those of the leak, then those of the spike over them
 * where X = 1.
 */
final class SlopePasses {
    private static final int L = SPECIES.length();
    private static final FloatVector ZERO = FloatVector.zero(SPECIES);
    private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1);
    private static final FloatVector MINUS_ONE = FloatVector.broadcast(SPECIES, -1);
    private static final FloatVector PI = FloatVector.broadcast(SPECIES, QlifConstants.PI);
    private static final FloatVector TURN = FloatVector.broadcast(SPECIES, QlifConstants.TURN);

    private final QlifConstants c;

    SlopePasses(QlifConstants constants) {
        this.c = constants;
    }

    /** Where each step starts from: φ of the step before, 0 at the first step and after a spike. */
    void starts(Panel panel) {
        int width = panel.trace.width;
        Arrays.fill(panel.start, 0, width, 0);
        for (int i = width; i < panel.cells; i += L) {
            FloatVector before = load(panel.trace.phi, panel.cell + i - width);
            before.blend(ZERO, fired(before)).intoArray(panel.start, i);
        }
    }

    void halfPsi(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector s = VectorMath.sin(load(panel.start, i).mul(0.5f));
            VectorMath.asin(s.mul(DrivePasses.decay(load(panel.drive, i))))
                    .intoArray(panel.halfPsi, i);
        }
    }

    void leakByStart(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector cosine = VectorMath.cos(load(panel.halfPsi, i));
            FloatVector decay = DrivePasses.decay(load(panel.drive, i));
            FloatVector slope = decay.mul(VectorMath.cos(load(panel.start, i).mul(0.5f)));
            slope.div(cosine).mul(c.leakPsi()).add(c.leakStart()).intoArray(panel.byStart, i);
        }
    }

    void leakByDrive(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector half = load(panel.halfPsi, i);
            FloatVector slope = VectorMath.sin(half).div(VectorMath.cos(half)).mul(c.byP());
            VectorMask<Float> negative = load(panel.drive, i).compare(VectorOperators.LT, -1.5f);
            slope.blend(slope.neg(), negative).intoArray(panel.byDrive, i);
        }
    }

    /** With a constant drive, a lane with X = 0 has φ = 0 at every step and no gradient. */
    void noLeak(Panel panel) {
        Arrays.fill(panel.byDrive, 0, panel.cells, 0);
        Arrays.fill(panel.byStart, 0, panel.cells, 0);
    }

    void spikes(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector theta = load(panel.drive, i);
            FloatVector y = load(panel.start, i).add(theta);
            y = y.blend(y.sub(TURN), y.compare(VectorOperators.GE, TURN));
            VectorMask<Float> folded = y.compare(VectorOperators.GT, PI);
            VectorMask<Float> excited = theta.compare(VectorOperators.GE, 0f);
            FloatVector sign = ONE.blend(MINUS_ONE, folded);
            FloatVector slope = PI.sub(theta.mul(c.slope())).mul(sign);
            load(panel.byDrive, i).blend(slope, excited).intoArray(panel.byDrive, i);
            load(panel.byStart, i).blend(sign, excited).intoArray(panel.byStart, i);
        }
    }

    /**
     * No gradient through a reset, none by the input of a lost step, none over the window's edge.
     */
    void cuts(Panel panel) {
        int width = panel.trace.width;
        for (int i = width; i < panel.cells; i += L) {
            FloatVector before = load(panel.trace.phi, panel.cell + i - width);
            VectorMask<Float> lost = before.compare(VectorOperators.GT, c.refractory());
            load(panel.byStart, i).blend(ZERO, fired(before)).intoArray(panel.byStart, i);
            load(panel.byDrive, i).blend(ZERO, lost).intoArray(panel.byDrive, i);
        }
        for (int t = 0; t < panel.trace.steps; t += Math.min(panel.window, panel.trace.steps)) {
            Arrays.fill(panel.byStart, t * width, (t + 1) * width, 0);
        }
    }

    void chain(Panel panel) {
        for (int j = 0; j < panel.trace.width; j += L) chainColumn(panel, j);
    }

    /** The same with a constant drive: the sum over steps, last step first, goes to step 0. */
    void chainAndSum(Panel panel) {
        for (int j = 0; j < panel.trace.width; j += L) sumColumn(panel, j);
    }

    private static void chainColumn(Panel panel, int j) {
        int width = panel.trace.width;
        float[] gradient = panel.trace.gradient;
        FloatVector carry = FloatVector.broadcast(SPECIES, 0f);
        for (int i = panel.cells - width + j; i >= 0; i -= width) {
            FloatVector g = load(gradient, panel.cell + i).add(carry);
            g.mul(load(panel.byDrive, i)).intoArray(gradient, panel.cell + i);
            carry = g.mul(load(panel.byStart, i));
        }
    }

    private static void sumColumn(Panel panel, int j) {
        int width = panel.trace.width;
        float[] gradient = panel.trace.gradient;
        FloatVector carry = FloatVector.broadcast(SPECIES, 0f);
        FloatVector sum = FloatVector.broadcast(SPECIES, 0f);
        for (int i = panel.cells - width + j; i >= 0; i -= width) {
            FloatVector g = load(gradient, panel.cell + i).add(carry);
            sum = sum.add(g.mul(load(panel.byDrive, i)));
            carry = g.mul(load(panel.byStart, i));
        }
        sum.intoArray(gradient, panel.cell + j);
    }

    private VectorMask<Float> fired(FloatVector phi) {
        return phi.compare(VectorOperators.GT, c.threshold());
    }

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}

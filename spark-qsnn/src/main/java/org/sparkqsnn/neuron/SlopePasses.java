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
    private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1);
    private static final FloatVector MINUS_ONE = FloatVector.broadcast(SPECIES, -1);
    private static final FloatVector PI = FloatVector.broadcast(SPECIES, QlifConstants.PI);
    private static final FloatVector TURN = FloatVector.broadcast(SPECIES, QlifConstants.TURN);

    private final QlifConstants c;

    SlopePasses(QlifConstants constants) {
        this.c = constants;
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
        for (int i = width; i < panel.cells; i++) {
            float before = panel.trace.phi[panel.cell + i - width];
            panel.byStart[i] = before > c.threshold() ? 0 : panel.byStart[i];
            panel.byDrive[i] = before > c.refractory() ? 0 : panel.byDrive[i];
        }
        for (int t = 0; t < panel.trace.steps; t += Math.min(panel.window, panel.trace.steps)) {
            Arrays.fill(panel.byStart, t * width, (t + 1) * width, 0);
        }
    }

    void chain(Panel panel) {
        for (int j = 0; j < panel.trace.width; j += L) chainColumn(panel, j);
    }

    /** Leaves the sum over steps, last step first, in step 0. */
    void sum(Panel panel) {
        int width = panel.trace.width;
        float[] gradient = panel.trace.gradient;
        for (int t = panel.trace.steps - 2; t >= 0; t--) {
            int at = panel.cell + t * width;
            int from = panel.cell + (panel.trace.steps - 1) * width;
            for (int j = 0; j < width; j++) gradient[from + j] += gradient[at + j];
        }
        System.arraycopy(
                gradient,
                panel.cell + (panel.trace.steps - 1) * width,
                gradient,
                panel.cell,
                width);
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

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}

package org.sparkqsnn.neuron;

import static org.sparkqsnn.math.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.sparkqsnn.math.VectorMath;

/** From drives to angles and spikes: twins of the scalar kernel's step. */
final class ForwardPasses {
    private static final int L = SPECIES.length();
    private static final IntVector LANE = IntVector.zero(VectorMath.INTS).addIndex(1);
    private static final FloatVector ZERO = FloatVector.zero(SPECIES);
    private static final FloatVector PI = FloatVector.broadcast(SPECIES, QlifConstants.PI);
    private static final FloatVector TURN = FloatVector.broadcast(SPECIES, QlifConstants.TURN);

    private final QlifConstants c;
    private final int thresholdBits;

    ForwardPasses(QlifConstants constants) {
        this.c = constants;
        this.thresholdBits = Float.floatToRawIntBits(c.threshold());
    }

    /** A lane with X = 0 stays at φ = 0 for ever, so the leak is not computed. */
    void constant(Panel panel) {
        if (panel.trace.width == 4 * L) {
            constantColumns(panel);
            return;
        }
        for (int j = 0; j < panel.trace.width; j += L) constantColumn(panel, j);
    }

    void driven(Panel panel) {
        for (int j = 0; j < panel.trace.width; j += L) drivenColumn(panel, j);
    }

    /**
     * Bit j of a step's mask: whether lane j fired. Angles are not negative, so they compare like
     * their bits.
     */
    void spikes(Panel panel) {
        IntVector threshold = IntVector.broadcast(VectorMath.INTS, thresholdBits);
        int width = panel.trace.width;
        for (int t = 0; t < panel.trace.steps; t++) panel.trace.fired[panel.row + t] = 0;
        for (int i = 0; i < panel.cells; i += L) {
            IntVector bits = load(panel.trace.phi, panel.cell + i).reinterpretAsInts();
            int fired =
                    threshold
                            .sub(bits)
                            .lanewise(VectorOperators.LSHR, 31)
                            .lanewise(VectorOperators.LSHL, LANE)
                            .reduceLanes(VectorOperators.OR);
            panel.trace.fired[panel.row + i / width] |= (long) fired << i % width;
        }
    }

    /**
     * A wide panel's four vectors go through the steps together: one vector's step is a chain of
     * about 40 cycles, in which the other three find room.
     */
    private void constantColumns(Panel panel) {
        int width = panel.trace.width;
        float[] phi = panel.trace.phi;
        FloatVector theta0 = load(panel.drive, 0).max(0f);
        FloatVector theta1 = load(panel.drive, L).max(0f);
        FloatVector theta2 = load(panel.drive, 2 * L).max(0f);
        FloatVector theta3 = load(panel.drive, 3 * L).max(0f);
        FloatVector phi0 = FloatVector.broadcast(SPECIES, 0f);
        FloatVector phi1 = FloatVector.broadcast(SPECIES, 0f);
        FloatVector phi2 = FloatVector.broadcast(SPECIES, 0f);
        FloatVector phi3 = FloatVector.broadcast(SPECIES, 0f);
        for (int at = panel.cell; at < panel.cell + panel.cells; at += width) {
            phi0 = rotated(phi0, theta0);
            phi1 = rotated(phi1, theta1);
            phi2 = rotated(phi2, theta2);
            phi3 = rotated(phi3, theta3);
            phi0.intoArray(phi, at);
            phi1.intoArray(phi, at + L);
            phi2.intoArray(phi, at + 2 * L);
            phi3.intoArray(phi, at + 3 * L);
        }
    }

    private void constantColumn(Panel panel, int j) {
        int width = panel.trace.width;
        FloatVector theta = load(panel.drive, j).max(0f);
        FloatVector phi = FloatVector.broadcast(SPECIES, 0f);
        for (int i = j; i < panel.cells; i += width) {
            phi = rotated(phi, theta);
            phi.intoArray(panel.trace.phi, panel.cell + i);
        }
    }

    private FloatVector rotated(FloatVector before, FloatVector theta) {
        FloatVector y = before.blend(ZERO, fired(before)).add(theta);
        y = y.blend(y.sub(TURN), y.compare(VectorOperators.GE, TURN));
        return PI.sub(y.sub(PI).abs()).max(ZERO).blend(ZERO, lost(before));
    }

    private void drivenColumn(Panel panel, int j) {
        int width = panel.trace.width;
        float[] phi = panel.trace.phi;
        FloatVector before = FloatVector.broadcast(SPECIES, 0f);
        for (int i = j; i < panel.cells; i += width) {
            FloatVector drive = load(panel.drive, i);
            FloatVector start = before.blend(ZERO, fired(before));
            FloatVector y = start.add(drive);
            y = y.blend(y.sub(TURN), y.compare(VectorOperators.GE, TURN));
            FloatVector s = VectorMath.sin(start.mul(0.5f)).mul(DrivePasses.decay(drive));
            FloatVector leaked = VectorMath.asin(s).mul(2).mul(c.leakPsi());
            before =
                    start.mul(c.leakStart())
                            .add(leaked)
                            .blend(PI.sub(y.sub(PI).abs()), drive.compare(VectorOperators.GE, 0f))
                            .max(ZERO)
                            .blend(ZERO, lost(before));
            before.intoArray(phi, panel.cell + i);
        }
    }

    private VectorMask<Float> fired(FloatVector phi) {
        return phi.compare(VectorOperators.GT, c.threshold());
    }

    private VectorMask<Float> lost(FloatVector phi) {
        return phi.compare(VectorOperators.GT, c.refractory());
    }

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}

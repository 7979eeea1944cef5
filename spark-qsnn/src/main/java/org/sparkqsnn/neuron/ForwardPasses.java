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

    private void constantColumn(Panel panel, int j) {
        int width = panel.trace.width;
        float[] phi = panel.trace.phi;
        FloatVector theta = load(panel.drive, j).max(0f);
        FloatVector before = FloatVector.broadcast(SPECIES, 0f);
        for (int i = j; i < panel.cells; i += width) {
            FloatVector y = before.blend(ZERO, fired(before)).add(theta);
            y = y.blend(y.sub(TURN), y.compare(VectorOperators.GE, TURN));
            before = PI.sub(y.sub(PI).abs()).max(ZERO).blend(ZERO, lost(before));
            before.intoArray(phi, panel.cell + i);
        }
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

package org.sparkqsnn.neuron.qlif;

import static org.sparkqsnn.math.VectorMath.SPECIES;
import static org.sparkqsnn.math.VectorMath.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.sparkqsnn.math.FloatMath;
import org.sparkqsnn.math.VectorMath;

/** From weighted inputs to drives, and from drives to turns: twins of the scalar kernel. */
final class DrivePasses {
    private static final int L = SPECIES.length();
    private static final FloatVector LIMIT = FloatVector.broadcast(SPECIES, QlifConstants.LIMIT);
    private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1);
    private static final IntVector NOTHING = IntVector.zero(VectorMath.INTS);
    private static final FloatVector HALF_PI = FloatVector.broadcast(SPECIES, FloatMath.HALF_PI);

    private final QlifConstants c;

    DrivePasses(QlifConstants constants) {
        this.c = constants;
    }

    /** exp(-decayRate |p|) is not negative; the drive's sign bit says X = 0, its last bit p < 0. */
    void delays(Panel panel) {
        int width = panel.width;
        int cells = panel.drives.rows * width;
        for (int i = 0; i < cells; i += L) {
            FloatVector p = load(panel.inputs, panel.inputsAt + 2 * i - (i & (width - 1)) + width);
            IntVector negative = p.reinterpretAsInts().lanewise(VectorOperators.LSHR, 31);
            VectorMath.expNegative(p.abs().mul(c.decayRate()))
                    .reinterpretAsInts()
                    .lanewise(VectorOperators.AND, ~1)
                    .lanewise(VectorOperators.OR, negative)
                    .lanewise(VectorOperators.OR, Integer.MIN_VALUE)
                    .reinterpretAsFloats()
                    .intoArray(panel.drives.drive, panel.drive + i);
        }
    }

    void boundedRotations(Panel panel) {
        int width = panel.width;
        int cells = panel.drives.rows * width;
        for (int i = 0; i < cells; i += L) {
            FloatVector q = load(panel.inputs, panel.inputsAt + 2 * i - (i & (width - 1)));
            FloatVector rest = VectorMath.expNegative(q.mul(QlifConstants.RATE));
            store(panel, i, q, LIMIT.sub(LIMIT.mul(rest)));
        }
    }

    void wrappedRotations(Panel panel) {
        int width = panel.width;
        int cells = panel.drives.rows * width;
        for (int i = 0; i < cells; i += L) {
            FloatVector q = load(panel.inputs, panel.inputsAt + 2 * i - (i & (width - 1)));
            FloatVector held = q.min(QlifConstants.STRONGEST);
            FloatVector turns = VectorMath.round(held.mul(0.5f).sub(0.5f));
            store(panel, i, q, held.sub(turns.mul(2)).mul(QlifConstants.PI));
        }
    }

    /** Drives to (cos(θ/2), sin(θ/2)) where X = 1, and to (decay, 0) elsewhere. */
    void turns(Panel panel) {
        for (int i = 0; i < panel.cells; i += L) {
            FloatVector drive = load(panel.drives.drive, panel.drive + i);
            turn(panel, i, drive, drive.abs());
        }
    }

    /** With a constant drive a delay only meets the ground state, and does nothing: (1, 0). */
    void constantTurns(Panel panel) {
        for (int i = 0; i < panel.width; i += L) {
            turn(panel, i, load(panel.drives.drive, panel.drive + i), ONE);
        }
    }

    private static void turn(Panel panel, int i, FloatVector drive, FloatVector decay) {
        IntVector idle = VectorMath.negative(drive);
        FloatVector angle = HALF_PI.sub(drive.mul(0.5f));
        FloatVector sine = VectorMath.sin(HALF_PI.sub(angle.abs()));
        VectorMath.choose(idle, decay, VectorMath.sin(angle)).intoArray(panel.slab, panel.a + i);
        VectorMath.clear(sine, idle).intoArray(panel.slab, panel.b + i);
    }

    /** Where q > 0, replaces the delay by θ; adding 0 makes -0 one that compares like its bits. */
    private static void store(Panel panel, int i, FloatVector q, FloatVector theta) {
        IntVector excited = VectorMath.above(q.add(0f), NOTHING);
        VectorMath.choose(excited, theta, load(panel.drives.drive, panel.drive + i))
                .intoArray(panel.drives.drive, panel.drive + i);
    }
}

package org.sparkqsnn.neuron;

import static org.sparkqsnn.math.VectorMath.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.sparkqsnn.math.VectorMath;

/** From weighted inputs q and p to drives: twins of the scalar kernel's rotation and delay. */
final class DrivePasses {
    private static final int L = SPECIES.length();
    private static final FloatVector MINUS_TWO = FloatVector.broadcast(SPECIES, -2);
    private static final FloatVector LIMIT = FloatVector.broadcast(SPECIES, QlifConstants.LIMIT);

    private final QlifConstants c;

    DrivePasses(QlifConstants constants) {
        this.c = constants;
    }

    /** The decay of a drive with X = 0; where X = 1, some number that is blended away. */
    static FloatVector decay(FloatVector drive) {
        VectorMask<Float> negative = drive.compare(VectorOperators.LT, -1.5f);
        return drive.neg().blend(MINUS_TWO.sub(drive), negative);
    }

    void delays(Panel panel) {
        int cells = panel.trace.driveSteps * panel.trace.width;
        for (int i = 0; i < cells; i += L) {
            FloatVector p = load(panel.inputs, cells + i);
            FloatVector decay = VectorMath.expNegative(p.abs().mul(c.decayRate()));
            VectorMask<Float> negative = p.compare(VectorOperators.LT, 0f);
            decay.neg().blend(MINUS_TWO.sub(decay), negative).intoArray(panel.drive, i);
        }
    }

    void boundedRotations(Panel panel) {
        int cells = panel.trace.driveSteps * panel.trace.width;
        for (int i = 0; i < cells; i += L) {
            FloatVector q = load(panel.inputs, i);
            FloatVector rest = VectorMath.expNegative(q.max(0f).mul(QlifConstants.RATE));
            FloatVector theta = LIMIT.sub(LIMIT.mul(rest));
            VectorMask<Float> excited = q.compare(VectorOperators.GT, 0f);
            load(panel.drive, i).blend(theta, excited).intoArray(panel.drive, i);
        }
    }

    void wrappedRotations(Panel panel) {
        int cells = panel.trace.driveSteps * panel.trace.width;
        for (int i = 0; i < cells; i += L) {
            FloatVector q = load(panel.inputs, i);
            FloatVector held = q.min(QlifConstants.STRONGEST);
            FloatVector turns = VectorMath.round(held.mul(0.5f).sub(0.5f));
            FloatVector theta = held.sub(turns.mul(2)).mul(QlifConstants.PI);
            VectorMask<Float> excited = q.compare(VectorOperators.GT, 0f);
            load(panel.drive, i).blend(theta, excited).intoArray(panel.drive, i);
        }
    }

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}

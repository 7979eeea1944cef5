package org.sparkqsnn.neuron;

import static org.sparkqsnn.math.VectorMath.SPECIES;
import static org.sparkqsnn.neuron.QlifConstants.LIMIT;
import static org.sparkqsnn.neuron.QlifConstants.PI;
import static org.sparkqsnn.neuron.QlifConstants.RATE;
import static org.sparkqsnn.neuron.QlifConstants.STRONGEST;
import static org.sparkqsnn.neuron.QlifConstants.TURN;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.sparkqsnn.math.VectorMath;
import org.sparkqsnn.run.config.NeuronConfig;

/**
 * Vector twin of {@link ScalarQlifKernel}: one vector of neurons at a time, all steps in one flat
 * loop. Flat, because JDK 17 boxes vectors that are carried through nested loops; and with masks
 * only from comparisons, because JDK 17 makes a mask from or to a long lane by lane.
 */
final class VectorQlifKernel implements QlifKernel {
    private static final int LANES = SPECIES.length();
    private static final IntVector LANE = IntVector.zero(VectorMath.INTS).addIndex(1);

    private final QlifConstants c;
    private final Surrogates surrogates;
    private final int thresholdBits;

    VectorQlifKernel(NeuronConfig config) {
        this.c = QlifConstants.of(config);
        this.surrogates = new VectorSurrogates(config);
        this.thresholdBits = Float.floatToRawIntBits(c.threshold());
    }

    @Override
    public void drive(float[] inputs, Trace trace, int sample, int panel) {
        int cell = trace.driveCell(sample, panel);
        for (int t = 0; t < trace.driveSteps; t++) {
            for (int j = 0; j < trace.width; j += LANES) {
                int at = 2 * t * trace.width + j;
                driveColumn(inputs, at, at + trace.width, trace.drive, cell + t * trace.width + j);
            }
        }
    }

    @Override
    public void forward(Trace trace, int sample, int panel) {
        for (int j = 0; j < trace.width; j += LANES) {
            if (trace.constantDrive()) forwardConstant(trace, sample, panel, j);
            else forwardColumn(trace, sample, panel, j);
        }
        int cell = trace.cell(sample, panel);
        int row = trace.row(sample, panel);
        for (int t = 0; t < trace.steps; t++) {
            long fired = 0;
            for (int j = 0; j < trace.width; j += LANES) {
                fired |= (long) fired(trace.phi, cell + t * trace.width + j) << j;
            }
            trace.fired[row + t] = fired;
        }
    }

    @Override
    public void backward(Trace trace, int sample, int panel, int window) {
        surrogates.toAngleGradient(trace, trace.cell(sample, panel));
        for (int j = 0; j < trace.width; j += LANES) {
            if (trace.constantDrive()) backwardConstant(trace, sample, panel, j, window);
            else backwardColumn(trace, sample, panel, j, window);
        }
    }

    private void driveColumn(float[] inputs, int qAt, int pAt, float[] drive, int out) {
        FloatVector q = load(inputs, qAt);
        FloatVector p = load(inputs, pAt);
        FloatVector decay = VectorMath.expNegative(p.abs().mul(c.decayRate()));
        FloatVector signed =
                decay.neg().blend(broadcast(-2).sub(decay), p.compare(VectorOperators.LT, 0));
        VectorMask<Float> excited = q.compare(VectorOperators.GT, 0);
        if (c.bounded()) signed.blend(boundedRotation(q), excited).intoArray(drive, out);
        else signed.blend(wrappedRotation(q), excited).intoArray(drive, out);
    }

    private static FloatVector boundedRotation(FloatVector q) {
        FloatVector limit = broadcast(LIMIT);
        return limit.sub(limit.mul(VectorMath.expNegative(q.max(0).mul(RATE))));
    }

    private static FloatVector wrappedRotation(FloatVector q) {
        FloatVector held = q.min(STRONGEST);
        FloatVector turns = VectorMath.round(held.mul(0.5f).sub(0.5f));
        return held.sub(turns.mul(2)).mul(PI);
    }

    /** Bit j: whether lane j fired. Angles are not negative, so they compare like their bits. */
    private int fired(float[] phi, int at) {
        IntVector bits = load(phi, at).reinterpretAsInts();
        return IntVector.broadcast(VectorMath.INTS, thresholdBits)
                .sub(bits)
                .lanewise(VectorOperators.LSHR, 31)
                .lanewise(VectorOperators.LSHL, LANE)
                .reduceLanes(VectorOperators.OR);
    }

    /** A lane with X = 0 stays at φ = 0 for ever, so the leak is not computed. */
    private void forwardConstant(Trace trace, int sample, int panel, int j) {
        int cell = trace.cell(sample, panel) + j;
        FloatVector theta = load(trace.drive, trace.driveCell(sample, panel) + j).max(0);
        FloatVector before = broadcast(0);
        for (int t = 0; t < trace.steps; t++) {
            FloatVector start = before.blend(0, before.compare(VectorOperators.GT, c.threshold()));
            FloatVector phi =
                    spike(start, theta)
                            .blend(0, before.compare(VectorOperators.GT, c.refractory()));
            phi.intoArray(trace.phi, cell + t * trace.width);
            before = phi;
        }
    }

    private void forwardColumn(Trace trace, int sample, int panel, int j) {
        int cell = trace.cell(sample, panel) + j;
        FloatVector before = broadcast(0);
        for (int t = 0; t < trace.steps; t++) {
            FloatVector drive = load(trace.drive, cell + t * trace.width);
            FloatVector start = before.blend(0, before.compare(VectorOperators.GT, c.threshold()));
            FloatVector leaked =
                    start.fma(broadcast(c.leakStart()), psi(start, decay(drive)).mul(c.leakPsi()));
            FloatVector phi =
                    leaked.blend(spike(start, drive), drive.compare(VectorOperators.GE, 0))
                            .blend(0, before.compare(VectorOperators.GT, c.refractory()));
            phi.intoArray(trace.phi, cell + t * trace.width);
            before = phi;
        }
    }

    /** A lane with X = 0 has φ = 0 at every step and no gradient. */
    private void backwardConstant(Trace trace, int sample, int panel, int j, int window) {
        int cell = trace.cell(sample, panel) + j;
        FloatVector theta = load(trace.drive, trace.driveCell(sample, panel) + j);
        FloatVector slope = broadcast(PI).sub(theta.mul(c.slope()));
        FloatVector carry = broadcast(0);
        FloatVector sum = broadcast(0);
        for (int t = trace.steps - 1; t >= 0; t--) {
            int at = cell + t * trace.width;
            FloatVector before = before(trace, at, t);
            VectorMask<Float> fired = before.compare(VectorOperators.GT, c.threshold());
            FloatVector g = load(trace.gradient, at).add(carry);
            g = g.blend(0, before.compare(VectorOperators.GT, c.refractory()));
            VectorMask<Float> folded = folded(before.blend(0, fired), theta);
            sum = sum.add(g.mul(slope.blend(slope.neg(), folded)));
            carry = g.blend(g.neg(), folded).blend(0, fired).mul(t % window == 0 ? 0 : 1);
        }
        broadcast(0)
                .blend(sum, theta.compare(VectorOperators.GE, 0))
                .intoArray(trace.gradient, cell);
    }

    private void backwardColumn(Trace trace, int sample, int panel, int j, int window) {
        int cell = trace.cell(sample, panel) + j;
        FloatVector carry = broadcast(0);
        for (int t = trace.steps - 1; t >= 0; t--) {
            int at = cell + t * trace.width;
            FloatVector before = before(trace, at, t);
            FloatVector drive = load(trace.drive, at);
            VectorMask<Float> fired = before.compare(VectorOperators.GT, c.threshold());
            FloatVector g = load(trace.gradient, at).add(carry);
            g = g.blend(0, before.compare(VectorOperators.GT, c.refractory()));
            FloatVector start = before.blend(0, fired);

            FloatVector half = psi(start, decay(drive)).mul(0.5f);
            FloatVector cosine = VectorMath.cos(half);
            FloatVector byStart = decay(drive).mul(VectorMath.cos(start.mul(0.5f))).div(cosine);
            FloatVector leakByStart = byStart.fma(broadcast(c.leakPsi()), broadcast(c.leakStart()));
            FloatVector tangent = VectorMath.sin(half).div(cosine).mul(c.byP());
            FloatVector byP =
                    tangent.blend(tangent.neg(), drive.compare(VectorOperators.LT, -1.5f));

            VectorMask<Float> excited = drive.compare(VectorOperators.GE, 0);
            VectorMask<Float> folded = folded(start, drive);
            FloatVector slope = broadcast(PI).sub(drive.mul(c.slope()));
            FloatVector byDrive = byP.blend(slope.blend(slope.neg(), folded), excited);
            FloatVector sign = broadcast(1).blend(-1, folded);
            g.mul(byDrive).intoArray(trace.gradient, at);
            carry =
                    g.mul(leakByStart.blend(sign, excited))
                            .blend(0, fired)
                            .mul(t % window == 0 ? 0 : 1);
        }
    }

    /** φ before step t; step 0 starts from the ground state. */
    private static FloatVector before(Trace trace, int at, int t) {
        return t == 0 ? broadcast(0) : load(trace.phi, at - trace.width);
    }

    private static FloatVector spike(FloatVector start, FloatVector theta) {
        return broadcast(PI).sub(turned(start, theta).sub(PI).abs());
    }

    private static VectorMask<Float> folded(FloatVector start, FloatVector theta) {
        return turned(start, theta).compare(VectorOperators.GT, PI);
    }

    private static FloatVector turned(FloatVector start, FloatVector theta) {
        FloatVector y = start.add(theta);
        return y.blend(y.sub(TURN), y.compare(VectorOperators.GE, TURN));
    }

    private static FloatVector psi(FloatVector start, FloatVector decay) {
        return VectorMath.asin(VectorMath.sin(start.mul(0.5f)).mul(decay)).mul(2);
    }

    /** Of a lane with X = 0; where X = 1, some number that is blended away. */
    private static FloatVector decay(FloatVector drive) {
        return drive.neg()
                .blend(broadcast(-2).sub(drive), drive.compare(VectorOperators.LT, -1.5f));
    }

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }
}

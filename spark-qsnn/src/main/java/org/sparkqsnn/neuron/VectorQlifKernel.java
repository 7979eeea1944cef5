package org.sparkqsnn.neuron;

import static org.sparkqsnn.math.VectorMath.SPECIES;
import static org.sparkqsnn.neuron.QlifConstants.LIMIT;
import static org.sparkqsnn.neuron.QlifConstants.PI;
import static org.sparkqsnn.neuron.QlifConstants.RATE;
import static org.sparkqsnn.neuron.QlifConstants.TURN;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.sparkqsnn.math.VectorMath;
import org.sparkqsnn.run.config.NeuronConfig;

/**
 * Vector twin of {@link ScalarQlifKernel}: one vector of neurons at a time, all steps in one flat
 * loop. Flat, because JDK 17 boxes vectors that are carried through nested loops.
 */
final class VectorQlifKernel implements QlifKernel {
    private static final int LANES = SPECIES.length();
    private static final long ALL = -1L >>> (64 - LANES);

    private final QlifConstants c;
    private final Surrogates surrogates;

    VectorQlifKernel(NeuronConfig config) {
        this.c = QlifConstants.of(config);
        this.surrogates = new VectorSurrogates(config);
    }

    @Override
    public void drive(float[] inputs, Trace trace, int sample, int panel) {
        int cell = trace.driveCell(sample, panel);
        int row = trace.driveRow(sample, panel);
        Arrays.fill(trace.excited, row, row + trace.driveSteps, 0);
        for (int t = 0; t < trace.driveSteps; t++) {
            for (int j = 0; j < trace.width; j += LANES) {
                int at = 2 * t * trace.width + j;
                long excited =
                        driveColumn(
                                inputs,
                                at,
                                at + trace.width,
                                trace.drive,
                                cell + t * trace.width + j);
                trace.excited[row + t] |= excited << j;
            }
        }
    }

    @Override
    public void forward(Trace trace, int sample, int panel) {
        int row = trace.row(sample, panel);
        Arrays.fill(trace.fired, row, row + trace.steps, 0);
        for (int j = 0; j < trace.width; j += LANES) {
            if (trace.constantDrive()) forwardConstant(trace, sample, panel, j);
            else forwardColumn(trace, sample, panel, j);
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

    private long driveColumn(float[] inputs, int qAt, int pAt, float[] drive, int out) {
        FloatVector q = FloatVector.fromArray(SPECIES, inputs, qAt);
        FloatVector p = FloatVector.fromArray(SPECIES, inputs, pAt);
        VectorMask<Float> excited = q.compare(VectorOperators.GT, 0);
        FloatVector decay = VectorMath.expNegative(p.abs().mul(c.decayRate()));
        VectorMask<Float> negative = p.test(VectorOperators.IS_NEGATIVE);
        FloatVector signed = decay.blend(decay.neg(), negative);
        (c.bounded()
                        ? signed.blend(boundedRotation(q), excited)
                        : signed.blend(wrappedRotation(q), excited))
                .intoArray(drive, out);
        return excited.toLong();
    }

    private static FloatVector boundedRotation(FloatVector q) {
        FloatVector limit = broadcast(LIMIT);
        return limit.sub(limit.mul(VectorMath.expNegative(q.max(0).mul(RATE))));
    }

    private static FloatVector wrappedRotation(FloatVector q) {
        FloatVector turns =
                (FloatVector)
                        q.mul(0.5f).convert(VectorOperators.F2I, 0).convert(VectorOperators.I2F, 0);
        return q.sub(turns.mul(2)).mul(PI);
    }

    /** A lane with X = 0 stays at φ = 0 for ever, so the leak is not computed. */
    private void forwardConstant(Trace trace, int sample, int panel, int j) {
        int cell = trace.cell(sample, panel) + j;
        int row = trace.row(sample, panel);
        VectorMask<Float> excited = mask(trace.excited[trace.driveRow(sample, panel)] >>> j);
        FloatVector theta =
                broadcast(0)
                        .blend(
                                FloatVector.fromArray(
                                        SPECIES, trace.drive, trace.driveCell(sample, panel) + j),
                                excited);
        FloatVector before = broadcast(0);
        for (int t = 0; t < trace.steps; t++) {
            FloatVector start = before.blend(0, before.compare(VectorOperators.GT, c.threshold()));
            FloatVector phi =
                    spike(start, theta)
                            .blend(0, before.compare(VectorOperators.GT, c.refractory()));
            phi.intoArray(trace.phi, cell + t * trace.width);
            trace.fired[row + t] |= phi.compare(VectorOperators.GT, c.threshold()).toLong() << j;
            before = phi;
        }
    }

    private void forwardColumn(Trace trace, int sample, int panel, int j) {
        int cell = trace.cell(sample, panel) + j;
        int row = trace.row(sample, panel);
        FloatVector before = broadcast(0);
        for (int t = 0; t < trace.steps; t++) {
            FloatVector drive = FloatVector.fromArray(SPECIES, trace.drive, cell + t * trace.width);
            VectorMask<Float> excited = mask(trace.excited[row + t] >>> j);
            FloatVector start = before.blend(0, before.compare(VectorOperators.GT, c.threshold()));
            FloatVector leaked = psi(start, drive.abs()).mul(c.leakPsi());
            leaked = start.fma(broadcast(c.leakStart()), leaked);
            FloatVector phi =
                    leaked.blend(spike(start, drive), excited)
                            .blend(0, before.compare(VectorOperators.GT, c.refractory()));
            phi.intoArray(trace.phi, cell + t * trace.width);
            trace.fired[row + t] |= phi.compare(VectorOperators.GT, c.threshold()).toLong() << j;
            before = phi;
        }
    }

    /** A lane with X = 0 has φ = 0 and no gradient. */
    private void backwardConstant(Trace trace, int sample, int panel, int j, int window) {
        int cell = trace.cell(sample, panel) + j;
        VectorMask<Float> excited = mask(trace.excited[trace.driveRow(sample, panel)] >>> j);
        FloatVector theta =
                FloatVector.fromArray(SPECIES, trace.drive, trace.driveCell(sample, panel) + j);
        FloatVector slope = broadcast(PI).sub(theta.mul(c.slope()));
        FloatVector carry = broadcast(0);
        FloatVector sum = broadcast(0);
        for (int t = trace.steps - 1; t >= 0; t--) {
            int at = cell + t * trace.width;
            FloatVector before = before(trace, at, t);
            VectorMask<Float> fired = before.compare(VectorOperators.GT, c.threshold());
            FloatVector g = FloatVector.fromArray(SPECIES, trace.gradient, at).add(carry);
            g = g.blend(0, before.compare(VectorOperators.GT, c.refractory()));
            FloatVector signed = signed(before.blend(0, fired), theta, g);
            sum = sum.add(signed.mul(slope));
            carry = signed.blend(0, t % window == 0 ? mask(ALL) : fired);
        }
        broadcast(0).blend(sum, excited).intoArray(trace.gradient, cell);
    }

    private void backwardColumn(Trace trace, int sample, int panel, int j, int window) {
        int cell = trace.cell(sample, panel) + j;
        int row = trace.row(sample, panel);
        FloatVector carry = broadcast(0);
        for (int t = trace.steps - 1; t >= 0; t--) {
            int at = cell + t * trace.width;
            FloatVector before = before(trace, at, t);
            FloatVector drive = FloatVector.fromArray(SPECIES, trace.drive, at);
            VectorMask<Float> excited = mask(trace.excited[row + t] >>> j);
            VectorMask<Float> fired = before.compare(VectorOperators.GT, c.threshold());
            FloatVector g = FloatVector.fromArray(SPECIES, trace.gradient, at).add(carry);
            g = g.blend(0, before.compare(VectorOperators.GT, c.refractory()));
            FloatVector start = before.blend(0, fired);

            FloatVector signed = signed(start, drive, g);
            FloatVector byQ = signed.mul(broadcast(PI).sub(drive.mul(c.slope())));

            FloatVector half = psi(start, drive.abs()).mul(0.5f);
            FloatVector cosine = VectorMath.cos(half);
            FloatVector byStart = drive.abs().mul(VectorMath.cos(start.mul(0.5f))).div(cosine);
            FloatVector tangent = VectorMath.sin(half).div(cosine).mul(-c.tauRate());
            FloatVector byP = tangent.blend(tangent.neg(), drive.test(VectorOperators.IS_NEGATIVE));
            FloatVector leakStart =
                    g.mul(byStart.fma(broadcast(c.leakPsi()), broadcast(c.leakStart())));

            g.mul(byP.mul(c.leakPsi())).blend(byQ, excited).intoArray(trace.gradient, at);
            carry = leakStart.blend(signed, excited).blend(0, t % window == 0 ? mask(ALL) : fired);
        }
    }

    private static FloatVector before(Trace trace, int at, int t) {
        // Step 0 starts from the ground state; loading its own phi and zeroing it keeps the loop
        // free of branches.
        return FloatVector.fromArray(SPECIES, trace.phi, t == 0 ? at : at - trace.width)
                .blend(0, mask(t == 0 ? ALL : 0));
    }

    private static FloatVector spike(FloatVector start, FloatVector theta) {
        return broadcast(PI).sub(turned(start, theta).sub(PI).abs());
    }

    private static FloatVector signed(FloatVector start, FloatVector theta, FloatVector g) {
        return g.blend(g.neg(), turned(start, theta).compare(VectorOperators.GT, PI));
    }

    private static FloatVector turned(FloatVector start, FloatVector theta) {
        FloatVector y = start.add(theta);
        return y.blend(y.sub(TURN), y.compare(VectorOperators.GE, TURN));
    }

    private static FloatVector psi(FloatVector start, FloatVector decay) {
        return VectorMath.asin(VectorMath.sin(start.mul(0.5f)).mul(decay)).mul(2);
    }

    private static VectorMask<Float> mask(long bits) {
        return VectorMask.fromLong(SPECIES, bits & ALL);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }
}

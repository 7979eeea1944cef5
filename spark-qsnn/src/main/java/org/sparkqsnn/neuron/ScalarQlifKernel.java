package org.sparkqsnn.neuron;

import static org.sparkqsnn.neuron.QlifConstants.LIMIT;
import static org.sparkqsnn.neuron.QlifConstants.PI;
import static org.sparkqsnn.neuron.QlifConstants.RATE;
import static org.sparkqsnn.neuron.QlifConstants.STRONGEST;
import static org.sparkqsnn.neuron.QlifConstants.TURN;

import org.sparkqsnn.math.FloatMath;
import org.sparkqsnn.run.config.NeuronConfig;

/**
 * The definition of the panel kernels, one neuron at a time; also the fallback without the vector
 * module.
 */
final class ScalarQlifKernel implements QlifKernel {
    private final QlifConstants c;
    private final Surrogates surrogates;

    ScalarQlifKernel(NeuronConfig config) {
        this.c = QlifConstants.of(config);
        this.surrogates = new Surrogates(config);
    }

    @Override
    public void drive(float[] inputs, Trace trace, int sample, int panel) {
        int cell = trace.driveCell(sample, panel);
        for (int t = 0; t < trace.driveSteps; t++) {
            for (int j = 0; j < trace.width; j++) {
                float q = inputs[t * trace.width + j];
                float p = inputs[(trace.driveSteps + t) * trace.width + j];
                trace.drive[cell + t * trace.width + j] = q > 0 ? rotation(q) : signedDecay(p);
            }
        }
    }

    @Override
    public void forward(Trace trace, int sample, int panel) {
        int cell = trace.cell(sample, panel);
        int row = trace.row(sample, panel);
        for (int t = 0; t < trace.steps; t++) {
            long fired = 0;
            for (int j = 0; j < trace.width; j++) {
                int at = cell + t * trace.width + j;
                float before = t == 0 ? 0 : trace.phi[at - trace.width];
                trace.phi[at] = step(before, driveAt(trace, sample, panel, t, j));
                if (trace.phi[at] > c.threshold()) fired |= 1L << j;
            }
            trace.fired[row + t] = fired;
        }
    }

    @Override
    public void backward(Trace trace, int sample, int panel, int window) {
        int cell = trace.cell(sample, panel);
        surrogates.toAngleGradient(trace, cell);
        for (int j = 0; j < trace.width; j++) {
            float carry = 0;
            float sum = 0;
            for (int t = trace.steps - 1; t >= 0; t--) {
                int at = cell + t * trace.width + j;
                float before = t == 0 ? 0 : trace.phi[at - trace.width];
                float g = trace.gradient[at] + carry;
                boolean fired = before > c.threshold();
                float start = fired ? 0 : before;
                float drive = driveAt(trace, sample, panel, t, j);
                carry = fired || t % window == 0 ? 0 : g * slopeByStart(start, drive);
                trace.gradient[at] = before > c.refractory() ? 0 : g * slopeByDrive(start, drive);
                sum += trace.gradient[at];
            }
            if (trace.constantDrive()) trace.gradient[cell + j] = sum;
        }
    }

    private float rotation(float q) {
        if (c.bounded()) return LIMIT - LIMIT * FloatMath.expNegative(RATE * q);
        float held = Math.min(q, STRONGEST);
        float turns = FloatMath.round(0.5f * held - 0.5f);
        return PI * (held - 2 * turns);
    }

    private float signedDecay(float p) {
        float decay = FloatMath.expNegative(c.decayRate() * Math.abs(p));
        return p < 0 ? -2 - decay : -decay;
    }

    private float step(float before, float drive) {
        if (before > c.refractory()) return 0;
        float start = before > c.threshold() ? 0 : before;
        if (drive >= 0) return Math.max(PI - Math.abs(turned(start, drive) - PI), 0);
        return Math.max(start * c.leakStart() + psi(start, decay(drive)) * c.leakPsi(), 0);
    }

    private float slopeByStart(float start, float drive) {
        if (drive >= 0) return turned(start, drive) > PI ? -1 : 1;
        float half = 0.5f * psi(start, decay(drive));
        float byStart = decay(drive) * FloatMath.cos(0.5f * start) / FloatMath.cos(half);
        return byStart * c.leakPsi() + c.leakStart();
    }

    private float slopeByDrive(float start, float drive) {
        if (drive >= 0) {
            float slope = PI - drive * c.slope();
            return turned(start, drive) > PI ? -slope : slope;
        }
        float half = 0.5f * psi(start, decay(drive));
        float byP = FloatMath.sin(half) / FloatMath.cos(half) * c.byP();
        return drive < -1.5f ? -byP : byP;
    }

    /** φ + θ, less a turn if it is over one. */
    private static float turned(float start, float theta) {
        float y = start + theta;
        return y >= TURN ? y - TURN : y;
    }

    private static float psi(float start, float decay) {
        return 2 * FloatMath.asin(FloatMath.sin(0.5f * start) * decay);
    }

    private static float decay(float drive) {
        return drive < -1.5f ? -2 - drive : -drive;
    }

    private static float driveAt(Trace trace, int sample, int panel, int t, int j) {
        int step = trace.driveSteps == 1 ? 0 : t;
        return trace.drive[trace.driveCell(sample, panel) + step * trace.width + j];
    }
}

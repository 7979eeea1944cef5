package org.sparkqsnn.neuron;

import static org.sparkqsnn.neuron.QlifConstants.LIMIT;
import static org.sparkqsnn.neuron.QlifConstants.PI;
import static org.sparkqsnn.neuron.QlifConstants.RATE;
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
        for (int t = 0; t < trace.driveSteps; t++) {
            long excited = 0;
            for (int j = 0; j < trace.width; j++) {
                float q = inputs[2 * t * trace.width + j];
                float p = inputs[(2 * t + 1) * trace.width + j];
                if (q > 0) excited |= 1L << j;
                trace.drive[trace.driveCell(sample, panel) + t * trace.width + j] =
                        q > 0 ? rotation(q) : decay(p);
            }
            trace.excited[trace.driveRow(sample, panel) + t] = excited;
        }
    }

    @Override
    public void forward(Trace trace, int sample, int panel) {
        int cell = trace.cell(sample, panel);
        int row = trace.row(sample, panel);
        for (int j = 0; j < trace.width; j++) {
            float phi = 0;
            for (int t = 0; t < trace.steps; t++) {
                phi =
                        step(
                                phi,
                                driveAt(trace, sample, panel, t, j),
                                excitedAt(trace, sample, panel, t, j));
                trace.phi[cell + t * trace.width + j] = phi;
                long bit = 1L << j;
                trace.fired[row + t] =
                        phi > c.threshold()
                                ? trace.fired[row + t] | bit
                                : trace.fired[row + t] & ~bit;
            }
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
                boolean excited = excitedAt(trace, sample, panel, t, j);
                float drive = driveAt(trace, sample, panel, t, j);
                boolean fired = before > c.threshold();
                if (before > c.refractory()) g = 0;
                float start = fired ? 0 : before;
                float[] both =
                        excited ? spikeGradient(start, drive, g) : leakGradient(start, drive, g);
                trace.gradient[at] = both[1];
                sum += both[1];
                carry = fired || t % window == 0 ? 0 : both[0];
            }
            if (trace.constantDrive()) trace.gradient[cell + j] = sum;
        }
    }

    private float rotation(float q) {
        if (c.bounded()) return LIMIT - LIMIT * FloatMath.expNegative(RATE * q);
        int turns = (int) (0.5f * q);
        return PI * (q - 2f * turns);
    }

    private float decay(float p) {
        return Math.copySign(FloatMath.expNegative(c.decayRate() * Math.abs(p)), p);
    }

    private float step(float before, float drive, boolean excited) {
        if (before > c.refractory()) return 0;
        float start = before > c.threshold() ? 0 : before;
        return excited ? spike(start, drive) : leak(start, Math.abs(drive));
    }

    private static float spike(float start, float theta) {
        float y = start + theta;
        y = y >= TURN ? y - TURN : y;
        return PI - Math.abs(y - PI);
    }

    private float leak(float start, float decay) {
        float psi = psi(start, decay);
        return Math.fma(c.leakStart(), start, c.leakPsi() * psi);
    }

    private static float psi(float start, float decay) {
        return 2 * FloatMath.asin(decay * FloatMath.sin(0.5f * start));
    }

    private float[] spikeGradient(float start, float theta, float g) {
        float y = start + theta;
        y = y >= TURN ? y - TURN : y;
        float signed = y > PI ? -g : g;
        return new float[] {signed, signed * (PI - c.slope() * theta)};
    }

    private float[] leakGradient(float start, float drive, float g) {
        float half = 0.5f * psi(start, Math.abs(drive));
        float cosine = FloatMath.cos(half);
        float byStart = Math.abs(drive) * FloatMath.cos(0.5f * start) / cosine;
        float tangent = FloatMath.sin(half) / cosine * -c.tauRate();
        float byP = drive < 0 ? -tangent : tangent;
        float a = Math.fma(c.leakPsi(), byStart, c.leakStart());
        return new float[] {g * a, g * (c.leakPsi() * byP)};
    }

    private static float driveAt(Trace trace, int sample, int panel, int t, int j) {
        int step = trace.driveSteps == 1 ? 0 : t;
        return trace.drive[trace.driveCell(sample, panel) + step * trace.width + j];
    }

    private static boolean excitedAt(Trace trace, int sample, int panel, int t, int j) {
        int step = trace.driveSteps == 1 ? 0 : t;
        return (trace.excited[trace.driveRow(sample, panel) + step] >>> j & 1) != 0;
    }
}

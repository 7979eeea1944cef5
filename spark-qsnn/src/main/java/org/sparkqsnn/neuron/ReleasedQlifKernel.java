package org.sparkqsnn.neuron;

import org.sparkqsnn.math.FloatMath;
import org.sparkqsnn.run.config.NeuronConfig;

/**
 * The released code's backward pass, with its defects, for comparison only.
 *
 * <p>Formula: {@code dL/dq = dL/dα g(α₋) ½ sin(θ + φ₋) θ'(q)} where X = 1, and {@code dL/dp = ±
 * dL/dα g(α₋) ½ sin(φ₋ - ψ) tan(ψ/2) tauScale / T1} elsewhere, with {@code g(α) = 1 / (1 + (π α)²)}
 * and the state φ₋ before the step, not reset even after a spike. No gradient by spikes and none
 * through time.
 *
 * <p>Source: {@code AlphaSurrogate.backward} of deanbrand/QSNN, {@code alpha.py}; numbers:
 * QlifVectorsTest.
 */
public final class ReleasedQlifKernel implements QlifKernel {
    private static final float PI = QlifConstants.PI;

    private final QlifKernel forward;
    private final QlifConstants c;

    public ReleasedQlifKernel(NeuronConfig config) {
        this.forward = QlifKernel.of(config);
        this.c = QlifConstants.of(config);
    }

    @Override
    public void drive(float[] inputs, Trace trace, int sample, int panel) {
        forward.drive(inputs, trace, sample, panel);
    }

    @Override
    public void forward(Trace trace, int sample, int panel) {
        forward.forward(trace, sample, panel);
    }

    @Override
    public void backward(Trace trace, int sample, int panel, int window) {
        int cell = trace.cell(sample, panel);
        for (int t = 0; t < trace.steps; t++) {
            for (int j = 0; j < trace.width; j++) {
                int at = cell + t * trace.width + j;
                float before = t == 0 ? 0 : trace.phi[at - trace.width];
                float drive = trace.drive[at];
                float slope = drive >= 0 ? spikeSlope(before, drive) : leakSlope(before, drive);
                trace.gradient[at] = trace.populationGradient[at] * damping(before) * slope;
            }
        }
    }

    private static float damping(float before) {
        float s = FloatMath.sin(0.5f * before);
        float w = PI * (s * s);
        return 1 / Math.fma(w, w, 1);
    }

    private float spikeSlope(float before, float theta) {
        return 0.5f * (float) Math.sin(theta + before) * (PI - c.slope() * theta);
    }

    private float leakSlope(float before, float drive) {
        float decay = drive < -1.5f ? -2 - drive : -drive;
        float half = FloatMath.asin(decay * FloatMath.sin(0.5f * before));
        float tangent = FloatMath.sin(half) / FloatMath.cos(half);
        float byP = 0.5f * (float) Math.sin(before - 2 * half) * tangent * c.byP();
        return drive < -1.5f ? -byP : byP;
    }
}

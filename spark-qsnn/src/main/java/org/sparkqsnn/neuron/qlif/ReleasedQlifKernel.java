package org.sparkqsnn.neuron.qlif;

import org.sparkqsnn.math.FloatMath;
import org.sparkqsnn.neuron.Signal;

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
final class ReleasedQlifKernel implements QlifKernel {
    private static final float PI = QlifConstants.PI;

    private final QlifKernel forward;
    private final QlifConstants c;

    ReleasedQlifKernel(Qlif config) {
        this.forward = QlifKernel.of(config);
        this.c = QlifConstants.of(config);
    }

    @Override
    public void drive(float[] inputs, int at, Drives drives, int sample, int panel) {
        forward.drive(inputs, at, drives, sample, panel);
    }

    @Override
    public void forward(Drives drives, Signal signal, int sample, int panel) {
        forward.forward(drives, signal, sample, panel);
    }

    @Override
    public void backward(
            Drives drives,
            Signal signal,
            int sample,
            int panel,
            int window,
            float[] gradient,
            int at) {
        int width = signal.width;
        int cell = signal.cell(sample, panel);
        int driveCell = drives.cell(sample, panel);
        for (int j = 0; j < width; j++) {
            float sum = 0;
            for (int t = 0; t < signal.steps; t++) {
                int i = t * width + j;
                float population = t == 0 ? 0 : signal.membrane[cell + i - width];
                float before = (float) Qlif.angle(Math.min(population, 1));
                float drive = drives.drive[driveCell + (drives.constant() ? j : i)];
                float slope = drive >= 0 ? spikeSlope(before, drive) : leakSlope(before, drive);
                gradient[at + i] = signal.byMembrane[cell + i] * damping(population) * slope;
                sum += gradient[at + i];
            }
            if (drives.constant()) gradient[at + j] = sum;
        }
    }

    @Override
    public void split(
            Drives drives, int sample, int panel, float[] g, int gAt, float[] to, int toAt) {
        forward.split(drives, sample, panel, g, gAt, to, toAt);
    }

    private static float damping(float population) {
        float w = PI * population;
        return 1 / Math.fma(w, w, 1);
    }

    private float spikeSlope(float before, float theta) {
        return 0.5f * (float) Math.sin(theta + before) * (PI - c.slope() * theta);
    }

    private float leakSlope(float before, float drive) {
        double half = Math.asin(-drive * Math.sin(before / 2));
        float byP = 0.5f * (float) (Math.sin(before - 2 * half) * Math.tan(half)) * c.byP();
        return FloatMath.flip(byP, Float.floatToRawIntBits(drive) << 31);
    }
}

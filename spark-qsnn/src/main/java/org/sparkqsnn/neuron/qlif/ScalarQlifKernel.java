package org.sparkqsnn.neuron.qlif;

import static org.sparkqsnn.neuron.qlif.QlifConstants.LEAST;
import static org.sparkqsnn.neuron.qlif.QlifConstants.LIMIT;
import static org.sparkqsnn.neuron.qlif.QlifConstants.PI;
import static org.sparkqsnn.neuron.qlif.QlifConstants.RATE;
import static org.sparkqsnn.neuron.qlif.QlifConstants.STRONGEST;

import org.sparkqsnn.math.FloatMath;
import org.sparkqsnn.neuron.FloatSurrogate;
import org.sparkqsnn.neuron.Signal;

/**
 * The definition of the panel kernels, one neuron at a time; also the fallback without the vector
 * module.
 *
 * <p>The state is the qubit's two amplitudes, {@code excited = sin(φ/2)} and {@code ground =
 * cos(φ/2)}. With e and g after a reset, a step is {@code e' = |e a + g b|, g' = √(1 - e'²)}, where
 * (a, b) = (cos(θ/2), sin(θ/2)) for a spike and (exp(-τ/(2 T1)), 0) for a delay: no trigonometry of
 * the state. With a constant drive there are no delays, and {@code g' = |g a - e b|}.
 */
final class ScalarQlifKernel implements QlifKernel {
    private final QlifConstants c;
    private final FloatSurrogate surrogate;

    // Of the neuron at hand, before the first step and after each.
    private float[] excited = new float[1];
    private float[] ground = new float[1];

    ScalarQlifKernel(Qlif config) {
        this.c = QlifConstants.of(config);
        this.surrogate = config.floatSurrogate();
    }

    @Override
    public void drive(float[] inputs, int at, Drives drives, int sample, int panel) {
        int cell = drives.cell(sample, panel);
        for (int t = 0; t < drives.rows; t++) {
            for (int j = 0; j < drives.width; j++) {
                float q = inputs[at + 2 * t * drives.width + j];
                float p = inputs[at + (2 * t + 1) * drives.width + j];
                drives.drive[cell + t * drives.width + j] = q > 0 ? rotation(q) : delay(p);
            }
        }
    }

    @Override
    public void forward(Drives drives, Signal signal, int sample, int panel) {
        for (int j = 0; j < signal.width; j++) {
            run(drives, signal, sample, panel, j);
            for (int w = 0; w < signal.words; w++) {
                signal.spikes[signal.word(sample, panel) + w * signal.width + j] =
                        fired(w, signal.steps);
            }
            if (signal.membrane.length == 0) continue;
            for (int t = 0; t < signal.steps; t++) {
                signal.membrane[signal.cell(sample, panel) + t * signal.width + j] =
                        excited[t + 1] * excited[t + 1];
            }
        }
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
        boolean readout = signal.byMembrane.length > 0;
        int cell = signal.cell(sample, panel);
        for (int j = 0; j < signal.width; j++) {
            run(drives, signal, sample, panel, j);
            float carry = 0;
            float sum = 0;
            for (int t = signal.steps - 1; t >= 0; t--) {
                int i = t * signal.width + j;
                float byPopulation =
                        gradient[at + i] * surrogate.at(excited[t + 1] * excited[t + 1])
                                + (readout ? signal.byMembrane[cell + i] : 0);
                float drive = driveAt(drives, sample, panel, t, j);
                boolean fired = excited[t] > c.threshold();
                boolean lost = fired && c.refractory() != 0;
                float e = fired ? 0 : excited[t];
                float g = fired ? 1 : ground[t];
                float turned = lost ? 0 : turned(e, g, drive);
                if (drives.constant()) {
                    sum += byPopulation * turned + (lost ? 0 : flipAs(carry, turned));
                } else {
                    gradient[at + i] =
                            byPopulation * populationSlope(e, t, drive, turned)
                                    + carry * (lost ? 0 : slopeByDrive(e, drive, turned));
                }
                carry += byPopulation * (excited[t + 1] * ground[t + 1]);
                carry *= fired || t % window == 0 ? 0 : slopeByStart(e, g, drive, turned);
            }
            float theta = driveAt(drives, sample, panel, 0, j);
            if (drives.constant()) gradient[at + j] = sum * (PI - theta * c.slope());
        }
    }

    @Override
    public void split(
            Drives drives, int sample, int panel, float[] g, int gAt, float[] to, int toAt) {
        int width = drives.width;
        int from = drives.cell(sample, panel);
        for (int i = 0; i < drives.rows * width; i++) {
            boolean x = drives.drive[from + i] >= 0;
            int cell = toAt + 2 * i - i % width;
            to[cell] = x ? g[gAt + i] : 0;
            to[cell + width] = x ? 0 : g[gAt + i];
        }
    }

    private float rotation(float q) {
        if (c.bounded()) return LIMIT - LIMIT * FloatMath.expNegative(RATE * q);
        float held = Math.min(q, STRONGEST);
        float turns = FloatMath.round(0.5f * held - 0.5f);
        return PI * (held - 2 * turns);
    }

    private float delay(float p) {
        int decay = Float.floatToRawIntBits(FloatMath.expNegative(c.decayRate() * Math.abs(p)));
        int negative = Float.floatToRawIntBits(p) >>> 31;
        return Float.intBitsToFloat(decay & ~1 | negative | Integer.MIN_VALUE);
    }

    /** Runs the steps of one neuron. */
    private void run(Drives drives, Signal signal, int sample, int panel, int j) {
        if (excited.length <= signal.steps) {
            excited = new float[signal.steps + 1];
            ground = new float[signal.steps + 1];
        }
        excited[0] = 0;
        ground[0] = 1;
        for (int t = 0; t < signal.steps; t++) {
            boolean fired = excited[t] > c.threshold();
            float e = fired ? 0 : excited[t];
            float g = fired ? 1 : ground[t];
            float drive = driveAt(drives, sample, panel, t, j);
            boolean idle = drive < 0;
            boolean lost = fired && c.refractory() != 0;
            float a = idle ? -drive : cosine(drive);
            float b = idle ? 0 : sine(drive);
            float after = Math.abs(Math.fma(e, a, g * b));
            if (idle && !c.relaxation()) after = Math.abs(e * cosineOf(e * a) - g * (e * a));
            excited[t + 1] = lost ? 0 : after;
            ground[t + 1] = (float) Math.sqrt(Math.abs(1 - excited[t + 1] * excited[t + 1]));
            if (drives.constant()) {
                ground[t + 1] = lost || idle ? 1 : Math.abs(g * a - e * b);
            }
        }
    }

    /** The spikes of 32 steps of the neuron at hand. */
    private int fired(int word, int steps) {
        int bits = 0;
        for (int t = 32 * word; t < Math.min(32 * word + 32, steps); t++) {
            if (excited[t + 1] > c.threshold()) bits |= 1 << t;
        }
        return bits;
    }

    /** dα'/dq or dα'/dp. */
    private float populationSlope(float e, int t, float drive, float turned) {
        if (drive >= 0) return turned * (PI - drive * c.slope());
        float after = excited[t + 1];
        float tangent = e * -drive / cosineOf(e * -drive);
        float slope = c.relaxation() ? after * after : after * ground[t + 1] * tangent;
        return FloatMath.flip(slope * c.byP(), Float.floatToRawIntBits(drive) << 31);
    }

    /** dφ'/dq or dφ'/dp. */
    private float slopeByDrive(float e, float drive, float turned) {
        if (drive >= 0) return flipAs(PI - drive * c.slope(), turned);
        float s = e * -drive;
        return FloatMath.flip(s / cosineOf(s) * c.byP(), Float.floatToRawIntBits(drive) << 31);
    }

    /** dφ'/dφ. */
    private float slopeByStart(float e, float g, float drive, float turned) {
        if (drive >= 0) return flipAs(1, turned);
        return -drive * g / cosineOf(e * -drive) * c.leakPsi() + c.leakStart();
    }

    /** sin((φ + θ)/2) cos((φ + θ)/2): negative where φ + θ is folded back, in (π, 2π]. */
    private static float turned(float e, float g, float drive) {
        float a = drive < 0 ? -drive : cosine(drive);
        float b = drive < 0 ? 0 : sine(drive);
        return Math.fma(e, a, g * b) * (g * a - e * b);
    }

    private static float flipAs(float x, float sign) {
        return FloatMath.flip(x, Float.floatToRawIntBits(sign));
    }

    /** cos(θ/2) for θ in [0, 2π]. */
    static float cosine(float theta) {
        return FloatMath.sin(FloatMath.HALF_PI - 0.5f * theta);
    }

    /** sin(θ/2) for θ in [0, 2π]. */
    static float sine(float theta) {
        return FloatMath.sin(FloatMath.HALF_PI - Math.abs(FloatMath.HALF_PI - 0.5f * theta));
    }

    /** cos(ψ/2) from sin(ψ/2). */
    private static float cosineOf(float s) {
        return (float) Math.sqrt(Math.abs(1 - s * s) + LEAST);
    }

    private static float driveAt(Drives drives, int sample, int panel, int t, int j) {
        int step = drives.rows == 1 ? 0 : t;
        return drives.drive[drives.cell(sample, panel) + step * drives.width + j];
    }
}

package org.sparkqsnn.neuron.qlif;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkqsnn.math.Vectors;
import org.sparkqsnn.neuron.Draws;
import org.sparkqsnn.neuron.FloatSurrogate;
import org.sparkqsnn.neuron.KernelContext;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.Signal;
import org.sparkqsnn.neuron.Surrogate;
import org.sparkqsnn.neuron.qlif.Qlif.Leak;
import org.sparkqsnn.neuron.qlif.Qlif.Reset;

class QlifKernelTest {
    private static final int STEPS = 9;

    static Stream<Qlif> configs() {
        Stream.Builder<Qlif> all = Stream.builder();
        for (Leak leak : Leak.values())
            for (Reset reset : Reset.values())
                for (Angle angle : Angle.values())
                    for (Surrogate s : Surrogate.values())
                        all.add(new Qlif(leak, reset, 0.75, 60, 200, angle, s, 1.5));
        return all.build();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void vectorKernel_hasTheBitsOfTheScalarOne(Qlif config) {
        assertTrue(Vectors.AVAILABLE, "tests must run with the vector module");
        for (int width : new int[] {Vectors.LANES, 4 * Vectors.LANES}) {
            for (boolean constant : new boolean[] {false, true}) {
                for (int window : new int[] {1, 4, Integer.MAX_VALUE}) {
                    assertSame(
                            new Run(new ScalarQlifKernel(config), width, constant, window),
                            new Run(new VectorQlifKernel(config), width, constant, window));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configs")
    void kernel_isCloseToTheDefinition(Qlif config) {
        float[] inputs = inputs(STEPS, 16);
        Signal signal = signal(1, 1, STEPS, 16, true);
        Drives drives = new Drives(context(1, 1, STEPS, 16, false));
        QlifKernel kernel = new ScalarQlifKernel(config);
        kernel.drive(inputs, 0, drives, 0, 0);
        kernel.forward(drives, signal, 0, 0);
        for (int j = 0; j < 16; j++) {
            double phi = 0;
            for (int t = 0; t < STEPS; t++) {
                phi = config.step(phi, inputs[2 * t * 16 + j], inputs[(2 * t + 1) * 16 + j]);
                assertEquals(
                        Qlif.population(phi),
                        signal.membrane[signal.cell(0, 0) + t * 16 + j],
                        5e-6,
                        "step " + t + " neuron " + j);
            }
        }
    }

    /** Rows of the released code, run unmodified; its populations and gradients by θ and τ. */
    @Test
    void releasedKernel_repeatsTheReleasedCode() {
        for (JsonNode row : QlifVectors.ALL.get("authors_released_code_step").get("rows")) {
            Qlif config = QlifVectors.neuron("rotation", Reset.REFRACTORY, "centred");
            QlifKernel kernel = new ReleasedQlifKernel(config);
            int lanes = Vectors.LANES;
            Signal signal = signal(1, 1, 2, lanes, true);
            Drives drives = new Drives(context(1, 1, 2, lanes, false));
            double mem = row.get("mem").asDouble();
            boolean x = row.get("x").asInt() == 1;
            float[] inputs = new float[4 * lanes];
            inputs[0] = (float) (Qlif.angle(mem) / Math.PI);
            inputs[2 * lanes] = x ? (float) (row.get("theta").asDouble() / Math.PI) : -1;
            inputs[3 * lanes] = (float) (row.get("tau").asDouble() / 200);
            kernel.drive(inputs, 0, drives, 0, 0);
            kernel.forward(drives, signal, 0, 0);
            signal.byMembrane[signal.cell(0, 0) + lanes] = 1;
            float[] gradient = new float[2 * lanes];
            kernel.backward(drives, signal, 0, 0, 1, gradient, 0);
            if (mem != 0.75) { // at the threshold itself float decides either way
                assertEquals(
                        row.get("mem_next").asDouble(),
                        signal.membrane[signal.cell(0, 0) + lanes],
                        1e-6);
                assertEquals(row.get("spike").asDouble(), signal.fired(0, 0, 1));
            }
            double byDrive =
                    row.get(x ? "grad_theta" : "grad_tau").asDouble() * (x ? Math.PI : 200);
            assertEquals(byDrive, gradient[lanes], 1e-4 * Math.abs(byDrive) + 1e-6, row.toString());
        }
    }

    /** By hand: the second step begins at θ and does not turn, for its drive is next to nothing. */
    @Test
    void releasedKernel_knowsBoundedAngles() {
        Qlif config =
                new Qlif(
                        Leak.ROTATION,
                        Reset.REFRACTORY,
                        0.75,
                        60,
                        200,
                        Angle.BOUNDED,
                        Surrogate.CENTRED,
                        1);
        int lanes = Vectors.LANES;
        Signal signal = signal(1, 1, 2, lanes, true);
        Drives drives = new Drives(context(1, 1, 2, lanes, false));
        float[] inputs = new float[4 * lanes];
        inputs[0] = 0.4f;
        inputs[2 * lanes] = 1e-30f;
        QlifKernel kernel = new ReleasedQlifKernel(config);
        kernel.drive(inputs, 0, drives, 0, 0);
        kernel.forward(drives, signal, 0, 0);
        java.util.Arrays.fill(signal.byMembrane, 1);
        float[] gradient = new float[2 * lanes];
        kernel.backward(drives, signal, 0, 0, 1, gradient, 0);
        Qlif qlif = config;
        double theta = qlif.angle().of(0.4f);
        double damping = 1 / (1 + Math.pow(Math.PI * Qlif.population(theta), 2));
        assertEquals(0, drives.drive[drives.cell(0, 0) + lanes]);
        assertEquals(Math.sin(theta) / 2 * qlif.angle().slope(0.4f), gradient[0], 1e-5);
        assertEquals(damping * Math.sin(theta) / 2 * Math.PI, gradient[lanes], 1e-5);
    }

    /** Drives of exactly 0, of either sign, and so near to it that nothing turns. */
    @ParameterizedTest
    @MethodSource("configs")
    void vectorKernel_hasTheBitsOfTheScalarOne_forDrivesOfNothing(Qlif config) {
        int width = Vectors.LANES;
        float[] values = {0.4f, 0, -0f, 1e-30f, -1e-30f, 0.3f, 4};
        QlifKernel scalar = new ScalarQlifKernel(config);
        QlifKernel vector = new VectorQlifKernel(config);
        for (int steps : new int[] {1, 20}) {
            float[] inputs = new float[2 * steps * width];
            for (int i = 0; i < inputs.length; i++) inputs[i] = values[i * 5 % 7];
            float[][] gradients = new float[2][steps * width];
            Signal[] signals = new Signal[2];
            Drives[] drives = new Drives[2];
            for (int k = 0; k < 2; k++) {
                QlifKernel kernel = k == 0 ? scalar : vector;
                signals[k] = signal(1, 1, steps, width, true);
                drives[k] = new Drives(context(1, 1, steps, width, false));
                java.util.Arrays.fill(signals[k].byMembrane, 0.5f);
                java.util.Arrays.fill(gradients[k], 1);
                kernel.drive(inputs, 0, drives[k], 0, 0);
                kernel.forward(drives[k], signals[k], 0, 0);
                kernel.backward(drives[k], signals[k], 0, 0, Integer.MAX_VALUE, gradients[k], 0);
            }
            assertArrayEquals(drives[0].drive, drives[1].drive);
            assertArrayEquals(signals[0].membrane, signals[1].membrane);
            for (int i = 0; i < gradients[0].length; i++)
                assertEquals(gradients[0][i] + 0f, gradients[1][i] + 0f, "gradient " + i);
        }
    }

    @Test
    void surrogates_areThoseOfTheDefinition() {
        Qlif d = Qlif.DEFAULT;
        for (Surrogate kind : Surrogate.values()) {
            Qlif config = new Qlif(d.leak(), d.reset(), 0.75, 60, 200, d.angle(), kind, 2);
            FloatSurrogate surrogate = config.floatSurrogate();
            for (float excited = 0; excited <= 1; excited += 0.125f)
                assertEquals(
                        config.surrogate(excited * excited),
                        surrogate.at(excited * excited),
                        1e-6,
                        kind + " at " + excited);
        }
    }

    @Test
    void poles_haveNoNaN() {
        for (Leak leak : Leak.values()) {
            Qlif config =
                    new Qlif(
                            leak,
                            Reset.GROUND,
                            0.999,
                            60,
                            200,
                            Angle.WRAPPED,
                            Surrogate.CENTRED,
                            1);
            float[] extremes = {
                0,
                -0f,
                1,
                1e-30f,
                -1,
                0.5f,
                1e9f,
                -1e9f,
                2,
                3,
                1 - 1e-7f,
                Float.MIN_VALUE,
                0,
                0,
                0,
                0
            };
            float[] inputs = new float[2 * STEPS * 16];
            for (int i = 0; i < inputs.length; i++) inputs[i] = extremes[(i * 7 + i / 16) % 16];
            Signal signal = signal(1, 1, STEPS, 16, true);
            Drives drives = new Drives(context(1, 1, STEPS, 16, false));
            QlifKernel kernel = new ScalarQlifKernel(config);
            kernel.drive(inputs, 0, drives, 0, 0);
            kernel.forward(drives, signal, 0, 0);
            float[] gradient = new float[STEPS * 16];
            java.util.Arrays.fill(gradient, 1);
            kernel.backward(drives, signal, 0, 0, Integer.MAX_VALUE, gradient, 0);
            for (float g : gradient) assertTrue(Float.isFinite(g));
            for (float alpha : signal.membrane)
                assertTrue(alpha >= 0 && alpha <= 1 + 1e-6, "population " + alpha);
        }
    }

    /** Forward and backward of one panel of four; 40 steps take two words of spikes. */
    private static final class Run {
        final Signal signal;
        final Drives drives;
        final float[] gradient;
        final float[] split;

        Run(QlifKernel kernel, int width, boolean constant, int window) {
            int steps = constant ? STEPS : 40;
            signal = signal(2, 2, steps, width, !constant);
            drives = new Drives(context(2, 2, steps, width, constant));
            split = new float[2 * drives.rows * width];
            gradient = new float[steps * width];
            SplittableRandom random = new SplittableRandom(7);
            for (int i = 0; i < gradient.length; i++)
                gradient[i] = (float) random.nextDouble(-1, 1);
            for (int i = 0; i < signal.byMembrane.length; i++)
                signal.byMembrane[i] = (float) random.nextDouble(-1, 1);
            kernel.drive(inputs(drives.rows, width), 0, drives, 1, 1);
            kernel.forward(drives, signal, 1, 1);
            kernel.backward(drives, signal, 1, 1, window, gradient, 0);
            kernel.split(drives, 1, 1, gradient, 0, split, 0);
        }
    }

    private static float[] inputs(int steps, int width) {
        SplittableRandom random = new SplittableRandom(steps);
        float[] inputs = new float[2 * steps * width];
        for (int i = 0; i < inputs.length; i++) {
            boolean q = i / width % 2 == 0;
            inputs[i] = (float) (q ? random.nextDouble(-1, 2.5) : random.nextDouble(-0.3, 0.3));
        }
        return inputs;
    }

    private static void assertSame(Run expected, Run actual) {
        assertArrayEquals(expected.drives.drive, actual.drives.drive);
        assertArrayEquals(expected.signal.membrane, actual.signal.membrane);
        assertArrayEquals(expected.signal.spikes, actual.signal.spikes);
        int cells = expected.drives.constant() ? expected.signal.width : expected.gradient.length;
        for (int i = 0; i < cells; i++) {
            // + 0f makes one zero of the two: the twins skip different products with 0
            assertEquals(expected.gradient[i] + 0f, actual.gradient[i] + 0f, "gradient " + i);
        }
        for (int i = 0; i < expected.split.length; i++)
            assertEquals(expected.split[i] + 0f, actual.split[i] + 0f, "split " + i);
    }

    private static Signal signal(int samples, int panels, int steps, int width, boolean readout) {
        return new Signal(Shape.flat(true, false, panels * width, steps), samples, width, readout);
    }

    private static KernelContext context(
            int samples, int panels, int steps, int width, boolean constant) {
        Draws draws = new Draws(samples);
        return new KernelContext(
                samples, panels, width, steps, constant, 1, false, false, 0, draws);
    }
}

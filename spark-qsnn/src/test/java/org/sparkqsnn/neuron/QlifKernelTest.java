package org.sparkqsnn.neuron;

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
import org.sparkqsnn.run.config.NeuronConfig;
import org.sparkqsnn.run.config.NeuronConfig.Angle;
import org.sparkqsnn.run.config.NeuronConfig.Leak;
import org.sparkqsnn.run.config.NeuronConfig.Reset;
import org.sparkqsnn.run.config.NeuronConfig.Surrogate;

class QlifKernelTest {
    private static final int STEPS = 9;

    static Stream<NeuronConfig> configs() {
        Stream.Builder<NeuronConfig> all = Stream.builder();
        for (Leak leak : Leak.values())
            for (Reset reset : Reset.values())
                for (Angle angle : Angle.values())
                    for (Surrogate s : Surrogate.values())
                        all.add(new NeuronConfig(leak, reset, 0.75, 60, 200, angle, s, 1.5));
        return all.build();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void vectorKernel_hasTheBitsOfTheScalarOne(NeuronConfig config) {
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
    void kernel_isCloseToTheDefinition(NeuronConfig config) {
        Qlif qlif = new Qlif(config);
        float[] inputs = inputs(STEPS, 16);
        Trace trace = new Trace(1, 1, STEPS, 16, false, true, true);
        QlifKernel kernel = new ScalarQlifKernel(config);
        kernel.drive(inputs, 0, trace, 0, 0);
        kernel.forward(trace, 0, 0);
        for (int j = 0; j < 16; j++) {
            double phi = 0;
            for (int t = 0; t < STEPS; t++) {
                phi = qlif.step(phi, inputs[2 * t * 16 + j], inputs[(2 * t + 1) * 16 + j]);
                assertEquals(
                        Qlif.population(phi),
                        trace.population[trace.cell(0, 0) + t * 16 + j],
                        5e-6,
                        "step " + t + " neuron " + j);
            }
        }
    }

    /** Rows of the released code, run unmodified; its populations and gradients by θ and τ. */
    @Test
    void releasedKernel_repeatsTheReleasedCode() {
        for (JsonNode row : QlifVectors.ALL.get("authors_released_code_step").get("rows")) {
            NeuronConfig config = QlifVectors.neuron("rotation", Reset.REFRACTORY, "centred");
            QlifKernel kernel = new ReleasedQlifKernel(config);
            int lanes = Vectors.LANES;
            Trace trace = new Trace(1, 1, 2, lanes, false, true, true);
            double mem = row.get("mem").asDouble();
            boolean x = row.get("x").asInt() == 1;
            float[] inputs = new float[4 * lanes];
            inputs[0] = (float) (Qlif.angle(mem) / Math.PI);
            inputs[2 * lanes] = x ? (float) (row.get("theta").asDouble() / Math.PI) : -1;
            inputs[3 * lanes] = (float) (row.get("tau").asDouble() / 200);
            kernel.drive(inputs, 0, trace, 0, 0);
            kernel.forward(trace, 0, 0);
            trace.populationGradient[trace.cell(0, 0) + lanes] = 1;
            float[] gradient = new float[2 * lanes];
            kernel.backward(trace, 0, 0, 1, gradient, 0);
            if (mem != 0.75) { // at the threshold itself float decides either way
                assertEquals(
                        row.get("mem_next").asDouble(),
                        trace.population[trace.cell(0, 0) + lanes],
                        1e-6);
                assertEquals(row.get("spike").asDouble(), trace.fired(0, 0, 1));
            }
            double byDrive =
                    row.get(x ? "grad_theta" : "grad_tau").asDouble() * (x ? Math.PI : 200);
            assertEquals(byDrive, gradient[lanes], 1e-4 * Math.abs(byDrive) + 1e-6, row.toString());
        }
    }

    /** By hand: the second step begins at θ and does not turn, for its drive is next to nothing. */
    @Test
    void releasedKernel_knowsBoundedAngles() {
        NeuronConfig config =
                new NeuronConfig(
                        Leak.ROTATION,
                        Reset.REFRACTORY,
                        0.75,
                        60,
                        200,
                        Angle.BOUNDED,
                        Surrogate.CENTRED,
                        1);
        int lanes = Vectors.LANES;
        Trace trace = new Trace(1, 1, 2, lanes, false, true, true);
        float[] inputs = new float[4 * lanes];
        inputs[0] = 0.4f;
        inputs[2 * lanes] = 1e-30f;
        QlifKernel kernel = new ReleasedQlifKernel(config);
        kernel.drive(inputs, 0, trace, 0, 0);
        kernel.forward(trace, 0, 0);
        java.util.Arrays.fill(trace.populationGradient, 1);
        float[] gradient = new float[2 * lanes];
        kernel.backward(trace, 0, 0, 1, gradient, 0);
        Qlif qlif = new Qlif(config);
        double theta = qlif.rotation(0.4f);
        double damping = 1 / (1 + Math.pow(Math.PI * Qlif.population(theta), 2));
        assertEquals(0, trace.drive[trace.cell(0, 0) + lanes]);
        assertEquals(Math.sin(theta) / 2 * qlif.rotationSlope(0.4f), gradient[0], 1e-5);
        assertEquals(damping * Math.sin(theta) / 2 * Math.PI, gradient[lanes], 1e-5);
    }

    /** Drives of exactly 0, of either sign, and so near to it that nothing turns. */
    @ParameterizedTest
    @MethodSource("configs")
    void vectorKernel_hasTheBitsOfTheScalarOne_forDrivesOfNothing(NeuronConfig config) {
        int width = Vectors.LANES;
        float[] values = {0.4f, 0, -0f, 1e-30f, -1e-30f, 0.3f, 4};
        QlifKernel scalar = new ScalarQlifKernel(config);
        QlifKernel vector = new VectorQlifKernel(config);
        for (int steps : new int[] {1, 20}) {
            float[] inputs = new float[2 * steps * width];
            for (int i = 0; i < inputs.length; i++) inputs[i] = values[i * 5 % 7];
            float[][] gradients = new float[2][steps * width];
            Trace[] traces = new Trace[2];
            for (int k = 0; k < 2; k++) {
                QlifKernel kernel = k == 0 ? scalar : vector;
                traces[k] = new Trace(1, 1, steps, width, false, false, true);
                java.util.Arrays.fill(traces[k].populationGradient, 0.5f);
                java.util.Arrays.fill(gradients[k], 1);
                kernel.drive(inputs, 0, traces[k], 0, 0);
                kernel.forward(traces[k], 0, 0);
                kernel.backward(traces[k], 0, 0, Integer.MAX_VALUE, gradients[k], 0);
            }
            assertArrayEquals(traces[0].drive, traces[1].drive);
            assertArrayEquals(traces[0].population, traces[1].population);
            for (int i = 0; i < gradients[0].length; i++)
                assertEquals(gradients[0][i] + 0f, gradients[1][i] + 0f, "gradient " + i);
        }
    }

    @Test
    void surrogates_areThoseOfTheDefinition() {
        NeuronConfig d = NeuronConfig.DEFAULT;
        for (Surrogate kind : Surrogate.values()) {
            NeuronConfig config =
                    new NeuronConfig(d.leak(), d.reset(), 0.75, 60, 200, d.angle(), kind, 2);
            Qlif qlif = new Qlif(config);
            Surrogates surrogates = new Surrogates(config);
            for (float excited = 0; excited <= 1; excited += 0.125f)
                assertEquals(
                        3 * qlif.surrogate(excited * excited) + 0.5,
                        surrogates.toPopulationGradient(excited, 3, 0.5f),
                        1e-6,
                        kind + " at " + excited);
        }
    }

    @Test
    void poles_haveNoNaN() {
        for (Leak leak : Leak.values()) {
            NeuronConfig config =
                    new NeuronConfig(
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
            Trace trace = new Trace(1, 1, STEPS, 16, false, true, true);
            QlifKernel kernel = new ScalarQlifKernel(config);
            kernel.drive(inputs, 0, trace, 0, 0);
            kernel.forward(trace, 0, 0);
            float[] gradient = new float[STEPS * 16];
            java.util.Arrays.fill(gradient, 1);
            kernel.backward(trace, 0, 0, Integer.MAX_VALUE, gradient, 0);
            for (float g : gradient) assertTrue(Float.isFinite(g));
            for (float alpha : trace.population)
                assertTrue(alpha >= 0 && alpha <= 1 + 1e-6, "population " + alpha);
        }
    }

    /** Forward and backward of one panel of four; 40 steps take two words of spikes. */
    private static final class Run {
        final Trace trace;
        final float[] gradient;

        Run(QlifKernel kernel, int width, boolean constant, int window) {
            int steps = constant ? STEPS : 40;
            trace = new Trace(2, 2, steps, width, constant, false, !constant);
            gradient = new float[steps * width];
            SplittableRandom random = new SplittableRandom(7);
            for (int i = 0; i < gradient.length; i++)
                gradient[i] = (float) random.nextDouble(-1, 1);
            for (int i = 0; i < trace.populationGradient.length; i++)
                trace.populationGradient[i] = (float) random.nextDouble(-1, 1);
            kernel.drive(inputs(trace.driveSteps, width), 0, trace, 1, 1);
            kernel.forward(trace, 1, 1);
            kernel.backward(trace, 1, 1, window, gradient, 0);
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
        assertArrayEquals(expected.trace.drive, actual.trace.drive);
        assertArrayEquals(expected.trace.population, actual.trace.population);
        assertArrayEquals(expected.trace.spikes, actual.trace.spikes);
        int cells =
                expected.trace.constantDrive() ? expected.trace.width : expected.gradient.length;
        for (int i = 0; i < cells; i++) {
            // + 0f makes one zero of the two: the twins skip different products with 0
            assertEquals(expected.gradient[i] + 0f, actual.gradient[i] + 0f, "gradient " + i);
        }
    }
}

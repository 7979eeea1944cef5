package org.sparkqsnn.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.neuron.Trace;

class InputGradientTest {
    private static final int SAMPLES = 2;
    private static final int STEPS = 3;

    /**
     * Against {@code Σ_k Wθ[i][k] dL/dq_k + Wτ[i][k] dL/dp_k}. The weights of the last two fill
     * more than the 4 MB that any array on cache lines has.
     */
    @ParameterizedTest
    @CsvSource({"1,1", "3,130", "130,3", "70,131", "640,832", "650,850"})
    void gradient_isItsDefinition(int inputs, int outputs) {
        SplittableRandom random = new SplittableRandom(5);
        DenseShape shape = new DenseShape(inputs, outputs, 0);
        Panels panels = Panels.of(outputs);
        Panels lower = Panels.of(inputs);
        Trace below = trace(lower);
        Trace trace = trace(panels);
        float[] flat = new float[shape.end()];
        for (int i = 0; i < flat.length; i++) flat[i] = (float) random.nextDouble(-1, 1);
        for (int i = 0; i < trace.gradient.length; i++) {
            trace.gradient[i] = random.nextInt(3) == 0 ? 0 : (float) random.nextDouble(-1, 1);
            trace.drive[i] = random.nextInt(4) == 0 ? 0 : (float) random.nextDouble(-1, 3);
        }
        PanelLayout layout = new PanelLayout(shape, panels);
        float[] kernel = new float[5 + layout.size()];
        layout.toKernel(flat, 0, kernel, 5);
        InputGradient gradient = new InputGradient(shape, panels, below);
        gradient.transpose(kernel, 5);
        gradient.collect(trace, SAMPLES);
        float[] actual = new float[1 + STEPS * lower.width()];
        for (int s = 0; s < SAMPLES; s++) {
            for (int panel = 0; panel < lower.count(); panel++) {
                gradient.read(s, panel, actual, 1);
                int first = panel * lower.width();
                for (int j = 0; j < Math.min(lower.width(), inputs - first); j++)
                    for (int t = 0; t < STEPS; t++)
                        assertEquals(
                                definition(shape, flat, trace, s, t, first + j),
                                actual[1 + t * lower.width() + j],
                                1e-5 * outputs,
                                "input " + (first + j) + " of sample " + s + " at step " + t);
            }
        }
    }

    private static Trace trace(Panels panels) {
        return new Trace(SAMPLES, panels.count(), STEPS, panels.width(), false, true, false);
    }

    private static double definition(
            DenseShape shape, float[] flat, Trace trace, int sample, int t, int input) {
        double sum = 0;
        for (int k = 0; k < shape.outputs(); k++) {
            int cell = trace.cell(sample, k / trace.width) + t * trace.width + k % trace.width;
            int plane = trace.drive[cell] >= 0 ? shape.thetaPlane() : shape.tauPlane();
            sum += (double) flat[plane + input * shape.outputs() + k] * trace.gradient[cell];
        }
        return sum;
    }
}

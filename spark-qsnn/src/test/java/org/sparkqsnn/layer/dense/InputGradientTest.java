package org.sparkqsnn.layer.dense;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.layer.Panels;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.Signal;

class InputGradientTest {
    private static final int SAMPLES = 2;
    private static final int STEPS = 3;

    /**
     * Against {@code Σ_k Σ_d W_d[i][k] dL/dx_dk}. The weights of the last two fill more than the 4
     * MB that any array on cache lines has.
     */
    @ParameterizedTest
    @CsvSource({"1,1,2", "3,130,2", "130,3,1", "70,131,2", "70,131,3", "640,832,2", "650,850,2"})
    void gradient_isItsDefinition(int inputs, int outputs, int planes) {
        SplittableRandom random = new SplittableRandom(5);
        DensePlanes shape = new DensePlanes(inputs, outputs, planes);
        Panels panels = shape.panels();
        int width = Panels.of(inputs, 2).width();
        Signal below = new Signal(Shape.flat(true, false, inputs, STEPS), SAMPLES, width, false);
        float[] flat = new float[shape.size()];
        for (int i = 0; i < flat.length; i++) flat[i] = (float) random.nextDouble(-1, 1);
        PanelLayout layout = new PanelLayout(shape, panels);
        float[] kernel = new float[5 + layout.size()];
        layout.toKernel(flat, 0, kernel, 5);
        InputGradient gradient = new InputGradient(shape, panels, below);
        gradient.transpose(kernel, 5);
        double[][] byX = new double[SAMPLES * STEPS][planes * outputs];
        for (int again = 0; again < 2; again++) {
            collect(gradient, shape, panels, byX, random);
        }
        float[] actual = new float[1 + STEPS * width];
        for (int s = 0; s < SAMPLES; s++) {
            for (int panel = 0; panel < below.panels; panel++) {
                gradient.read(s, panel, actual, 1);
                int first = panel * width;
                for (int j = 0; j < Math.min(width, inputs - first); j++)
                    for (int t = 0; t < STEPS; t++)
                        assertEquals(
                                definition(shape, flat, byX[s * STEPS + t], first + j),
                                actual[1 + t * width + j],
                                1e-5 * outputs,
                                "input " + (first + j) + " of sample " + s + " at step " + t);
            }
        }
    }

    /** Gradients by weighted inputs, a third of them 0, panel by panel as a layer hands them on. */
    private static void collect(
            InputGradient gradient,
            DensePlanes shape,
            Panels panels,
            double[][] byX,
            SplittableRandom random) {
        int planes = shape.planes();
        int width = panels.width();
        float[] x = new float[2 + STEPS * planes * width];
        for (int panel = 0; panel < panels.count(); panel++) {
            for (int s = 0; s < SAMPLES; s++) {
                for (int i = 2; i < x.length; i++)
                    x[i] = random.nextInt(3) == 0 ? 0 : (float) random.nextDouble(-1, 1);
                gradient.collect(s, panel, x, 2);
                for (int t = 0; t < STEPS; t++)
                    for (int d = 0; d < planes; d++)
                        for (int j = 0; j < panels.lanes(panel, shape.outputs()); j++)
                            byX[s * STEPS + t][d * shape.outputs() + panel * width + j] =
                                    x[2 + (t * planes + d) * width + j];
            }
        }
    }

    private static double definition(DensePlanes shape, float[] flat, double[] byX, int input) {
        double sum = 0;
        for (int d = 0; d < shape.planes(); d++)
            for (int k = 0; k < shape.outputs(); k++)
                sum += flat[shape.row(d, input) + k] * byX[d * shape.outputs() + k];
        return sum;
    }
}

package org.sparkqsnn.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every neuron must keep to. To test a neuron of one's own, write a class that extends this
 * one and says which neurons to test.
 */
public abstract class NeuronContractTest {
    private static final double STEP = 1e-6;
    private static final int STEPS = 20;
    private static final int WIDTH = 64;
    private static final int SAMPLES = 2;
    private static final int PANELS = 2;

    /** The neurons, in all their modes. */
    protected abstract List<Neuron> neurons();

    /** Makes a state that the neuron may be in; the default is in [0, 1). */
    protected void drawState(Neuron neuron, double[] state, SplittableRandom random) {
        for (int i = 0; i < state.length; i++) state[i] = random.nextDouble();
    }

    /** Makes weighted inputs; the default is in [-0.8, 1.2). */
    protected void drawInputs(double[] x, SplittableRandom random) {
        for (int i = 0; i < x.length; i++) x[i] = random.nextDouble(-0.8, 1.2);
    }

    /**
     * The derivatives of {@code a membrane + Σ b_i next_i} are {@code backward}'s, the spike held.
     * Where the slope differs from left to right there is a kink, and none is asked for.
     */
    @Test
    void backward_isTheDerivative() {
        SplittableRandom random = new SplittableRandom(1);
        for (Neuron neuron : neurons()) {
            int kinks = 0;
            for (int draw = 0; draw < 500; draw++) {
                Cell cell = new Cell(neuron);
                drawState(neuron, cell.state, random);
                drawInputs(cell.x, random);
                for (int i = 0; i < cell.own.length; i++)
                    cell.own[i] = neuron.initialOwn(i) + random.nextDouble(-1, 1);
                run(neuron, cell, random.nextDouble());
                cell.byMembrane = random.nextDouble(-1, 1);
                for (int i = 0; i < cell.byNext.length; i++)
                    cell.byNext[i] = random.nextDouble(-1, 1);
                neuron.backward(cell);
                double[][] by = {cell.byState.clone(), cell.byX.clone(), cell.byOwn.clone()};
                double[][] of = {cell.state, cell.x, cell.own};
                for (int part = 0; part < of.length; part++)
                    for (int i = 0; i < of[part].length; i++)
                        kinks += compare(neuron, cell, of[part], i, by[part][i]);
            }
            assertTrue(kinks < 100, neuron + " has " + kinks + " kinks: the test does not test");
        }
    }

    /** Returns 1 at a kink, 0 where the derivative was compared. */
    private static int compare(Neuron neuron, Cell cell, double[] of, int i, double expected) {
        double at = of[i];
        boolean fired = cell.fired;
        double here = value(neuron, cell, fired);
        of[i] = at + STEP;
        double right = (value(neuron, cell, fired) - here) / STEP;
        of[i] = at - STEP;
        double left = (here - value(neuron, cell, fired)) / STEP;
        of[i] = at;
        double slope = (left + right) / 2;
        double scale = Math.max(1, Math.abs(slope));
        if (Math.abs(left - right) > 1e-3 * scale) return 1;
        assertEquals(slope, expected, 1e-6 * scale, neuron + " at " + Arrays.toString(cell.x));
        return 0;
    }

    private static double value(Neuron neuron, Cell cell, boolean fired) {
        neuron.charge(cell);
        cell.fired = fired;
        neuron.reset(cell);
        double value = cell.byMembrane * cell.membrane;
        for (int i = 0; i < cell.next.length; i++) value += cell.byNext[i] * cell.next[i];
        return value;
    }

    /** What the neuron says of itself is what a layer takes. */
    @Test
    void neuron_keepsToTheRules() {
        for (Neuron neuron : neurons()) NeuronRules.require(neuron);
    }

    /** Without input nothing fires, and the state stays what it was at the beginning. */
    @Test
    void neuronAtRest_isSilent() {
        for (Neuron neuron : neurons()) {
            Cell cell = new Cell(neuron);
            for (int i = 0; i < cell.own.length; i++) cell.own[i] = neuron.initialOwn(i);
            for (int t = 0; t < 5; t++) {
                run(neuron, cell, 0.999);
                assertFalse(cell.fired, neuron + " fires at rest");
                assertEquals(0, cell.membrane, neuron + " has a membrane at rest");
                for (double next : cell.next) assertEquals(0, next, neuron + " leaves its rest");
            }
        }
    }

    /** The kernel in single precision does what the definition does. */
    @Test
    void kernel_isTheDefinition() {
        for (Neuron neuron : neurons())
            for (boolean constant : new boolean[] {false, true})
                for (int window : new int[] {1, 3, Integer.MAX_VALUE})
                    for (boolean readout : new boolean[] {false, true})
                        compare(neuron, constant, window, readout);
    }

    private void compare(Neuron neuron, boolean constant, int window, boolean readout) {
        Draws draws = new Draws(SAMPLES);
        KernelContext context =
                new KernelContext(
                        SAMPLES, PANELS, WIDTH, STEPS, constant, window, readout, false, 0, draws);
        Run expected = new Run(neuron, new DefinitionKernel(neuron, context), context);
        Run actual = new Run(neuron, neuron.kernel(context), context);
        int apart = 0;
        for (int lane = 0; lane < WIDTH; lane++) {
            if (!sameSpikes(expected, actual, lane)) {
                apart++;
                continue;
            }
            assertClose(neuron, "own", expected.byOwn, actual.byOwn, lane, neuron.own());
            for (int row = 0; row < expected.byX.length / WIDTH; row++) {
                double e = expected.byX[row * WIDTH + lane];
                double a = actual.byX[row * WIDTH + lane];
                assertEquals(e, a, 1e-3 * (1 + Math.abs(e)), neuron + " row " + row);
            }
        }
        assertTrue(apart <= 3, neuron + ": " + apart + " of 64 neurons fire at other steps");
    }

    /** Whether a neuron fires at the same steps; where not, the first time it is a near miss. */
    private static boolean sameSpikes(Run expected, Run actual, int lane) {
        for (int t = 0; t < expected.out.steps; t++) {
            double e = expected.out.output(1, WIDTH + lane, t);
            double a = actual.out.output(1, WIDTH + lane, t);
            if (expected.out.shape.spikes() && e != a) return false;
            assertEquals(e, a, 1e-4 * (1 + Math.abs(e)), "step " + t);
            if (expected.out.membrane.length == 0) continue;
            int at = expected.out.cell(1, 1) + t * WIDTH + lane;
            double m = expected.out.membrane[at];
            assertEquals(m, actual.out.membrane[at], 1e-4 * (1 + Math.abs(m)), "step " + t);
        }
        return true;
    }

    private static void assertClose(
            Neuron neuron, String what, float[] expected, float[] actual, int lane, int each) {
        for (int i = lane * each; i < (lane + 1) * each; i++) {
            double e = expected[i];
            assertEquals(e, actual[i], 1e-3 * (1 + Math.abs(e)), neuron + " " + what);
        }
    }

    private static void run(Neuron neuron, Cell cell, double u) {
        neuron.charge(cell);
        cell.fired = false;
        if (neuron.spikes()) neuron.fire(cell, u);
        neuron.reset(cell);
    }

    /** Forward and backward of the last panel of the last sample. */
    private final class Run {
        final Signal out;
        final float[] byX;
        final float[] byOwn;

        Run(Neuron neuron, NeuronKernel kernel, KernelContext context) {
            SplittableRandom random = new SplittableRandom(7);
            boolean flat = context.constant() && !neuron.spikes() && neuron.states() == 0;
            int inputs = context.constant() ? neuron.constantInputs() : neuron.inputs();
            Shape shape = Shape.flat(neuron.spikes(), flat, PANELS * WIDTH, STEPS);
            out = new Signal(shape, SAMPLES, WIDTH, context.readout());
            float[] x = new float[context.rows() * inputs * WIDTH];
            double[] drawn = new double[neuron.inputs()];
            for (int row = 0; row < context.rows(); row++)
                for (int lane = 0; lane < WIDTH; lane++) {
                    drawInputs(drawn, random);
                    for (int i = 0; i < inputs; i++)
                        x[(row * inputs + i) * WIDTH + lane] = (float) drawn[i];
                }
            float[] own = new float[neuron.own() * WIDTH];
            for (int i = 0; i < own.length; i++)
                own[i] = (float) (neuron.initialOwn(0) + random.nextDouble(-1, 1));
            float[] byOut = new float[out.steps * WIDTH];
            for (int i = 0; i < byOut.length; i++) byOut[i] = (float) random.nextDouble(-1, 1);
            for (int i = 0; i < out.byMembrane.length; i++)
                out.byMembrane[i] = (float) random.nextDouble(-1, 1);
            byX = new float[x.length];
            byOwn = new float[own.length];
            kernel.forward(x, 0, own, 0, out, 1, 1);
            kernel.backward(out, 1, 1, byOut, 0, own, 0, byX, 0, byOwn, 0);
        }
    }
}

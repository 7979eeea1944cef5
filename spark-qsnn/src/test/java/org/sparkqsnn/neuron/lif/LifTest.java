package org.sparkqsnn.neuron.lif;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.math.Vectors;
import org.sparkqsnn.neuron.Cell;
import org.sparkqsnn.neuron.Draws;
import org.sparkqsnn.neuron.KernelContext;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.NeuronContractTest;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.Signal;
import org.sparkqsnn.neuron.Surrogate;

class LifTest extends NeuronContractTest {
    @Override
    protected List<Neuron> neurons() {
        List<Neuron> all = new ArrayList<>();
        for (Reset reset : Reset.values())
            for (Surrogate s : Surrogate.values())
                for (boolean trained : new boolean[] {false, true})
                    all.add(new Lif(0.9, trained, 0.8, reset, s, 2));
        return all;
    }

    /**
     * The LIF of the NIR project's reference, {@code v += 0.04 (x - v)} with a spike at v > 0.1 and
     * v = 0 after it: 0.04 x is its weighted input. Constant x = 1 reaches 0.04, 0.0784, 0.115264.
     */
    @Test
    void nirReference_isOne() {
        Lif lif = new Lif(0.96, false, 0.1, Reset.ZERO, Surrogate.CENTRED, 1);
        double[] expected = {0.04, 0.0784, 0.115264, 0.04, 0.0784, 0.115264};
        Cell cell = new Cell(lif);
        for (int t = 0; t < expected.length; t++) {
            cell.x[0] = 0.04;
            step(lif, cell);
            assertEquals(expected[t], cell.membrane, 1e-12);
            assertEquals(t % 3 == 2, cell.fired);
        }
    }

    /** Eq. 3-4: β 0.5, threshold 1, x = 0.75: m is 0.75, 1.125, 0.8125, 1.15625. */
    @Test
    void subtraction_leavesTheRest() {
        Lif lif = new Lif(0.5, false, 1, Reset.SUBTRACT, Surrogate.CENTRED, 1);
        double[] expected = {0.75, 1.125, 0.8125, 1.15625, 0.828125};
        Cell cell = new Cell(lif);
        for (double m : expected) {
            cell.x[0] = 0.75;
            step(lif, cell);
            assertEquals(m, cell.membrane, 0);
            assertEquals(m > 1, cell.fired);
        }
    }

    @Test
    void trainedBeta_beginsWhereItWasPut() {
        assertEquals(
                0.9,
                Betas.of(new Lif(0.9, true, 1, Reset.ZERO, Surrogate.PAPER, 1).initialOwn(0)),
                1e-15);
    }

    @Test
    void vectorKernel_hasTheBitsOfTheScalarOne() {
        assertTrue(Vectors.AVAILABLE, "tests must run with the vector module");
        for (Neuron neuron : neurons())
            for (boolean constant : new boolean[] {false, true})
                for (int window : new int[] {1, 4, Integer.MAX_VALUE}) {
                    Lif lif = (Lif) neuron;
                    int width = 2 * Vectors.LANES;
                    KernelContext context =
                            new KernelContext(
                                    2,
                                    2,
                                    width,
                                    70,
                                    constant,
                                    window,
                                    !constant,
                                    false,
                                    0,
                                    new Draws(2));
                    Run expected = new Run(new ScalarLifKernel(lif, context), context, lif.own());
                    Run actual = new Run(new VectorLifKernel(lif, context), context, lif.own());
                    assertArrayEquals(expected.out.spikes, actual.out.spikes);
                    assertArrayEquals(expected.out.membrane, actual.out.membrane);
                    assertArrayEquals(expected.byX, actual.byX);
                    assertArrayEquals(expected.byOwn, actual.byOwn);
                }
    }

    @Test
    void badParameters_areRefused() {
        assertRefused("neuron.beta must be in [0, 1]", () -> lif(1.1, false, 1, 1));
        assertRefused("neuron.beta must be in [0, 1]", () -> lif(Double.NaN, false, 1, 1));
        assertRefused("neuron.beta must be in (0.0, 1.0)", () -> lif(1, true, 1, 1));
        assertRefused("neuron.threshold must be > 0", () -> lif(0.9, false, 0, 1));
        assertRefused("neuron.surrogateSlope must be > 0", () -> lif(0.9, false, 1, 0));
    }

    private static Lif lif(double beta, boolean trained, double threshold, double slope) {
        return new Lif(beta, trained, threshold, Reset.ZERO, Surrogate.CENTRED, slope);
    }

    private static void assertRefused(String why, Runnable make) {
        BadInput refused = assertThrows(BadInput.class, make::run);
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    static void step(Neuron neuron, Cell cell) {
        neuron.charge(cell);
        neuron.fire(cell, 0);
        neuron.reset(cell);
        System.arraycopy(cell.next, 0, cell.state, 0, cell.next.length);
    }

    /** 70 steps take three words of spikes. */
    private static final class Run {
        final Signal out;
        final float[] byX;
        final float[] byOwn;

        Run(LifKernel kernel, KernelContext context, int own) {
            SplittableRandom random = new SplittableRandom(3);
            int width = context.width();
            out = new Signal(Shape.flat(true, false, 2 * width, 70), 2, width, context.readout());
            float[] x = random(random, context.rows() * width, -0.5, 1);
            float[] byOut = random(random, 70 * width, -1, 1);
            float[] numbers = random(random, own * width, -1, 3);
            for (int i = 0; i < out.byMembrane.length; i++)
                out.byMembrane[i] = (float) random.nextDouble(-1, 1);
            byX = new float[x.length];
            byOwn = new float[numbers.length];
            kernel.forward(x, 0, numbers, 0, out, 1, 1);
            kernel.backward(out, 1, 1, byOut, 0, numbers, 0, byX, 0, byOwn, 0);
        }

        private static float[] random(SplittableRandom random, int n, double from, double to) {
            float[] values = new float[n];
            for (int i = 0; i < n; i++) values[i] = (float) random.nextDouble(from, to);
            return values;
        }
    }
}

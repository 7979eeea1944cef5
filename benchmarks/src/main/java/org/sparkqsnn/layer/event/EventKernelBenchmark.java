package org.sparkqsnn.layer.event;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sparkqsnn.benchmarks.Verify;
import org.sparkqsnn.math.CacheLines;
import org.sparkqsnn.math.Vectors;

/**
 * The event products of one sample's panel at 25 steps: 784 rows of 128 floats. The scalar kernel
 * is the baseline. A density is the share of inputs that fire, at random and mostly at less than
 * half of the steps: 0.03 is what is left of MNIST's events, 0.13 of Fashion-MNIST's.
 *
 * <pre>benchmarks/run org.openjdk.jmh.Main EventKernelBenchmark</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EventKernelBenchmark {
    private static final int INPUTS = 784;
    private static final int STEPS = 25;
    private static final int WIDTH = 4 * Vectors.LANES;
    private static final int ROW = 2 * WIDTH;
    private static final int FIRST = CacheLines.FIRST;

    /** Rows of {@link #combine} that have a gradient, of those of a layer of ten. */
    private static final int COMBINED = 10;

    @Param({"scalar", "vector"})
    public String kernel;

    /** Events by input and step. */
    @Param({"0.03", "0.13"})
    public double density;

    private EventKernel products;
    private EventKernel combined;
    private int[] events;
    private float[] weights;
    private float[] learned;
    private float[] steps;
    private float[] gradient;
    private int[] rows;
    private float[] scales;

    /** Fails unless the kernel has the scalar kernel's sums. */
    @Setup
    public void setUp() {
        events = events(density);
        rows = new SplittableRandom(2).ints(COMBINED, 0, 2 * COMBINED).sorted().toArray();
        gradient = Verify.uniform(STEPS * WIDTH, 0.01);
        scales = Arrays.copyOfRange(Verify.uniform(COMBINED, 1), FIRST, FIRST + COMBINED);
        float[] expected = results(ScalarEventKernel::new);
        if (kernel.equals("vector")) Verify.same(expected, results(VectorEventKernel::new));
    }

    /** Weight rows to steps. */
    @Benchmark
    public float[] weigh() {
        products.weigh(events, 0, events.length, 1, weights, FIRST, steps, FIRST);
        return steps;
    }

    /** Rows of steps to weight rows. */
    @Benchmark
    public float[] learn() {
        products.learn(events, 0, events.length, 1, learned, FIRST, steps, FIRST);
        return learned;
    }

    /** Transposed rows of ten neurons to a row of gradients, once for each step. */
    @Benchmark
    public float[] combine() {
        Arrays.fill(gradient, FIRST, FIRST + STEPS * WIDTH, 0);
        for (int t = 0; t < STEPS; t++) {
            int to = FIRST + t * WIDTH;
            combined.combine(weights, FIRST, rows, scales, 0, COMBINED, gradient, to);
        }
        return gradient;
    }

    /** The sum of the rows of all steps. */
    @Benchmark
    public float[] total() {
        products.total(steps, FIRST, STEPS);
        return steps;
    }

    @Benchmark
    public float[] addTotal() {
        products.addTotal(steps, FIRST, STEPS);
        return steps;
    }

    /** All five, one after another, from the same start: the arrays they leave in one. */
    private float[] results(IntFunction<EventKernel> chosen) {
        products = chosen.apply(ROW);
        combined = chosen.apply(WIDTH);
        weights = Verify.uniform((INPUTS + 1) * ROW, 0.04);
        learned = CacheLines.array(weights.length);
        steps = CacheLines.array(FIRST + (STEPS + 1) * ROW);
        weigh();
        addTotal();
        float[] sums = Arrays.copyOfRange(steps, 0, FIRST + STEPS * ROW);
        combine();
        total();
        learn();
        float[] all = Arrays.copyOf(learned, learned.length + sums.length + gradient.length);
        System.arraycopy(sums, 0, all, learned.length, sums.length);
        System.arraycopy(gradient, 0, all, learned.length + sums.length, gradient.length);
        return all;
    }

    /** As {@link SpikeList} lists them: input by input, ascending. */
    private static int[] events(double density) {
        SplittableRandom random = new SplittableRandom(3);
        int[] list = new int[INPUTS * STEPS + 1];
        int count = 0;
        for (int i = 0; i < INPUTS; i++) {
            for (int t = 0; t < STEPS; t++) {
                list[count] = i << 12 | t << 1 | random.nextInt(2);
                count += random.nextDouble() < density ? 1 : 0;
            }
        }
        list[count++] = INPUTS << 12 | STEPS << 1;
        return Arrays.copyOf(list, count);
    }
}

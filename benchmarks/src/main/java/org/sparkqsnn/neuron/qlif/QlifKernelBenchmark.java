package org.sparkqsnn.neuron.qlif;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
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
import org.sparkqsnn.neuron.Draws;
import org.sparkqsnn.neuron.KernelContext;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.Signal;

/**
 * One panel of neurons over the steps of one sample; the scalar kernel is the baseline.
 *
 * <pre>benchmarks/run org.openjdk.jmh.Main QlifKernelBenchmark</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class QlifKernelBenchmark {
    private static final int STEPS = 25;
    private static final int WIDTH = 4 * Vectors.LANES;

    /**
     * So many that their drives are of 4 MB and lie on cache lines, as those of a micro-batch do.
     */
    private static final int SAMPLES = (1 << 20) / (STEPS * 4 * Vectors.LANES) + 1;

    private static final int FIRST = CacheLines.FIRST;

    @Param({"scalar", "vector"})
    public String kernel;

    /** Whether the drive is the same at every step, as with direct input. */
    @Param({"false", "true"})
    public boolean constant;

    private QlifKernel neurons;
    private Drives drives;
    private Signal signal;
    private float[] planes;
    private float[] inputs;
    private float[] bySpike;
    private float[] gradient;

    /** Fails unless the kernel has the scalar kernel's spikes and gradients. */
    @Setup
    public void setUp() {
        // drives of a trained hidden layer: half of the neurons get a spike, delays up to 2 T1
        inputs = Verify.uniform(2 * STEPS * WIDTH, 0.6);
        bySpike = Verify.uniform(STEPS * WIDTH, 0.01);
        gradient = CacheLines.array(FIRST + STEPS * WIDTH);
        use(new ScalarQlifKernel(Qlif.DEFAULT));
        int[] spikes = forward().clone();
        float[] expected = backward().clone();
        if (kernel.equals("vector")) use(new VectorQlifKernel(Qlif.DEFAULT));
        Verify.same(Arrays.hashCode(spikes), Arrays.hashCode(forward()));
        Verify.same(expected, backward());
    }

    /** From weighted inputs to spikes. */
    @Benchmark
    public int[] forward() {
        neurons.drive(inputs, FIRST, drives, 0, 0);
        neurons.forward(drives, signal, 0, 0);
        return signal.spikes;
    }

    /** From gradients by spikes to gradients by weighted inputs, spatial. */
    @Benchmark
    public float[] backward() {
        System.arraycopy(bySpike, FIRST, gradient, FIRST, STEPS * WIDTH);
        neurons.backward(drives, signal, 0, 0, 1, gradient, FIRST);
        return gradient;
    }

    /** From gradients by drive to gradients by plane. */
    @Benchmark
    public float[] split() {
        neurons.split(drives, 0, 0, gradient, FIRST, planes, FIRST);
        return planes;
    }

    private void use(QlifKernel chosen) {
        neurons = chosen;
        KernelContext context =
                new KernelContext(
                        SAMPLES, 1, WIDTH, STEPS, constant, 1, false, false, 0, new Draws(SAMPLES));
        drives = new Drives(context);
        signal = new Signal(Shape.flat(true, false, WIDTH, STEPS), SAMPLES, WIDTH, false);
        planes = CacheLines.array(FIRST + 2 * STEPS * WIDTH);
    }
}

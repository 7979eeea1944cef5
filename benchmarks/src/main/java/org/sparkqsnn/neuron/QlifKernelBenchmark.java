package org.sparkqsnn.neuron;

import java.util.SplittableRandom;
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
import org.sparkqsnn.math.Vectors;
import org.sparkqsnn.run.config.NeuronConfig;

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

    @Param({"scalar", "vector"})
    public String kernel;

    /** Whether the drive is the same at every step, as with direct input. */
    @Param({"false", "true"})
    public boolean constant;

    private QlifKernel neurons;
    private Trace trace;
    private float[] inputs;
    private float[] bySpike;

    @Setup
    public void setUp() {
        NeuronConfig config = NeuronConfig.DEFAULT;
        neurons =
                kernel.equals("vector")
                        ? new VectorQlifKernel(config)
                        : new ScalarQlifKernel(config);
        trace = new Trace(1, 1, STEPS, WIDTH, constant, false);
        // drives of a trained hidden layer: half of the neurons get a spike, delays up to 2 T1
        inputs = uniform(2 * trace.driveSteps * WIDTH, 0.6);
        bySpike = uniform(STEPS * WIDTH, 0.01);
        neurons.drive(inputs, trace, 0, 0);
        neurons.forward(trace, 0, 0);
    }

    /** From weighted inputs to spikes. */
    @Benchmark
    public long[] forward() {
        neurons.drive(inputs, trace, 0, 0);
        neurons.forward(trace, 0, 0);
        return trace.fired;
    }

    /** From gradients by spikes to gradients by weighted inputs, spatial. */
    @Benchmark
    public float[] backward() {
        System.arraycopy(bySpike, 0, trace.gradient, 0, bySpike.length);
        neurons.backward(trace, 0, 0, 1);
        return trace.gradient;
    }

    private static float[] uniform(int size, double spread) {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) values[i] = (float) random.nextDouble(-spread, spread);
        return values;
    }
}

package org.sparkqsnn.math;

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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.sparkqsnn.benchmarks.Verify;

/**
 * The products of 784-1000 with direct input: of a micro-batch of 50, and of an optimiser step of
 * 200 with its copies. The baseline is a plain loop.
 *
 * <pre>benchmarks/run org.openjdk.jmh.Main DenseProductBenchmark</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class DenseProductBenchmark {
    private static final int INPUTS = 784;
    private static final int OUTPUTS = 1000;
    private static final int SAMPLES = 50;

    @Param({"loop", "nd4j"})
    public String kernel;

    private final float[] w = values(INPUTS * OUTPUTS, 0.04);
    private final float[] x = values(SAMPLES * INPUTS, 1);
    private final float[] dq = values(SAMPLES * OUTPUTS, 0.001);
    private final float[] q = new float[SAMPLES * OUTPUTS];
    private final float[] dw = new float[INPUTS * OUTPUTS];
    private DenseProduct product;

    /** Fails unless the product is close to the loop's. */
    @Setup
    public void setUp() {
        product = new DenseProduct(INPUTS, OUTPUTS, SAMPLES);
        product.weights(w, 0);
        if (kernel.equals("loop")) return;
        loopForward();
        float[] expected = q.clone();
        product.forward(x, q);
        Verify.close(expected, q, 1e-4);
        loopGradient();
        float[] gradient = dw.clone();
        product.addGradient(x, dq);
        product.takeGradient(dw, 0);
        Verify.close(gradient, dw, 1e-6);
    }

    @TearDown
    public void close() {
        product.close();
    }

    @Benchmark
    public float[] forward() {
        if (kernel.equals("loop")) loopForward();
        else product.forward(x, q);
        return q;
    }

    @Benchmark
    public float[] addGradient() {
        if (kernel.equals("loop")) loopGradient();
        else product.addGradient(x, dq);
        return dw;
    }

    /**
     * What an optimiser step needs beside them: both copies, and four micro-batches of products.
     */
    @Benchmark
    public float[] step() {
        if (kernel.equals("nd4j")) product.weights(w, 0);
        for (int batch = 0; batch < 4; batch++) {
            forward();
            addGradient();
        }
        if (kernel.equals("nd4j")) product.takeGradient(dw, 0);
        return dw;
    }

    private void loopForward() {
        Arrays.fill(q, 0);
        for (int s = 0; s < SAMPLES; s++) {
            for (int i = 0; i < INPUTS; i++) {
                addRow(x[s * INPUTS + i], w, i * OUTPUTS, q, s * OUTPUTS);
            }
        }
    }

    private void loopGradient() {
        for (int i = 0; i < INPUTS; i++) {
            for (int s = 0; s < SAMPLES; s++) {
                addRow(x[s * INPUTS + i], dq, s * OUTPUTS, dw, i * OUTPUTS);
            }
        }
    }

    private static void addRow(float factor, float[] from, int f, float[] to, int t) {
        for (int o = 0; o < OUTPUTS; o++) to[t + o] += factor * from[f + o];
    }

    private static float[] values(int size, double spread) {
        float[] lines = Verify.uniform(size, spread);
        return Arrays.copyOfRange(lines, CacheLines.FIRST, CacheLines.FIRST + size);
    }
}

package org.sparkqsnn.math;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sparkqsnn.benchmarks.Verify;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.model.Network;
import org.sparkqsnn.model.NetworkShape;

/**
 * The norm that clips the gradient of 784-1000-10: row by row, whatever the length of vectors. The
 * baseline adds up the same array as it lies, whose order depends on that length.
 *
 * <pre>benchmarks/run org.openjdk.jmh.Main NormBenchmark</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class NormBenchmark {
    private final ExperimentConfig config =
            ConfigReader.read(Optional.empty(), List.of("model.hidden=1000"));
    private final NetworkShape shape = config.networkOf(784, 10);
    private final Network network = config.open(shape);
    private final float[] gradient = new float[network.kernelSize()];

    /** Fails unless both are the same sum. */
    @Setup
    public void setUp() {
        network.toKernel(Verify.uniform(shape.parameters(), 0.001), 0, gradient);
        if (Math.abs(rows() / flat() - 1) > 1e-12)
            throw new IllegalStateException(rows() + " by rows, " + flat() + " as it lies");
    }

    @Benchmark
    public double rows() {
        return network.squaredNorm(gradient);
    }

    /** The baseline. */
    @Benchmark
    public double flat() {
        return Norm.squared(gradient, 0, gradient.length);
    }
}

package org.sparkqsnn.training.round;

import java.util.List;
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
import org.sparkqsnn.evaluation.Counts;

/**
 * One addition of the averaging tree: 1,590,020 deltas and twice as many moments. The baseline
 * copies the same arrays.
 *
 * <pre>benchmarks/run org.openjdk.jmh.Main WorkerSumBenchmark</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class WorkerSumBenchmark {
    private static final int PARAMETERS = 2 * (785 * 1000 + 1001 * 10);

    private final WorkerSum left = sum(0);
    private final WorkerSum right = sum(1);

    /** Fails unless two equal sums add up to twice each. */
    @Setup
    public void setUp() {
        float[] expected = left.delta().clone();
        for (int i = 0; i < expected.length; i++) expected[i] *= 2;
        Verify.same(expected, plus().delta());
    }

    @Benchmark
    public WorkerSum plus() {
        return left.plus(right);
    }

    /** The baseline. */
    @Benchmark
    public WorkerSum copy() {
        System.arraycopy(right.delta(), 0, left.delta(), 0, right.delta().length);
        System.arraycopy(right.moments(), 0, left.moments(), 0, right.moments().length);
        return left;
    }

    private static WorkerSum sum(int worker) {
        float[] delta = Verify.uniform(PARAMETERS, 0.01);
        float[] moments = Verify.uniform(2 * PARAMETERS, 0.01);
        return new WorkerSum(worker, 1, 50, delta, moments, List.of(), Counts.none(2), "");
    }
}

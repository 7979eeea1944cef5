package org.sparkqsnn.training.round;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sparkqsnn.benchmarks.Verify;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.OptimiserConfig;

/**
 * One step over the 1,590,020 parameters of 784-1000-10; the optimiser clips and clears the
 * gradient on the way. The baseline copies as many bytes: four arrays are read and four written.
 *
 * <pre>benchmarks/run org.openjdk.jmh.Main OptimiserBenchmark</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class OptimiserBenchmark {
    private static final int PARAMETERS = 2 * (785 * 1000 + 1001 * 10);

    @Param({"sgd", "adam", "adamw"})
    public String kind;

    private final float[] w = Verify.uniform(PARAMETERS, 0.04);
    private final float[] gradient = Verify.uniform(PARAMETERS, 0.001);
    private final float[] g = gradient.clone();
    private final float[][] moments = new float[2][w.length];
    private final float[][] copies = new float[4][w.length];
    private Optimiser optimiser;
    private long step;

    /** Fails unless the first step is that of the formulas in {@link Optimiser}, in double. */
    @Setup
    public void setUp() {
        OptimiserConfig config =
                ConfigReader.read(Optional.empty(), List.of("optimiser.kind=" + kind)).optimiser();
        optimiser = new Optimiser(config);
        float[] expected = firstStep(config);
        step();
        Verify.close(expected, w, 2e-7);
    }

    /** Without a gradient the moments would decay to subnormal floats, ten times slower. */
    @Setup(Level.Invocation)
    public void newGradient() {
        System.arraycopy(gradient, 0, g, 0, g.length);
    }

    @Benchmark
    public float[] step() {
        step++;
        optimiser.step(w, g, moments, step, 1e-3);
        return w;
    }

    /** The baseline. */
    @Benchmark
    public float[][] copy() {
        System.arraycopy(w, 0, copies[0], 0, w.length);
        System.arraycopy(g, 0, copies[1], 0, w.length);
        System.arraycopy(moments[0], 0, copies[2], 0, w.length);
        System.arraycopy(moments[1], 0, copies[3], 0, w.length);
        return copies;
    }

    private float[] firstStep(OptimiserConfig config) {
        double norm = 0;
        for (float x : g) norm += (double) x * x;
        double clip = Math.min(1, config.clipNorm() / Math.sqrt(norm));
        float[] next = new float[w.length];
        for (int i = 0; i < w.length; i++) {
            boolean decoupled = config.kind() == OptimiserConfig.Kind.ADAMW;
            double gradient = clip * g[i] + (decoupled ? 0 : config.weightDecay() * w[i]);
            double kept = w[i] * (decoupled ? 1 - 1e-3 * config.weightDecay() : 1);
            boolean sgd = config.kind() == OptimiserConfig.Kind.SGD;
            double change = sgd ? gradient : gradient / (Math.abs(gradient) + config.epsilon());
            next[i] = (float) (kept - 1e-3 * change);
        }
        return next;
    }
}

package org.sparkqsnn.math;

import static org.sparkqsnn.math.VectorMath.SPECIES;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
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

/**
 * The functions over 1,024 floats in the L1 cache; the scalar ones are the baseline.
 *
 * <pre>benchmarks/run org.openjdk.jmh.Main VectorMathBenchmark</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class VectorMathBenchmark {
    private static final int SIZE = 1024;
    private static final int FIRST = CacheLines.FIRST;
    private static final int L = SPECIES.length();
    private static final float THRESHOLD = 0.75f;
    private static final IntVector THRESHOLD_BITS =
            IntVector.broadcast(VectorMath.INTS, Float.floatToRawIntBits(THRESHOLD));

    @Param({"scalar", "vector"})
    public String kernel;

    private final float[] x = Verify.uniform(SIZE, Math.PI / 2);
    private final float[] positive = x.clone();
    private final float[] out = CacheLines.array(FIRST + SIZE);
    private boolean vector;

    /** Fails unless both kernels have the same bits. */
    @Setup
    public void setUp() {
        for (int i = 0; i < x.length; i++) positive[i] = Math.abs(x[i]);
        vector = false;
        float[][] expected = results();
        vector = kernel.equals("vector");
        float[][] actual = results();
        for (int f = 0; f < expected.length; f++) Verify.same(expected[f], actual[f]);
    }

    @Benchmark
    public float[] sin() {
        if (vector) vectorSin();
        else scalarSin();
        return out;
    }

    @Benchmark
    public float[] expNegative() {
        if (vector) vectorExp();
        else scalarExp();
        return out;
    }

    @Benchmark
    public float[] round() {
        if (vector) vectorRound();
        else scalarRound();
        return out;
    }

    /** The sign of one number on another. */
    @Benchmark
    public float[] flip() {
        if (vector) vectorFlip();
        else scalarFlip();
        return out;
    }

    /** Above, choose and clear: what a threshold asks for. */
    @Benchmark
    public float[] choose() {
        if (vector) vectorChoose();
        else scalarChoose();
        return out;
    }

    private float[][] results() {
        return new float[][] {
            sin().clone(), expNegative().clone(), round().clone(), flip().clone(), choose().clone()
        };
    }

    private void scalarSin() {
        for (int i = FIRST; i < FIRST + SIZE; i++) out[i] = FloatMath.sin(x[i]);
    }

    private void vectorSin() {
        for (int i = FIRST; i < FIRST + SIZE; i += L) VectorMath.sin(load(x, i)).intoArray(out, i);
    }

    private void scalarExp() {
        for (int i = FIRST; i < FIRST + SIZE; i++) out[i] = FloatMath.expNegative(positive[i]);
    }

    private void vectorExp() {
        for (int i = FIRST; i < FIRST + SIZE; i += L) {
            VectorMath.expNegative(load(positive, i)).intoArray(out, i);
        }
    }

    private void scalarRound() {
        for (int i = FIRST; i < FIRST + SIZE; i++) out[i] = FloatMath.round(x[i]);
    }

    private void vectorRound() {
        for (int i = FIRST; i < FIRST + SIZE; i += L) {
            VectorMath.round(load(x, i)).intoArray(out, i);
        }
    }

    private void scalarFlip() {
        for (int i = FIRST; i < FIRST + SIZE; i++) {
            out[i] = FloatMath.flip(positive[i], Float.floatToRawIntBits(x[i]));
        }
    }

    private void vectorFlip() {
        for (int i = FIRST; i < FIRST + SIZE; i += L) {
            IntVector sign = load(x, i).reinterpretAsInts();
            VectorMath.flip(load(positive, i), sign).intoArray(out, i);
        }
    }

    private void scalarChoose() {
        for (int i = FIRST; i < FIRST + SIZE; i++) {
            boolean above = positive[i] > THRESHOLD;
            float chosen = above ? x[i] : positive[i];
            out[i] = x[i] < 0 ? 0 : chosen;
        }
    }

    private void vectorChoose() {
        for (int i = FIRST; i < FIRST + SIZE; i += L) {
            FloatVector absolute = load(positive, i);
            FloatVector value = load(x, i);
            IntVector above = VectorMath.above(absolute, THRESHOLD_BITS);
            FloatVector chosen = VectorMath.choose(above, value, absolute);
            VectorMath.clear(chosen, VectorMath.negative(value)).intoArray(out, i);
        }
    }

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}

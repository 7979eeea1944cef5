package org.sparkqsnn.layer.event;

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
import org.sparkqsnn.benchmarks.Verify;
import org.sparkqsnn.data.encode.SpikeTrains;

/**
 * Reading a micro-batch of 50 samples' spikes at 25 steps. There is one kernel; the baseline is a
 * reading that takes every spike as an event of its own.
 *
 * <pre>benchmarks/run org.openjdk.jmh.Main SpikeListBenchmark</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SpikeListBenchmark {
    private static final int INPUTS = 784;
    private static final int STEPS = 25;
    private static final int SAMPLES = 50;

    /** Spikes by input and step: MNIST's and Fashion-MNIST's. */
    @Param({"0.13", "0.29"})
    public double density;

    private SpikeSource source;
    private SpikeTrains[] trains;
    private SpikeList list;
    private int[] every;

    /** Fails unless each neuron's events add up to its spikes. */
    @Setup
    public void setUp() {
        trains = new SpikeTrains[SAMPLES];
        for (int s = 0; s < SAMPLES; s++) trains[s] = trains(density, s);
        source = SpikeSource.of(trains);
        list = new SpikeList(INPUTS, STEPS, SAMPLES);
        every = new int[SAMPLES * INPUTS * STEPS];
        read();
        long sum = 0;
        for (int e = 0; e < list.end(SAMPLES - 1); e++) {
            int event = list.events()[e];
            int steps = SpikeList.step(event) == STEPS ? STEPS : 1;
            sum += SpikeList.input(event) == INPUTS ? 0 : steps * SpikeList.sign(event);
        }
        Verify.same(everySpike(), sum);
    }

    @Benchmark
    public int[] read() {
        list.read(source, SAMPLES);
        return list.events();
    }

    /** The baseline; returns the number of spikes. */
    @Benchmark
    public int everySpike() {
        int end = 0;
        for (SpikeTrains train : trains) {
            for (int n = 0; n < train.count(); n++) {
                for (int bits = train.bits()[n]; bits != 0; bits &= bits - 1) {
                    every[end++] = train.input(n) << 12 | Integer.numberOfTrailingZeros(bits) << 1;
                }
            }
        }
        return end;
    }

    /** Pixels as MNIST has them: most are 0, and of the others half fire nearly always. */
    private static SpikeTrains trains(double density, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SpikeTrains trains = new SpikeTrains();
        trains.clear(STEPS);
        for (int i = 0; i < INPUTS; i++) {
            boolean lit = random.nextDouble() < density / 0.72;
            double rate = !lit ? 0 : random.nextBoolean() ? 0.98 : 0.46;
            int bits = 0;
            for (int t = 0; t < STEPS; t++) bits |= (random.nextDouble() < rate ? 1 : 0) << t;
            trains.set(0, bits);
            trains.end(i);
        }
        return trains;
    }
}

package org.sparkqsnn.data.encode;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.shard.EmbeddedSample;

/**
 * Spikes of a 28x28 image of Fashion-MNIST at 25 steps, the mean of 1,000 images. There is one
 * kernel; the baseline draws a 16-bit number from the same generator for each pixel and step, eight
 * to a block.
 *
 * <pre>benchmarks/run org.openjdk.jmh.Main PoissonEncoderBenchmark</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PoissonEncoderBenchmark {
    private static final int STEPS = 25;
    private static final int IMAGES = 1000;

    private final PoissonEncoder encoder = new PoissonEncoder(STEPS);
    private final SpikeTrains trains = new SpikeTrains();
    private final byte[] pixels = new byte[784];
    private final int[] random = new int[4];
    private final long key = Stream.ENCODE.key(42);
    private ImageSet images;

    /** Fails unless both draw as many spikes as the pixels ask for, to five standard deviations. */
    @Setup
    public void setUp() {
        images = EmbeddedSample.load().train();
        double mean = 0;
        double variance = 0;
        for (int id = 0; id < IMAGES; id++) {
            for (int i = 0; i < pixels.length; i++) {
                double p = images.pixel(id, i) / 255.0;
                mean += STEPS * p;
                variance += STEPS * p * (1 - p);
            }
        }
        for (long spikes : new long[] {encode(), eachStep()}) {
            if (!(Math.abs(spikes - mean) < 5 * Math.sqrt(variance))) {
                throw new IllegalStateException(spikes + " spikes, expected " + mean);
            }
        }
    }

    /** Returns the number of spikes. */
    @Benchmark
    @OperationsPerInvocation(IMAGES)
    public long encode() {
        long spikes = 0;
        for (int id = 0; id < IMAGES; id++) {
            images.copyPixels(id, pixels);
            encoder.encode(key, id, 1, pixels, trains);
            for (int n = 0; n < trains.count(); n++) spikes += Integer.bitCount(trains.bits()[n]);
        }
        return spikes;
    }

    /** The baseline. */
    @Benchmark
    @OperationsPerInvocation(IMAGES)
    public long eachStep() {
        long spikes = 0;
        for (int id = 0; id < IMAGES; id++) {
            images.copyPixels(id, pixels);
            trains.clear(STEPS);
            for (int i = 0; i < pixels.length; i++) {
                if (pixels[i] == 0) continue;
                trains.set(0, train(id, i, ((pixels[i] & 0xff) * 65536 + 127) / 255));
                trains.end(i);
            }
            for (int n = 0; n < trains.count(); n++) spikes += Integer.bitCount(trains.bits()[n]);
        }
        return spikes;
    }

    private int train(int id, int pixel, int probability) {
        int fired = 0;
        for (int t = 0; t < STEPS; t++) {
            if (t % 8 == 0) Philox4x32.block(id, 1 << 8, pixel, t / 8, key, random, 0);
            int drawn = random[t % 8 / 2] >>> 16 * (t % 2) & 0xffff;
            fired |= (drawn < probability ? 1 : 0) << t;
        }
        return fired;
    }
}

package org.sparkqsnn.data.encode;

import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.shard.EmbeddedSample;

/**
 * Microseconds a sample on one core, over the 6,000 training images of the embedded sample (28x28,
 * half of the pixels not 0), T = 25, best of 20 rounds. Run as {@link
 * org.sparkqsnn.data.shard.EmbeddedSample}'s source is, with this class name.
 */
final class EncoderSpeed {
    private EncoderSpeed() {}

    public static void main(String[] args) {
        ImageSet set = EmbeddedSample.load().train();
        report("poisson", set, new PoissonEncoder(25));
        report("latency", set, new LatencyEncoder(25));
        philox();
    }

    /** Independent blocks, so their latencies overlap as they do between pixels. */
    private static void philox() {
        int[] out = new int[4];
        long best = Long.MAX_VALUE;
        int sum = 0;
        for (int round = 0; round < 20; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 1_000_000; i++) {
                Philox4x32.block(i, round, 0, 0, 42, out, 0);
                sum += out[0];
            }
            best = Math.min(best, System.nanoTime() - start);
        }
        System.out.printf("philox: %.1f ns a block (%d)%n", best / 1e6, sum);
    }

    private static void report(String name, ImageSet set, SpikeEncoder encoder) {
        long best = Long.MAX_VALUE;
        long spikes = 0;
        for (int round = 0; round < 20; round++) {
            long start = System.nanoTime();
            spikes = encodeAll(set, encoder, round);
            best = Math.min(best, System.nanoTime() - start);
        }
        double micros = best / 1e3 / set.size();
        double perSample = (double) spikes / set.size();
        System.out.printf("%s: %.1f us a sample, %.0f spikes a sample%n", name, micros, perSample);
    }

    private static long encodeAll(ImageSet set, SpikeEncoder encoder, int epoch) {
        byte[] pixels = new byte[set.features()];
        SpikeEvents events = new SpikeEvents();
        long spikes = 0;
        for (int id = 0; id < set.size(); id++) {
            set.copyPixels(id, pixels);
            encoder.encode(42, id, epoch, pixels, events);
            spikes += events.total();
        }
        return spikes;
    }
}

package org.sparkqsnn.data.encode;

/**
 * Linear time to first spike: an input fires once, at step {@code round((1 - pixel / 255) * (steps
 * - 1))}, ties to the later step; brighter is earlier, 255 fires at step 0 and 0 never. Nothing is
 * random.
 *
 * @see "snnTorch, spikegen.latency(linear=True, normalize=True, clip=True); Thorpe, Delorme, Van
 *     Rullen 2001, Neural Networks 14:715"
 */
public final class LatencyEncoder implements SpikeEncoder {
    private static final int NEVER = -1;

    private final int steps;
    private final int[] stepOf = new int[256]; // of a pixel value

    /**
     * @param steps time steps, at least 1
     */
    public LatencyEncoder(int steps) {
        this.steps = SpikeEncoder.checkSteps(steps);
        stepOf[0] = NEVER;
        for (int value = 1; value < 256; value++) {
            stepOf[value] = (int) Math.floor((255 - value) * (steps - 1.0) / 255 + 0.5);
        }
    }

    @Override
    public int steps() {
        return steps;
    }

    /** Of one sample: key, sampleId and epoch change nothing. */
    @Override
    public void encode(long key, long sampleId, int epoch, byte[] pixels, SpikeTrains out) {
        encode(pixels, out);
    }

    /** Replaces what {@code out} holds with the spikes of one sample. */
    public void encode(byte[] pixels, SpikeTrains out) {
        out.clear(steps);
        for (int i = 0; i < pixels.length; i++) {
            int step = stepOf[pixels[i] & 0xff];
            for (int w = 0; w < out.words(); w++) out.set(w, 0);
            if (step != NEVER) out.set(step / 32, 1 << step);
            out.end(i);
        }
    }
}

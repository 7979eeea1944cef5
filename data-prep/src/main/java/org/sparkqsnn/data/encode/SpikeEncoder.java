package org.sparkqsnn.data.encode;

/** A sample to spikes. An instance holds scratch memory: one for each thread. */
public sealed interface SpikeEncoder permits PoissonEncoder, LatencyEncoder, EventEncoder {
    /** Time steps that {@link #encode} writes. */
    int steps();

    /**
     * Replaces what {@code out} holds with the spikes of one sample: a pure function of the other
     * arguments.
     *
     * @param key of {@link Stream#ENCODE} or {@link Stream#ENCODE_TEST}
     * @param sampleId id in its split, in [0, 2^40)
     * @param epoch in [0, 2^24)
     * @param sample unsigned bytes, the pixels of an image or the rows of a {@link SpikeRaster};
     *     shape [features]
     * @throws IllegalArgumentException if sampleId or epoch is out of range
     */
    void encode(long key, long sampleId, int epoch, byte[] sample, SpikeTrains out);

    /** Refuses a number of steps below 1; returns it otherwise. */
    static int checkSteps(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be >= 1, got " + steps);
        }
        return steps;
    }
}

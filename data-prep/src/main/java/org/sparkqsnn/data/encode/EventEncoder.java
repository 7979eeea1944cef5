package org.sparkqsnn.data.encode;

/** Recorded spikes, as they are: a sample is the bytes of a {@link SpikeRaster}. */
public final class EventEncoder implements SpikeEncoder {
    private final int steps;
    private final int rowBytes;

    /**
     * @param steps time steps of the rasters, at least 1
     */
    public EventEncoder(int steps) {
        this.steps = steps;
        this.rowBytes = SpikeRaster.rowBytes(steps);
    }

    @Override
    public int steps() {
        return steps;
    }

    /** Of one sample: key, sampleId and epoch change nothing. */
    @Override
    public void encode(long key, long sampleId, int epoch, byte[] raster, SpikeTrains out) {
        out.clear(steps);
        for (int from = 0; from < raster.length; from += rowBytes) {
            for (int w = 0; w < out.words(); w++) out.set(w, word(raster, from, w));
            out.end(from / rowBytes);
        }
    }

    /** Steps 32 w and on of the row that begins at {@code from}. */
    private int word(byte[] raster, int from, int w) {
        int word = 0;
        int end = Math.min(rowBytes, 4 * w + 4);
        for (int b = 4 * w; b < end; b++) word |= (raster[from + b] & 0xff) << 8 * (b - 4 * w);
        return word;
    }
}

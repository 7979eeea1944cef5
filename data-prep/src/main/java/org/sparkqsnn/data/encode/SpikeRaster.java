package org.sparkqsnn.data.encode;

import java.util.Objects;

/**
 * Recorded spikes of one sample: a picture with a row for each input and a bit for each time step.
 * Bit {@code t % 8} of byte {@code t / 8} of a row is step t; the bits after the last step are 0.
 */
public final class SpikeRaster {
    private final int steps;
    private final int rowBytes;
    private final byte[] bytes;

    /**
     * No spikes yet.
     *
     * @param inputs rows, at least 1
     * @param steps time steps, at least 1
     */
    public SpikeRaster(int inputs, int steps) {
        this.steps = steps;
        this.rowBytes = rowBytes(steps);
        this.bytes = new byte[Math.multiplyExact(inputs, rowBytes)];
    }

    /** Bytes of a row of so many steps. */
    public static int rowBytes(int steps) {
        return (SpikeEncoder.checkSteps(steps) + 7) / 8;
    }

    /**
     * Input {@code input} fires at step {@code step}; it does so once, however often this is said.
     */
    public void set(int input, int step) {
        Objects.checkIndex(step, steps);
        bytes[input * rowBytes + step / 8] |= (byte) (1 << step % 8);
    }

    /** The rows, one after another; not a copy. Shape [inputs * rowBytes]. */
    public byte[] bytes() {
        return bytes;
    }
}

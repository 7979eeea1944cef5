package org.sparkqsnn.data.encode;

/**
 * Direct code: the first layer sees the grey values themselves, {@code pixel / 255}, in [0, 1], the
 * same at every step.
 */
public final class DirectEncoder {
    private DirectEncoder() {}

    /**
     * Writes the currents of one image.
     *
     * @param pixels unsigned bytes; shape [features]
     * @param out receives the values from {@code offset} on; shape [features]
     */
    public static void encode(byte[] pixels, float[] out, int offset) {
        for (int feature = 0; feature < pixels.length; feature++) {
            out[offset + feature] = (pixels[feature] & 0xff) / 255f;
        }
    }
}

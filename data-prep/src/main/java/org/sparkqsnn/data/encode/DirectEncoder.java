package org.sparkqsnn.data.encode;

import org.sparkqsnn.data.schema.ImageSet;

/**
 * Direct code: the first layer sees the grey values themselves, {@code pixel / 255}, in [0, 1], the
 * same at every step.
 */
public final class DirectEncoder {
    private DirectEncoder() {}

    /**
     * Writes one image.
     *
     * @param out receives the values from {@code offset} on; shape [features]
     */
    public static void encode(ImageSet set, int id, float[] out, int offset) {
        for (int feature = 0; feature < set.features(); feature++) {
            out[offset + feature] = set.pixel(id, feature) / 255f;
        }
    }

    /** Currents of an image by itself, unsigned bytes of shape [features], from 0 to 1. */
    public static void encode(byte[] pixels, float[] out, int offset) {
        for (int feature = 0; feature < pixels.length; feature++) {
            out[offset + feature] = (pixels[feature] & 0xff) / 255f;
        }
    }
}

package org.sparkqsnn.data.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.schema.ImageSet;

class DirectEncoderTest {
    private static final float[] EXPECTED = {-1, 0, 51 / 255f, 1, 128 / 255f, -1};

    /** Two images of 2 x 2 after a label each; the second is asked for. */
    @Test
    void greyValues_areFractionsOf255_fromTheOffsetOn() {
        byte[] block = {0, 9, 9, 9, 9, 1, 0, 51, (byte) 255, (byte) 128};
        ImageSet set = ImageSet.of(2, 2, 2, 2, new byte[][] {block});
        float[] out = {-1, -1, -1, -1, -1, -1};
        DirectEncoder.encode(set, 1, out, 1);
        assertArrayEquals(EXPECTED, out);
    }

    @Test
    void bytesOfAnImage_areUnsigned() {
        float[] out = {-1, -1, -1, -1, -1, -1};
        DirectEncoder.encode(new byte[] {0, 51, (byte) 255, (byte) 128}, out, 1);
        assertArrayEquals(EXPECTED, out);
    }
}

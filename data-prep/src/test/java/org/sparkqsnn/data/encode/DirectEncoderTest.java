package org.sparkqsnn.data.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class DirectEncoderTest {
    private static final float[] EXPECTED = {-1, 0, 51 / 255f, 1, 128 / 255f, -1};

    @Test
    void greyValues_areFractionsOf255_fromTheOffsetOn() {
        float[] out = {-1, -1, -1, -1, -1, -1};
        DirectEncoder.encode(new byte[] {0, 51, (byte) 255, (byte) 128}, out, 1);
        assertArrayEquals(EXPECTED, out);
    }
}

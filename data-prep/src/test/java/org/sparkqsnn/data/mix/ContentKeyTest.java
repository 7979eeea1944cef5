package org.sparkqsnn.data.mix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Splits;

class ContentKeyTest {
    /** Python: hashlib.sha256(b"spark-qsnn prepare, order 1\n" + bytes([3, 1, 2, 255])). */
    @Test
    void key_isThatOfPython() {
        ContentKey key = new ContentKey().read(new byte[] {77, 3, 1, 2, (byte) 255}, 1);
        byte[] bytes = new byte[ContentKey.BYTES + 1];
        key.copyTo(bytes, 1);
        assertEquals("00792826a68b9152b4e5aaf954e085f1ff", HexFormat.of().formatHex(bytes));
        assertEquals(496_258, key.bucket());
        assertFalse(key.isIn(0.11670753829938789 - 1e-6));
        assertTrue(key.isIn(0.11670753829938789 + 1e-6));
    }

    @Test
    void fraction_isAboutThat() {
        ContentKey key = new ContentKey();
        int in = 0;
        for (int i = 0; i < 10_000; i++) {
            if (key.read(ByteBuffer.allocate(4).putInt(i).array(), 0).isIn(0.2)) in++;
        }
        assertEquals(2000, in, 200, "five times the standard deviation of 40");
    }

    @Test
    void fingerprint_isThatOfTheCounts() {
        Counts counts = new Counts();
        ContentKey key = new ContentKey();
        Fingerprint sum = Fingerprint.EMPTY;
        for (int i = 0; i < 50; i++) {
            byte[] row = {(byte) Part.TEST.ordinal(), (byte) (i % 7), (byte) i};
            byte[] bytes = new byte[ContentKey.BYTES];
            counts.add(row, key.read(row, Part.RECORD));
            key.copyTo(bytes, 0);
            sum = sum.plus(bytes, 0);
        }
        assertEquals(50, sum.records());
        assertEquals(sum, counts.fingerprint(Part.TEST));
        assertEquals(sum, Fingerprint.of(sum.toArray()));
        assertEquals(Fingerprint.EMPTY, counts.fingerprint(Part.TRAIN));
        assertEquals(6, counts.largestLabel(Part.TEST));
        assertEquals(-1, counts.largestLabel(Part.TRAIN));
    }

    @Test
    void order_dependsOnContentAlone() {
        byte[] records = new byte[3 * 100];
        for (int i = 0; i < 100; i++) {
            records[3 * i] = (byte) (i % 10);
            records[3 * i + 1] = (byte) i;
        }
        ImageSet set = ImageSet.of(1, 2, 10, 100, new byte[][] {records});
        int[] backwards = new int[100];
        for (int i = 0; i < 100; i++) backwards[i] = 99 - i;
        Splits one = ContentOrder.of(new Splits(set, set));
        Splits other = ContentOrder.of(new Splits(set.select(backwards), set));
        int moved = 0;
        for (int i = 0; i < 100; i++) {
            assertEquals(one.train().pixel(i, 0), other.train().pixel(i, 0));
            assertEquals(one.train().label(i), one.train().pixel(i, 0) % 10);
            if (one.train().pixel(i, 0) != i) moved++;
        }
        assertTrue(moved > 90, moved + " of 100 moved");
    }
}

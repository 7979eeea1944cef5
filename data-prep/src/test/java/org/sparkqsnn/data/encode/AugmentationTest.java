package org.sparkqsnn.data.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentationTest {

    /** Numbers of a reference in Python, with the key that Philox has for seed 42 and tag 9. */
    @ParameterizedTest
    @CsvSource({
        "7, 3, -1, 2, true",
        "7, 4, -2, 2, true",
        "8, 3, -1, 2, true",
        "8589934597, 0, -2, 1, true"
    })
    void move_isThatOfTheReference(long sample, int epoch, int dx, int dy, boolean mirrored) {
        long key = Long.parseUnsignedLong("14032130800681880781");
        Augmentation augmentation = new Augmentation(key, 2, 0.5, 6, 6);
        assertEquals(new Augmentation.Move(dx, dy, mirrored), augmentation.move(sample, epoch));
    }

    /** Sample 7 in epoch 3: mirrored, one to the left and two down. */
    @Test
    void image_isMirrored_thenShifted() {
        long key = Long.parseUnsignedLong("14032130800681880781");
        byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        new Augmentation(key, 2, 0.5, 3, 3).apply(7, 3, pixels);
        assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 2, 1, 0}, pixels);
    }

    @Test
    void nothing_leavesTheImageAlone() {
        byte[] pixels = {1, 2, 3, 4, 5, 6};
        for (int epoch = 0; epoch < 20; epoch++)
            new Augmentation(5, 0, 0, 2, 3).apply(1, epoch, pixels);
        assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6}, pixels);
    }

    /** Of 5,000 moves by at most 1 each of the nine comes in a ninth, and a quarter is mirrored. */
    @Test
    void moves_areUniform() {
        Augmentation augmentation = new Augmentation(Stream.AUGMENT.key(1), 1, 0.25, 4, 4);
        int[] counts = new int[9];
        int mirrored = 0;
        Set<Integer> seen = new TreeSet<>();
        for (int sample = 0; sample < 5000; sample++) {
            Augmentation.Move move = augmentation.move(sample, 2);
            counts[(move.dy() + 1) * 3 + move.dx() + 1]++;
            mirrored += move.mirrored() ? 1 : 0;
            seen.add(move.dx());
        }
        for (int count : counts) assertEquals(5000 / 9.0, count, 100);
        assertEquals(1250, mirrored, 150);
        assertEquals(Set.of(-1, 0, 1), seen);
    }
}

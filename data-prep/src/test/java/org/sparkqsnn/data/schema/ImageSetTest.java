package org.sparkqsnn.data.schema;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class ImageSetTest {
    /** Five 1x2 images in blocks of two; image i has label i and pixels 10 i, 255 - i. */
    private static ImageSet five() {
        byte[][] blocks = {
            {0, 0, (byte) 255, 1, 10, (byte) 254},
            {2, 20, (byte) 253, 3, 30, (byte) 252},
            {4, 40, (byte) 251}
        };
        return ImageSet.of(1, 2, 5, 2, blocks);
    }

    @Test
    void selection_hasTheSamplesInTheirOrder_andCrossesAsItsRecords() {
        byte[][] blocks = {{0, 10, 1, 11}, {2, 12, 3, 13}, {4, 14}};
        ImageSet whole = ImageSet.of(1, 1, 5, 2, blocks);
        ImageSet part = whole.slice(1, 5).select(new int[] {3, 0, 2});
        assertEquals(3, part.size());
        assertEquals(4, part.label(0));
        assertEquals(11, part.pixel(1, 0));
        assertEquals(3, part.record(2));
        ImageSet of = part.slice(1, 3);
        assertEquals(1, of.label(0));
        assertEquals(2, of.size());
        assertArrayEquals(new int[] {1, 3}, of.selected());
        assertEquals(1, whole.select(of.selected()).label(0));
        assertThrows(IndexOutOfBoundsException.class, () -> whole.select(new int[] {5}));
        assertEquals(0, whole.select(new int[0]).size());
    }

    @Test
    void access_crossesBlocks() {
        ImageSet set = five();
        assertEquals(5, set.size());
        assertEquals(2, set.features());
        for (int id = 0; id < 5; id++) {
            assertEquals(id, set.label(id));
            assertEquals(10 * id, set.pixel(id, 0));
            assertEquals(255 - id, set.pixel(id, 1));
        }
        assertArrayEquals(new int[] {1, 1, 1, 1, 1}, set.countPerClass());
    }

    @Test
    void slice_renumbersAndNests() {
        ImageSet slice = five().slice(1, 5).slice(1, 3);
        assertEquals(2, slice.size());
        assertEquals(2, slice.label(0));
        byte[] pixels = new byte[2];
        slice.copyPixels(1, pixels);
        assertArrayEquals(new byte[] {30, (byte) 252}, pixels);
        assertThrows(IndexOutOfBoundsException.class, () -> slice.label(2));
        assertThrows(IndexOutOfBoundsException.class, () -> slice.pixel(0, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> slice.copyPixels(-1, pixels));
    }

    @Test
    void accessors_rebuildASlice() {
        ImageSet slice = five().slice(2, 4);
        HeldRecords held = (HeldRecords) slice.records();
        ImageSet whole =
                ImageSet.of(
                        slice.height(),
                        slice.width(),
                        slice.classes(),
                        held.recordsPerBlock(),
                        held.blocks());
        ImageSet again = whole.slice(slice.offset(), slice.offset() + slice.size());
        assertEquals(slice.toString(), again.toString());
        assertEquals(slice.pixel(1, 1), again.pixel(1, 1));
    }

    @Test
    void serialization_keepsEveryPixel() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Dataset("five", "00", five(), five().slice(3, 4)));
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Dataset back = (Dataset) in.readObject();
            assertEquals(40, back.train().pixel(4, 0));
            assertEquals(3, back.test().label(0));
        }
    }

    @Test
    void of_refusesWhatIsNotWholeBlocks() {
        refused("block 0 holds no whole records", 2, new byte[][] {{0, 1}});
        refused("block 0 holds no whole records", 2, new byte[][] {{}});
        refused("block 0 holds 1 records, expected 2", 2, new byte[][] {{0, 1, 1}, {0, 1, 1}});
        refused(
                "block 1 holds 2 records, expected 1",
                1,
                new byte[][] {{0, 1, 1}, {0, 1, 1, 0, 1, 1}});
        refused("record 1 has label 5, classes are 5", 2, new byte[][] {{4, 1, 1, 5, 1, 1}});
    }

    @Test
    void splits_refuseTwoShapes() {
        ImageSet other = ImageSet.of(2, 1, 5, 1, new byte[][] {{0, 1, 1}});
        String message =
                assertThrows(IllegalArgumentException.class, () -> new Splits(five(), other))
                        .getMessage();
        assertEquals("train is 1x2 with 5 classes but test is 2x1 with 5 classes", message);
        assertThrows(IllegalArgumentException.class, () -> new Splits(five(), five().slice(2, 2)));
    }

    @Test
    void badInput_isOneLine() {
        assertEquals("a b", new BadInput("a\n  b\n").getMessage());
        assertEquals(
                "cannot read x: NoSuchFileException y; look",
                BadInput.cannot("read", "x", new java.nio.file.NoSuchFileException("y"), "look")
                        .getMessage());
        assertEquals(
                "cannot read x: IOException; look",
                BadInput.cannot("read", "x", new IOException(), "look").getMessage());
    }

    private static void refused(String message, int recordsPerBlock, byte[][] blocks) {
        Exception e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> ImageSet.of(1, 2, 5, recordsPerBlock, blocks));
        assertEquals(message, e.getMessage());
    }
}

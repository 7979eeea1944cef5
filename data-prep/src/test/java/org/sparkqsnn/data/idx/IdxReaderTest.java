package org.sparkqsnn.data.idx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparkqsnn.data.idx.IdxFiles.gzip;
import static org.sparkqsnn.data.idx.IdxFiles.images;
import static org.sparkqsnn.data.idx.IdxFiles.labels;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Splits;

class IdxReaderTest {
    @TempDir Path temp;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(temp.resolve(name), bytes);
    }

    private ImageSet read(byte[] images, byte[] labels) throws IOException {
        return IdxReader.read(file("images", images), file("labels", labels), 3);
    }

    private void refused(String expected, byte[] images, byte[] labels) {
        String message = assertThrows(BadInput.class, () -> read(images, labels)).getMessage();
        assertEquals(expected, message.replace(temp + "/", ""));
    }

    private static byte[] changed(byte[] file, int at, int value) {
        ByteBuffer.wrap(file).putInt(at, value);
        return file;
    }

    @Test
    void rawAndGzip_readTheSame() throws IOException {
        for (ImageSet set :
                new ImageSet[] {
                    read(images(12), labels(12, 3)), read(gzip(images(12)), gzip(labels(12, 3)))
                }) {
            assertEquals(12, set.size());
            assertEquals(2, set.height());
            assertEquals(3, set.width());
            assertEquals(3, set.classes());
            for (int id = 0; id < 12; id++) {
                assertEquals(id % 3, set.label(id));
                assertEquals(3 * id + 5, set.pixel(id, 5));
            }
        }
    }

    @Test
    void manyLabels_areRead() throws IOException {
        byte[] labels = IdxReader.labels(file("labels", labels(200_001, 7)));
        assertEquals(200_001, labels.length);
        assertEquals(200_000 % 7, labels[200_000]);
    }

    @Test
    void truncated_isNamed() throws IOException {
        byte[] short1 = Arrays.copyOf(images(12), 16 + 6 * 4 + 2);
        refused(
                "images: truncated, its header promises 72 bytes of images, its size allows 26; fetch it again",
                short1,
                labels(12, 3));
        byte[] short2 = Arrays.copyOf(labels(12, 3), 19);
        refused(
                "labels: truncated, its header promises 12 bytes of labels, its size allows 11; fetch it again",
                images(12),
                short2);
        refused(
                "labels: truncated, it ends after 3 bytes inside the header; fetch it again",
                images(12),
                new byte[3]);
        refused(
                "labels: truncated, it ends after 0 bytes inside the header; fetch it again",
                images(12),
                new byte[0]);
        byte[] packed = gzip(images(12));
        String message =
                assertThrows(
                                BadInput.class,
                                () -> read(Arrays.copyOf(packed, packed.length - 4), labels(12, 3)))
                        .getMessage();
        assertTrue(message.contains("truncated, it ends after 88 bytes inside"), message);
    }

    @Test
    void damagedGzip_isNamed() throws IOException {
        byte[] badCrc = gzip(images(12));
        badCrc[badCrc.length - 8] ^= 1;
        refused(
                "images: damaged gzip (Corrupt GZIP trailer); fetch it again",
                badCrc,
                labels(12, 3));
        byte[] badMethod = gzip(images(12));
        badMethod[2] = 7;
        refused(
                "images: damaged gzip (Unsupported compression method); fetch it again",
                badMethod,
                labels(12, 3));
    }

    @Test
    void wrongMagic_isNamed() {
        refused(
                "images: wrong magic 0x00000801, expected 0x00000803 (IDX images of unsigned bytes); is it the right"
                        + " file?",
                labels(100, 3),
                labels(12, 3));
        refused(
                "labels: wrong magic 0x00000803, expected 0x00000801 (IDX labels of unsigned bytes); is it the right"
                        + " file?",
                images(12),
                images(12));
    }

    @Test
    void countMismatch_isNamed() {
        refused(
                "images has 11 images but labels has 12 labels; take both files from the same place",
                images(11),
                labels(12, 3));
    }

    @Test
    void labelOutOfRange_isNamed() {
        refused(
                "labels: label 3 of record 3 is out of range, expected 0 to 2; take the right file",
                images(12),
                labels(12, 4));
    }

    @Test
    void absurdSizes_areNamed() {
        refused(
                "labels: dimension 0 is 0, expected 1 to 2^31 - 1; fetch it again",
                images(12),
                changed(labels(12, 3), 4, 0));
        refused(
                "labels: dimension 0 is 4294967295, expected 1 to 2^31 - 1; fetch it again",
                images(12),
                changed(labels(12, 3), 4, -1));
        refused(
                "images: images are 2x2000000000, at most 16384x16384 is read; fetch it again",
                changed(images(12), 12, 2_000_000_000),
                labels(12, 3));
        refused(
                "labels: truncated, its header promises 2147483647 bytes of labels, its size allows 12;"
                        + " fetch it again",
                images(12),
                changed(labels(12, 3), 4, Integer.MAX_VALUE));
    }

    @Test
    void longerThanTheHeader_isNamed() {
        refused(
                "images: longer than its header says (88 bytes); fetch it again",
                Arrays.copyOf(images(12), 89),
                labels(12, 3));
        refused(
                "labels: longer than its header says (20 bytes); fetch it again",
                images(12),
                Arrays.copyOf(labels(12, 3), 21));
    }

    @Test
    void missingFile_isNamed() {
        String message =
                assertThrows(BadInput.class, () -> IdxReader.labels(temp.resolve("none")))
                        .getMessage();
        String path = temp.resolve("none").toString();
        assertEquals(
                "cannot read "
                        + path
                        + ": NoSuchFileException "
                        + path
                        + "; check the path and its permissions",
                message);
    }

    @Test
    void folder_isReadUnderEachSpelling() throws IOException {
        IdxFiles.writeFolder(temp);
        Splits splits = IdxFolder.read(temp);
        assertEquals(12, splits.train().size());
        assertEquals(6, splits.test().size());
        assertEquals(3, splits.test().classes());
        Files.move(temp.resolve("t10k-labels-idx1-ubyte"), temp.resolve("test-labels.idx1-ubyte"));
        assertEquals(6, IdxFolder.read(temp).test().size());
    }

    @Test
    void folder_withoutAFileIsNamed() throws IOException {
        IdxFiles.writeFolder(temp);
        Files.delete(temp.resolve("t10k-labels-idx1-ubyte"));
        String message = assertThrows(BadInput.class, () -> IdxFolder.read(temp)).getMessage();
        assertEquals(
                temp + ": no t10k-labels-idx1-ubyte and no t10k-labels-idx1-ubyte.gz; put it there",
                message);
    }

    @Test
    void folder_ofTwoDataSetsIsNamed() throws IOException {
        IdxFiles.writeFolder(temp);
        ByteBuffer other =
                ByteBuffer.allocate(16 + 6 * 4).putInt(0x803).putInt(6).putInt(2).putInt(2);
        file("t10k-images-idx3-ubyte", other.array());
        String message = assertThrows(BadInput.class, () -> IdxFolder.read(temp)).getMessage();
        assertEquals(
                temp
                        + ": train is 2x3 with 3 classes but test is 2x2 with 3 classes; take all four files from one"
                        + " data set",
                message);
    }

    @Test
    void folder_withATestLabelBeyondTheTrainingLabelsIsNamed() throws IOException {
        IdxFiles.writeFolder(temp);
        file("t10k-labels-idx1-ubyte", labels(6, 5));
        String message = assertThrows(BadInput.class, () -> IdxFolder.read(temp)).getMessage();
        assertEquals(
                temp.resolve("t10k-labels-idx1-ubyte")
                        + ": label 3 of record 3 is out of range, expected 0 to 2; take the right file",
                message);
    }
}

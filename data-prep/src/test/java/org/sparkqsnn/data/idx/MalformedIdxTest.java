package org.sparkqsnn.data.idx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.ImageSet;

/**
 * Files that went bad: refused in one line, or read as the same number of images of the same shape
 * where a pixel or a label became another one; never with the memory that a header asks for.
 */
@Timeout(900)
class MalformedIdxTest {
    private static final long MOST_BYTES = 64 << 20;

    @TempDir private Path temp;

    @ParameterizedTest
    @CsvSource({"images, false", "images, true", "labels, false", "labels, true"})
    void badFile_isRefusedInOneLine_orHasItsShape(String which, boolean packed) throws IOException {
        byte[] images = IdxFiles.images(12);
        byte[] labels = IdxFiles.labels(12, 3);
        Files.write(temp.resolve("images"), images);
        Files.write(temp.resolve("labels"), labels);
        byte[] good = which.equals("images") ? images : labels;
        if (packed) good = IdxFiles.gzip(good);
        int refused = 0;
        for (int i = 0; i < 250; i++) {
            byte[] bad = mutated(good, i % 5, new Random(i));
            Files.write(temp.resolve(which), bad);
            refused += isRefused(which + (packed ? ".gz " : " ") + i) ? 1 : 0;
        }
        assertTrue(refused > 60, refused + " refused");
    }

    /** 268 MB for one image of 16384 x 16384, which 88 bytes do not hold, nor 90 kB of gzip. */
    @Test
    void hugeShape_costsNothing() throws IOException {
        byte[] images = IdxFiles.images(1);
        ByteBuffer.wrap(images).putInt(8, 1 << 14).putInt(12, 1 << 14);
        Files.write(temp.resolve("labels"), IdxFiles.labels(1, 3));
        for (byte[] file : List.of(images, IdxFiles.gzip(images))) {
            Files.write(temp.resolve("images"), file);
            assertTrue(isRefused("huge"));
        }
    }

    private boolean isRefused(String story) {
        long before = allocated();
        try {
            ImageSet set = IdxReader.read(temp.resolve("images"), temp.resolve("labels"), 3);
            assertEquals(
                    "12 of 2x3", set.size() + " of " + set.height() + "x" + set.width(), story);
            return false;
        } catch (BadInput e) {
            assertEquals(1, e.getMessage().lines().count(), story);
            assertTrue(e.getMessage().contains(temp.toString()), story + e.getMessage());
            assertFalse(e.getMessage().contains("null"), story + e.getMessage());
            return true;
        } finally {
            assertTrue(allocated() - before < MOST_BYTES, story);
        }
    }

    private static byte[] mutated(byte[] good, int kind, Random random) {
        byte[] bad = good.clone();
        int at = random.nextInt(good.length);
        switch (kind) {
            case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bad = Arrays.copyOf(good, at);
            case 2 -> {
                List<Integer> counts = List.of(Integer.MAX_VALUE, -1, 1 << 14, 0, 1 << 28);
                int word = random.nextInt(Math.min(4, good.length / 4)) * 4;
                ByteBuffer.wrap(bad).putInt(word, counts.get(random.nextInt(counts.size())));
            }
            case 3 -> bad[random.nextInt(Math.min(20, good.length))] = (byte) random.nextInt();
            default -> {
                List<Byte> more = new ArrayList<>();
                for (byte b : good) more.add(b);
                for (int i = random.nextInt(30); i >= 0; i--) more.add(at, (byte) random.nextInt());
                bad = new byte[more.size()];
                for (int i = 0; i < bad.length; i++) bad[i] = more.get(i);
            }
        }
        return bad;
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}

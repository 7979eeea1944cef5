package org.sparkqsnn.data.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.DataCard;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Splits;

class WindowReaderTest {
    private static final Configuration CONF = new Configuration();

    /** Four images of this side fill a block of 32 MiB; ten make blocks of 4, 4 and 2. */
    private static final int SIDE = 2896;

    private static final int SAMPLES = 10;

    @TempDir static Path temp;
    private static ImageSet whole;

    @BeforeAll
    static void write() {
        int stride = 1 + SIDE * SIDE;
        byte[] records = new byte[SAMPLES * stride];
        for (int id = 0; id < SAMPLES; id++) {
            records[id * stride] = (byte) (id % 3);
            for (int i = 1; i < stride; i += 97) records[id * stride + i] = (byte) (31 * id + i);
        }
        whole = ImageSet.of(SIDE, SIDE, 3, SAMPLES, new byte[][] {records});
        Splits splits = new Splits(whole, whole.slice(0, 1));
        DataCard card = new DataCard("large", "https://example.org", "MIT", "");
        DatasetWriter.write(temp.toString(), CONF, card, splits, bytes -> {});
    }

    @AfterAll
    static void forget() {
        whole = null;
    }

    @Test
    void windowsOfAnEpoch_haveTheSamplesOfTheWholeSet() {
        BlockOrder order = new BlockOrder(5, 1, SAMPLES, 4, 3, 1);
        try (WindowReader reader = WindowReader.train(temp.toString(), CONF)) {
            byte[] expected = new byte[SIDE * SIDE];
            byte[] actual = new byte[SIDE * SIDE];
            for (int p = 0; p < SAMPLES; ) {
                BlockOrder.Window window = order.window(p);
                ImageSet images = reader.read(window.blocks());
                if (window.end() < SAMPLES) reader.readAhead(order.window(window.end()).blocks());
                assertEquals(SAMPLES, images.size());
                for (; p < window.end(); p++) {
                    int id = window.at(p);
                    assertEquals(whole.label(id), images.label(id));
                    whole.copyPixels(id, expected);
                    images.copyPixels(id, actual);
                    assertArrayEquals(expected, actual, "sample " + id);
                }
            }
        }
    }

    /** What is held and what was read ahead is not read again: the file may be gone. */
    @Test
    void heldBlocks_areNotReadAgain() throws IOException {
        Path first = block(0);
        Path away = temp.resolve("away");
        try (WindowReader reader = WindowReader.train(temp.toString(), CONF)) {
            ImageSet before = reader.read(new int[] {0});
            reader.readAhead(new int[] {1, 0});
            Files.move(first, away);
            try {
                ImageSet both = reader.read(new int[] {0, 1});
                assertEquals(before.pixel(2, 96), both.pixel(2, 96));
                assertEquals(whole.pixel(5, 96), both.pixel(5, 96));
                assertEquals(whole.label(8), reader.read(new int[] {2}).label(8));
                BadInput gone = assertThrows(BadInput.class, () -> reader.read(new int[] {2, 0}));
                assertTrue(gone.getMessage().contains("missing"), gone.getMessage());
            } finally {
                Files.move(away, first);
            }
            assertEquals(whole.label(3), reader.read(new int[] {0}).label(3));
        }
    }

    @Test
    void damageThatIsFoundAhead_isToldWhenTheBlockIsAskedFor() throws IOException {
        Path second = block(1);
        byte[] good = Files.readAllBytes(second);
        byte[] bad = good.clone();
        bad[bad.length / 2] ^= 1;
        // Hadoop's own checksum of a local file would find it first.
        Files.delete(second.resolveSibling("." + second.getFileName() + ".crc"));
        Files.write(second, bad);
        try (WindowReader reader = WindowReader.train(temp.toString(), CONF)) {
            assertEquals(whole.label(1), reader.read(new int[] {0}).label(1));
            reader.readAhead(new int[] {1});
            BadInput damaged = assertThrows(BadInput.class, () -> reader.read(new int[] {1}));
            assertTrue(damaged.getMessage().contains("damaged, sha256 is"), damaged.getMessage());
            assertTrue(damaged.getMessage().contains(second.getFileName().toString()));
            Files.write(second, good);
            assertEquals(whole.label(4), reader.read(new int[] {1}).label(4));
        } finally {
            Files.write(second, good);
        }
    }

    private static Path block(int number) throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.filter(
                            file -> file.getFileName().toString().startsWith("train-0000" + number))
                    .findFirst()
                    .orElseThrow();
        }
    }
}

package org.sparkqsnn.data.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.DataCard;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Sha256;
import org.sparkqsnn.data.schema.Splits;

/** A dataset that stays where it is gives what the same dataset on the heap gives. */
class StoredRecordsTest {
    private static final Configuration HADOOP = new Configuration();
    private static final int RECORDS = 23;
    private static final int PER_BLOCK = 5;

    @TempDir Path temp;

    @Test
    void everyByteIsThatOfTheHeap() {
        ImageSet held = held(1);
        ImageSet stored = stored(held).train();
        same(held, stored);
        same(held.slice(7, 19), stored.slice(7, 19));
        same(held.select(new int[] {22, 0, 13}), stored.select(new int[] {22, 0, 13}));
        assertEquals(0, stored.records().heapBytes());
        assertEquals(PER_BLOCK, stored.records().recordsPerBlock());
        assertEquals(stored(held).sha256(), DatasetReader.read(out(), HADOOP).sha256());
    }

    /** As another machine gets it. */
    @Test
    void serialised() throws IOException, ClassNotFoundException {
        ImageSet held = held(2);
        ImageSet stored = stored(held).train();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(stored.slice(3, 20));
        }
        assertTrue(bytes.size() < 5000, "samples were sent");
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            same(held.slice(3, 20), (ImageSet) in.readObject());
        }
        StoredSplit split = ((StoredRecords) stored.records()).split();
        same(held, StoredSplit.of(split.directory(), split.json(), split.isTrain()).images());
    }

    @Test
    void aDamagedBlockIsNamed_andTheOthersRead() throws IOException {
        ImageSet held = held(3);
        ImageSet stored = stored(held).train();
        Path block = block("train-00002");
        byte[] good = Files.readAllBytes(block);
        Files.delete(checksum(block));
        byte[] bad = good.clone();
        bad[50] ^= 1;
        Files.write(block, bad);
        same(held.slice(0, 10), stored.slice(0, 10));
        String message = assertThrows(BadInput.class, () -> stored.label(10)).getMessage();
        assertTrue(message.startsWith("file:" + block + ": damaged, sha256 is "), message);
        Files.delete(block);
        message = assertThrows(BadInput.class, () -> stored.label(10)).getMessage();
        assertEquals(
                "file:" + block + ": missing, the manifest lists it; run prepare again", message);
        Files.copy(block("train-00001"), block);
        message = assertThrows(BadInput.class, () -> stored.label(10)).getMessage();
        assertTrue(message.startsWith("file:" + block + ": damaged"), message);
        Files.write(block, good);
        same(held, stored);
    }

    /** A manifest can promise a file that is none of ours. */
    @Test
    void headersAndLabelsAreChecked() throws IOException {
        ImageSet stored = stored(held(4)).train();
        replace("train-00001", file -> file[9] = 7);
        String message = assertThrows(BadInput.class, () -> reopened().label(5)).getMessage();
        assertTrue(message.contains("format version is 458753, the manifest says 1"), message);
        replace("train-00000", file -> file[BlockFormat.HEADER_BYTES] = 3);
        message = assertThrows(BadInput.class, () -> reopened().label(0)).getMessage();
        assertTrue(message.contains("record 0 has label 3, classes are 3"), message);
    }

    @Test
    void hostsAreThoseOfTheFileSystem() {
        StoredRecords records = (StoredRecords) stored(held(5)).train().records();
        assertArrayEquals(new String[] {"localhost"}, records.hosts(1));
    }

    private interface Change {
        void to(byte[] file);
    }

    /** Changes a block, and the manifest with it. */
    private void replace(String prefix, Change change) throws IOException {
        Path block = block(prefix);
        byte[] file = Files.readAllBytes(block);
        String before = Sha256.of(file);
        change.to(file);
        Files.write(block, file);
        Files.deleteIfExists(checksum(block));
        Path manifest = temp.resolve("out").resolve(Manifest.FILE);
        Files.deleteIfExists(checksum(manifest));
        Files.writeString(manifest, Files.readString(manifest).replace(before, Sha256.of(file)));
    }

    /** Hadoop's own of a local file. */
    private static Path checksum(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".crc");
    }

    private ImageSet reopened() {
        return DatasetReader.at(out(), HADOOP).open().train();
    }

    private static void same(ImageSet expected, ImageSet actual) {
        assertEquals(expected.toString(), actual.toString());
        byte[] one = new byte[expected.features() + 1];
        byte[] other = new byte[expected.features() + 1];
        for (int id = 0; id < expected.size(); id++) {
            assertEquals(expected.label(id), actual.label(id));
            assertEquals(expected.pixel(id, 3), actual.pixel(id, 3));
            assertEquals(expected.record(id), actual.record(id));
            expected.copyPixels(id, one, 1);
            actual.copyPixels(id, other, 1);
            assertArrayEquals(one, other);
        }
    }

    private String out() {
        return temp.resolve("out").toString();
    }

    private Dataset stored(ImageSet held) {
        DataCard card = new DataCard("stored", "here", "MIT", "");
        DatasetWriter.write(out(), HADOOP, card, new Splits(held, held.slice(0, 2)), bytes -> {});
        return DatasetReader.at(out(), HADOOP).open();
    }

    /**
     * Blocks of five, and a last one of three; each test has its own, since the cache knows them.
     */
    private static ImageSet held(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int stride = 1 + 12;
        byte[][] blocks = new byte[(RECORDS - 1) / PER_BLOCK + 1][];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = new byte[Math.min(PER_BLOCK, RECORDS - b * PER_BLOCK) * stride];
            random.nextBytes(blocks[b]);
            for (int at = 0; at < blocks[b].length; at += stride)
                blocks[b][at] = (byte) random.nextInt(3);
        }
        return ImageSet.of(3, 4, 3, PER_BLOCK, blocks);
    }

    private Path block(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve("out"))) {
            List<Path> found =
                    files.filter(f -> f.getFileName().toString().startsWith(prefix)).toList();
            assertEquals(1, found.size());
            return found.get(0);
        }
    }
}

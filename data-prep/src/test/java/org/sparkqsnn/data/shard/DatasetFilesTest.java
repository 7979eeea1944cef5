package org.sparkqsnn.data.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.DataCard;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Sha256;
import org.sparkqsnn.data.schema.Splits;

/**
 * {@link DatasetWriter} and {@link DatasetReader} on real files, with each way in which they can be
 * damaged.
 */
class DatasetFilesTest {
    private static final Configuration CONF = new Configuration();
    private static final DataCard CARD = new DataCard("tiny", "https://example.org", "MIT", "");

    @TempDir Path temp;

    /** Images of 4096 x 4096 make blocks of one record, so that three records cross blocks. */
    private static Splits big() {
        byte[][] blocks = new byte[3][1 + 4096 * 4096];
        for (int b = 0; b < 3; b++) {
            blocks[b][0] = (byte) (2 - b);
            blocks[b][4096 * 4096] = (byte) (100 + b);
        }
        ImageSet train = ImageSet.of(4096, 4096, 3, 1, blocks);
        return new Splits(train, train.slice(1, 2));
    }

    private static Splits tiny() {
        byte[] records = {0, 10, 11, 1, 20, 21, 2, 30, (byte) 255};
        ImageSet all = ImageSet.of(1, 2, 3, 3, new byte[][] {records});
        return new Splits(all, all.slice(1, 3));
    }

    private Path folder() {
        return temp.resolve("out");
    }

    private DatasetWriter.Written write(Splits splits) {
        return DatasetWriter.write(folder().toString(), CONF, CARD, splits, bytes -> {});
    }

    private Dataset read() {
        return DatasetReader.read(folder().toString(), CONF);
    }

    /** The file whose name starts so. */
    private Path file(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void refused(String expected) {
        String message = assertThrows(BadInput.class, this::read).getMessage();
        assertEquals(expected, message.replace("file:" + folder(), "OUT"));
    }

    /** Without Hadoop's own checksum files, which would notice first. */
    private void change(Path file, byte[] bytes) throws IOException {
        Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
        Files.write(file, bytes);
    }

    private void changeManifest(String from, String to) throws IOException {
        Path manifest = folder().resolve("manifest.json");
        String json = Files.readString(manifest);
        assertTrue(json.contains(from), json);
        change(manifest, json.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void read_returnsWhatWasWritten() throws IOException {
        AtomicLong bytes = new AtomicLong();
        DatasetWriter.Written written =
                DatasetWriter.write(
                        folder().toUri().toString(), CONF, CARD, tiny(), bytes::addAndGet);
        Dataset back = read();
        assertEquals("tiny", back.name());
        assertEquals(written.sha256(), back.sha256());
        assertEquals(
                Sha256.of(Files.readAllBytes(folder().resolve("manifest.json"))), back.sha256());
        assertEquals(3, back.train().size());
        assertEquals(255, back.train().pixel(2, 1));
        assertEquals(1, back.test().label(0));
        assertEquals(32 + 9 + 32 + 6, bytes.get());
        assertFalse(written.alreadyThere());
    }

    @Test
    void blocks_splitLargeSets() {
        assertEquals(4, write(big()).blocks());
        ImageSet train = read().train();
        for (int id = 0; id < 3; id++) {
            assertEquals(2 - id, train.label(id));
            assertEquals(100 + id, train.pixel(id, 4096 * 4096 - 1));
        }
    }

    @Test
    void write_ofTheSameAgainSaysSoAndRepairs() throws IOException {
        String sha256 = write(tiny()).sha256();
        Path block = file("train-00000");
        change(block, new byte[] {1, 2, 3});
        DatasetWriter.Written again = write(tiny());
        assertTrue(again.alreadyThere());
        assertEquals(sha256, again.sha256());
        assertEquals(3, read().train().size());
    }

    @Test
    void write_overACrashedAttemptCompletesIt() throws IOException {
        write(tiny());
        Files.delete(folder().resolve("manifest.json"));
        Files.write(folder().resolve("_tmp-left-over"), new byte[5]);
        change(file("test-00000"), new byte[7]);
        refused("no dataset at OUT: it has no manifest.json; run prepare --out there");
        assertFalse(write(tiny()).alreadyThere());
        assertEquals(2, read().test().size());
    }

    /**
     * A process that dies at its n-th change, for each n: there is no dataset, and the next run
     * completes it.
     */
    @Test
    void write_thatDiesAnywhereLeavesNoHalfDataset() throws IOException {
        int deaths = 0;
        while (dies(deaths + 1)) {
            deaths++;
            refused("no dataset at OUT: it has no manifest.json; run prepare --out there");
            assertFalse(write(tiny()).alreadyThere());
            assertEquals(3, read().train().size());
            FileUtil.fullyDelete(folder().toFile());
        }
        assertTrue(deaths >= 6, "a create and a rename of three files, got " + deaths + " changes");
        assertEquals(3, read().train().size());
    }

    private boolean dies(int changes) {
        Configuration conf = new Configuration();
        conf.setClass("fs.crash.impl", CrashingFileSystem.class, FileSystem.class);
        conf.setBoolean("fs.crash.impl.disable.cache", true);
        conf.setInt(CrashingFileSystem.CHANGES, changes);
        try {
            DatasetWriter.write("crash://" + folder(), conf, CARD, tiny(), bytes -> {});
            return false;
        } catch (BadInput e) {
            String end = ": crashed; check space and permissions, then run it again";
            assertEquals(
                    "cannot write crash:" + folder() + end,
                    e.getMessage().replace("IOException ", ""));
            return !Files.exists(folder().resolve("manifest.json"));
        }
    }

    @Test
    void write_leavesNoTemporaryFiles() throws IOException {
        write(tiny());
        try (Stream<Path> files = Files.list(folder())) {
            List<String> names =
                    files.map(f -> f.getFileName().toString())
                            .filter(n -> !n.endsWith(".crc"))
                            .sorted()
                            .toList();
            assertEquals(3, names.size(), names.toString());
            assertEquals("manifest.json", names.get(0));
        }
    }

    @Test
    void write_overAnotherDatasetIsRefused() {
        write(tiny());
        Splits other = new Splits(tiny().test(), tiny().test());
        String message = assertThrows(BadInput.class, () -> write(other)).getMessage();
        String expected =
                " holds another dataset (\"tiny\"); give another --out, or remove that folder first";
        assertEquals("file:" + folder() + expected, message);
        assertEquals(3, read().train().size());
    }

    @Test
    void write_intoAFileIsRefused() throws IOException {
        Files.write(folder(), new byte[1]);
        String message = assertThrows(BadInput.class, () -> write(tiny())).getMessage();
        assertTrue(message.startsWith("cannot write file:" + folder() + ": "), message);
        assertTrue(message.endsWith("; check space and permissions, then run it again"), message);
        assertFalse(message.contains("\n"));
    }

    @Test
    void uri_ofAnUnknownSchemeIsRefused() {
        String message =
                assertThrows(BadInput.class, () -> DatasetReader.read("nosuch://x/y", CONF))
                        .getMessage();
        assertEquals(
                "cannot use \"nosuch://x/y\": No FileSystem for scheme \"nosuch\"; give a path or a URI of a Hadoop file"
                        + " system",
                message);
    }

    @Test
    void missingBlock_isNamed() throws IOException {
        write(tiny());
        Path block = file("test-00000");
        Files.delete(block);
        refused(
                "OUT/"
                        + block.getFileName()
                        + ": missing, the manifest lists it; run prepare again");
    }

    @Test
    void truncatedBlock_isNamed() throws IOException {
        write(tiny());
        Path block = file("train-00000");
        change(block, Arrays.copyOf(Files.readAllBytes(block), 40));
        refused(
                "OUT/"
                        + block.getFileName()
                        + ": truncated, it has 40 of 41 bytes; run prepare again");
    }

    @Test
    void longerBlock_isNamed() throws IOException {
        write(tiny());
        Path block = file("train-00000");
        change(block, Arrays.copyOf(Files.readAllBytes(block), 42));
        refused(
                "OUT/"
                        + block.getFileName()
                        + ": longer than the 41 bytes of the manifest; run prepare again");
    }

    @Test
    void flippedBit_isNamed() throws IOException {
        write(tiny());
        Path block = file("train-00000");
        byte[] bytes = Files.readAllBytes(block);
        final String expected = Sha256.of(bytes);
        bytes[40] ^= 1;
        change(block, bytes);
        String both = Sha256.of(bytes) + ", the manifest says " + expected;
        refused(
                "OUT/"
                        + block.getFileName()
                        + ": damaged, sha256 is "
                        + both
                        + "; run prepare again");
    }

    /**
     * A block that was replaced together with its sha256 in the manifest must still be what the
     * manifest says.
     */
    @Test
    void header_mustAgreeWithTheManifest() throws IOException {
        headerFault(0, 'X', "not a block file of spark-qsnn (wrong magic); run prepare again");
        headerFault(11, 2, "format version is 2, the manifest says 1; run prepare again");
        headerFault(15, 5, "first id is 5, the manifest says 0; run prepare again");
        headerFault(19, 9, "record count is 9, the manifest says 3; run prepare again");
        headerFault(23, 4, "stride is 4, the manifest says 3; run prepare again");
        headerFault(27, 2, "height is 2, the manifest says 1; run prepare again");
        headerFault(31, 1, "width is 1, the manifest says 2; run prepare again");
    }

    private void headerFault(int at, int value, String fault) throws IOException {
        write(tiny());
        Path block = file("train-00000");
        byte[] bytes = Files.readAllBytes(block);
        final String before = Sha256.of(bytes);
        bytes[at] = (byte) value;
        change(block, bytes);
        changeManifest(before, Sha256.of(bytes));
        refused("OUT/" + block.getFileName() + ": " + fault);
        changeManifest(Sha256.of(bytes), before);
    }

    @Test
    void labelBeyondTheClasses_isRefused() throws IOException {
        write(tiny());
        changeManifest("\"classes\" : 3", "\"classes\" : 2");
        refused("OUT/manifest.json: record 2 has label 2, classes are 2; run prepare again");
    }

    @Test
    void manifest_isReadStrictly() throws IOException {
        manifestFault(
                "\"version\" : 1",
                "\"version\" : 2",
                "format version 2, this build reads 1; run prepare again with this build");
        manifestFault(
                "\"version\" : 1",
                "\"version\" : \"1\"",
                "no manifest of spark-qsnn (it has no version); run prepare again");
        manifestFault("\"height\" : 1", "\"height\" : 0", "height must be in [1, 16384], got 0");
        manifestFault(
                "\"height\" : 1", "\"height\" : 99999", "height must be in [1, 16384], got 99999");
        manifestFault("\"height\" : 1", "\"height\" : 99999999999", "out of range of int");
        manifestFault(
                "\"height\" : 1", "\"height\" : 1.5", "Cannot coerce Floating-point value (1.5)");
        manifestFault("\"height\" : 1", "\"height\" : \"1\"", "Cannot coerce String value (\"1\")");
        manifestFault("\"height\" : 1", "\"height\" : null", "height");
        manifestFault("\"height\" : 1,", "", "creator property 'height'; run");
        manifestFault(
                "\"height\" : 1",
                "\"height\" : 1, \"heigth\" : 1",
                "Unrecognized field \"heigth\"; run");
        manifestFault(
                "\"height\" : 1", "\"height\" : 1, \"height\" : 1", "Duplicate field 'height'");
        manifestFault("\"name\" : \"tiny\"", "\"name\" : 7", "Cannot coerce Integer value (7)");
        manifestFault("\"records\" : 3", "\"records\" : 4", " must be ");
        manifestFault("\"firstId\" : 0", "\"firstId\" : 1", "firstId must be 0, got 1");
        manifestFault("\"bytes\" : 41", "\"bytes\" : 42", "bytes must be 41, got 42");
        manifestFault(
                "\"file\" : \"train",
                "\"file\" : \"../train",
                "file must be a plain file name, got ../train");
        manifestFault("\"sha256\" : \"", "\"sha256\" : \"xx", "sha256 must be 64 hex digits");
        manifestFault("\"licence\" : \"MIT\",", "\"licence\" : \"MIT\"", "Unexpected character");
    }

    private void manifestFault(String from, String to, String fault) throws IOException {
        write(tiny());
        Path manifest = folder().resolve("manifest.json");
        byte[] before = Files.readAllBytes(manifest);
        changeManifest(from, to);
        String message = assertThrows(BadInput.class, this::read).getMessage();
        assertTrue(message.startsWith("file:" + manifest + ": "), message);
        assertTrue(message.contains(fault), message);
        assertFalse(message.contains("\n"), message);
        change(manifest, before);
    }

    @Test
    void embeddedSample_isBalancedAndReal() throws IOException {
        Dataset sample = EmbeddedSample.load();
        assertEquals("fashion-mnist-sample", sample.name());
        assertEquals(6000, sample.train().size());
        assertEquals(1000, sample.test().size());
        for (int c = 0; c < 10; c++) {
            assertEquals(600, sample.train().countPerClass()[c]);
            assertEquals(100, sample.test().countPerClass()[c]);
        }
        assertEquals(
                9,
                sample.train().label(0)); // Fashion-MNIST's first training image is an ankle boot
        DatasetWriter.Written written =
                DatasetWriter.write(
                        folder().toString(), CONF, card(sample), sample.splits(), b -> {});
        assertEquals(sample.sha256(), written.sha256());
    }

    private static DataCard card(Dataset sample) {
        assertEquals(EmbeddedSampleSource.CARD.name(), sample.name());
        return EmbeddedSampleSource.CARD;
    }

    @Test
    void embeddedSample_isWhatItsSourceGives() {
        assumeTrue(
                Files.isDirectory(EmbeddedSampleSource.DEBIAN),
                "apt-get install dataset-fashion-mnist");
        Manifest manifest =
                DatasetWriter.plan(EmbeddedSampleSource.CARD, EmbeddedSampleSource.sample());
        assertEquals(EmbeddedSample.load().sha256(), Sha256.of(ManifestJson.write(manifest)));
    }
}

package org.sparkqsnn.data.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.data.mix.ContentOrder;
import org.sparkqsnn.data.mix.Part;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.DataCard;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Splits;

/**
 * {@link BlockWriteJob} with Kryo and nothing registered, as the most demanding session has it,
 * against {@link DatasetWriter} on the same images in memory.
 */
class BlockWriteJobTest {
    private static final DataCard CARD = new DataCard("rows", "here", "unknown", "");

    /** Images of 1 x 2047: 32 records in a block of 64k. */
    private static final int PIXELS = 2047;

    private static final BlockSize SIZE = BlockSize.parse("--block-size", "64k");
    private static final int TRAIN = 150;
    private static final int TEST = 40;
    private static final int BLOCKS = 5 + 2;

    private static SparkSession session;
    private static JavaSparkContext spark;

    @TempDir Path temp;

    @BeforeAll
    static void start() {
        session =
                SparkSession.builder()
                        .master("local[2]")
                        .config("spark.ui.enabled", "false")
                        .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
                        .config("spark.kryo.registrationRequired", "true")
                        .config("spark.hadoop.fs.crash.impl", CrashingFileSystem.class.getName())
                        .config("spark.hadoop.fs.crash.impl.disable.cache", "true")
                        .config("spark.hadoop." + CrashingFileSystem.TOGETHER, "true")
                        .getOrCreate();
        spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    }

    @AfterAll
    static void stop() {
        session.stop();
    }

    /** Rows of both parts, some of them twice. */
    private static List<byte[]> rows() {
        SplittableRandom random = new SplittableRandom(3);
        List<byte[]> rows = new ArrayList<>();
        for (int i = 0; i < TRAIN + TEST; i++) {
            byte[] row = new byte[Part.RECORD + 1 + PIXELS];
            random.nextBytes(row);
            row[0] = (byte) (i < TRAIN ? Part.TRAIN : Part.TEST).ordinal();
            row[Part.RECORD] = (byte) (i % 7);
            rows.add(i % 20 == 19 ? rows.get(i - 1) : row);
        }
        return rows;
    }

    private static Splits inMemory() {
        byte[][] records = new byte[2][];
        for (Part part : Part.values()) {
            List<byte[]> rows = rows().stream().filter(r -> Part.of(r) == part).toList();
            byte[] all = new byte[rows.size() * (1 + PIXELS)];
            for (int i = 0; i < rows.size(); i++)
                System.arraycopy(rows.get(i), 1, all, i * (1 + PIXELS), 1 + PIXELS);
            records[part.ordinal()] = all;
        }
        return new Splits(set(records[0]), set(records[1]));
    }

    private static ImageSet set(byte[] records) {
        return ImageSet.of(1, PIXELS, 7, 1000, new byte[][] {records});
    }

    private static RowSource source(JavaRDD<byte[]> rows) {
        return new RowSource("rows of a test", rows, 1, PIXELS, List.of());
    }

    private static RowSource source() {
        return source(spark.parallelize(rows(), 3));
    }

    private static BlockWriteJob.Done write(Path out, RowSource source) {
        return BlockWriteJob.write(session, out.toString(), CARD, source, SIZE);
    }

    private String expected() {
        return DatasetWriter.write(
                        temp.resolve("memory").toString(),
                        new Configuration(),
                        CARD,
                        ContentOrder.of(inMemory()),
                        SIZE,
                        bytes -> {})
                .sha256();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> !n.endsWith(".crc"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void manifest_isThatOfTheRowsInMemory() throws IOException {
        Path out = temp.resolve("out");
        BlockWriteJob.Done done = write(out, source());
        assertEquals(expected(), done.dataset().sha256());
        assertEquals(BLOCKS, done.dataset().blocks());
        assertEquals(0, done.resumed());
        assertFalse(done.dataset().alreadyThere());
        assertEquals(BLOCKS + 2, names(out).size(), names(out).toString());
        assertTrue(names(out).containsAll(List.of("manifest.json", "prepared.json")));
        assertEquals(TRAIN, DatasetReader.read(out.toString(), new Configuration()).train().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 40})
    void manifest_isTheSameForAnyOrderAndPartitions(int partitions) {
        List<byte[]> shuffled = rows();
        Collections.shuffle(shuffled, new Random(partitions));
        Path out = temp.resolve("out");
        BlockWriteJob.Done done = write(out, source(spark.parallelize(shuffled, partitions)));
        assertEquals(expected(), done.dataset().sha256());
    }

    /** One image fills three blocks and more, and is neither lost nor sent for each row. */
    @Test
    void frequentImage_isWrittenAsOftenAsItIsThere() throws IOException {
        List<byte[]> rows = rows();
        byte[] blank = new byte[Part.RECORD + 1 + PIXELS];
        for (int i = 0; i < 120; i++) rows.add(blank);
        Collections.shuffle(rows, new Random(8));
        Path out = temp.resolve("out");
        assertEquals(9, write(out, source(spark.parallelize(rows, 3))).plan().train().blocks());
        ImageSet train = DatasetReader.read(out.toString(), new Configuration()).train();
        byte[] pixels = new byte[PIXELS];
        int blanks = 0;
        for (int id = 0; id < train.size(); id++) {
            train.copyPixels(id, pixels);
            if (Arrays.equals(pixels, new byte[PIXELS])) blanks++;
        }
        assertEquals(120, blanks);
        assertEquals(TRAIN + 120, train.size());
    }

    @Test
    void secondRun_saysSoAndRepairs() throws IOException {
        Path out = temp.resolve("out");
        final String sha256 = write(out, source()).dataset().sha256();
        String block =
                names(out).stream().filter(n -> n.startsWith("train-00002")).findFirst().get();
        Files.write(out.resolve(block), new byte[7]);
        Files.deleteIfExists(out.resolve("." + block + ".crc"));
        BlockWriteJob.Done again = write(out, source());
        assertTrue(again.dataset().alreadyThere());
        assertEquals(sha256, again.dataset().sha256());
        assertEquals(BLOCKS - 1, again.resumed());
        assertEquals(BLOCKS, write(out, source()).resumed());
        assertEquals(BLOCKS + 2, names(out).size());
    }

    /** A process that dies at its n-th change of a file, with whatever two tasks had begun. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 13, 20, 27, 33, 40, 44, 45, 47, 51})
    void run_thatDiesIsResumed(int changes) throws IOException {
        Path out = temp.resolve("out");
        CrashingFileSystem.afterChanges(changes);
        BadInput refusal =
                assertThrows(
                        BadInput.class,
                        () -> BlockWriteJob.write(session, "crash://" + out, CARD, source(), SIZE));
        assertTrue(
                refusal.getMessage()
                        .startsWith("cannot write crash:" + out + ": IOException crashed"),
                refusal.getMessage());
        // Before that the notes and blocks are written, after it the notes are dropped.
        boolean complete = changes > 45;
        assertEquals(complete, Files.exists(out.resolve("manifest.json")));
        long finished =
                Files.exists(out.resolve("_prepare"))
                        ? names(out.resolve("_prepare")).stream()
                                .filter(n -> n.matches("(train|test)-.*"))
                                .count()
                        : 0;
        BlockWriteJob.Done done = write(out, source());
        assertEquals(expected(), done.dataset().sha256());
        assertEquals(complete, done.dataset().alreadyThere());
        assertEquals(complete ? BLOCKS : finished, done.resumed());
        if (changes >= 33) assertTrue(done.resumed() >= 2, "resumed " + done.resumed());
        assertEquals(BLOCKS + 2, names(out).size(), names(out).toString());
    }

    @Test
    void otherRows_areRefusedInTheSameFolder() throws IOException {
        Path out = temp.resolve("out");
        write(out, source());
        List<byte[]> one = rows();
        one.get(0)[9] ^= 1;
        refused(
                "file:OUT belongs to other images, or to another --size or --block-size; give"
                        + " another --out, or remove that folder first",
                out,
                source(spark.parallelize(one, 2)));
        Path memory = temp.resolve("memory");
        expected();
        refused(
                "file:OUT holds another dataset (\"rows\"); give another --out, or remove that"
                        + " folder first",
                memory,
                source());
    }

    private static void refused(String message, Path out, RowSource source) {
        BadInput refusal = assertThrows(BadInput.class, () -> write(out, source));
        assertEquals(message, refusal.getMessage().replace(out.toString(), "OUT"));
    }

    @Test
    void strangeFiles_areNotBelieved() throws IOException {
        Path out = temp.resolve("out");
        Files.createDirectories(out.resolve("_prepare"));
        write(out, source());
        Files.delete(out.resolve("manifest.json"));
        Files.createDirectories(out.resolve("_prepare"));
        Files.writeString(out.resolve("_prepare/train-00000.json"), "{\"version\":1");
        Files.writeString(
                out.resolve("_prepare/train-00001.json"),
                "{\"version\":1,\"plan\":\"x\",\"sha256\":\"../../x\"}");
        Files.writeString(out.resolve("_prepare/mine.txt"), "kept");
        BlockWriteJob.Done done = write(out, source());
        assertEquals(0, done.resumed());
        assertEquals(expected(), done.dataset().sha256());
        assertEquals(List.of("mine.txt"), names(out.resolve("_prepare")));
        Files.delete(out.resolve(".prepared.json.crc"));
        Files.writeString(out.resolve("prepared.json"), "{\"version\":2}");
        String message = assertThrows(BadInput.class, () -> write(out, source())).getMessage();
        assertTrue(message.contains("prepared.json: not written by this version"), message);
    }

    /** Rows that differ each time that they are read. */
    @Test
    void rowsThatChange_areRefused() {
        JavaRDD<byte[]> rows =
                spark.parallelize(rows(), 2)
                        .map(
                                row -> {
                                    byte[] other = row.clone();
                                    other[50] = (byte) System.nanoTime();
                                    other[51] = (byte) (System.nanoTime() >> 8);
                                    other[52] = (byte) (System.nanoTime() >> 16);
                                    return other;
                                });
        String message =
                assertThrows(BadInput.class, () -> write(temp.resolve("out"), source(rows)))
                        .getMessage();
        assertTrue(message.startsWith("the rows are not those that were counted"), message);
        assertFalse(Files.exists(temp.resolve("out/manifest.json")));
    }

    @Test
    void fullDisk_isOneLine() {
        JavaRDD<byte[]> rows =
                spark.parallelize(rows(), 2)
                        .map(
                                row -> {
                                    throw new IOException("No space left on device");
                                });
        String message =
                assertThrows(BadInput.class, () -> write(temp.resolve("out"), source(rows)))
                        .getMessage();
        assertTrue(
                message.startsWith("cannot read rows of a test: No space left on device; check"),
                message);
    }
}

package org.sparkqsnn.spark.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Recordings of a real event camera (Orchard et al. 2015, N-MNIST), where they are at hand: the
 * files of slayerPytorch's {@code test/test_files/NMNISTsmall}, packed. Their licence is not clear,
 * so they are not in this repository.
 */
@Timeout(900)
class NmnistIT {
    private static final Path ARCHIVE = Path.of("../../shared/data/nmnist-small-1000-100.tar.gz");
    private static final int PIXELS = 34;
    private static final int FIRST_TEST = 60_001;
    private static final StructType EVENT =
            new StructType().add("time", DataTypes.IntegerType).add("input", DataTypes.IntegerType);
    private static final StructType SCHEMA =
            new StructType()
                    .add("id", DataTypes.LongType)
                    .add("label", DataTypes.IntegerType)
                    .add("events", DataTypes.createArrayType(EVENT));

    private static final Map<String, byte[]> FILES = new HashMap<>();

    private static void read() throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(ARCHIVE)))) {
            for (ArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                String name = Path.of(entry.getName()).getFileName().toString();
                if (!entry.isDirectory()) FILES.put(name, tar.readAllBytes());
            }
        }
    }

    /** 1,000 recordings of 10 digits; chance is 0.1. */
    @Test
    void recordings_areLearnt() throws IOException {
        assumeTrue(
                Files.exists(ARCHIVE),
                ARCHIVE + " is not here"); // in a test, so that it counts as skipped
        read();
        try (SparkSession spark = Frames.session()) {
            Dataset<Row> train = spark.createDataFrame(rows("train1K.txt"), SCHEMA);
            Dataset<Row> test = spark.createDataFrame(rows("test100.txt"), SCHEMA);
            assertEquals(1000, train.count());
            assertEquals(100, test.count());
            QsnnClassificationModel model =
                    new QsnnClassifier()
                            .setFeaturesCol("events")
                            .setEncoder("events")
                            .setInputs(2 * PIXELS * PIXELS)
                            .setDuration(350_000) // the longest recording has 336,040 µs
                            .setIdCol("id")
                            .setHidden(200)
                            .setSteps(25)
                            .setEpochs(10)
                            .setBatchSize(20)
                            .setWorkers(2)
                            .fit(train);
            double accuracy =
                    new MulticlassClassificationEvaluator()
                            .setMetricName("accuracy")
                            .evaluate(model.transform(test));
            assertTrue(accuracy > 0.7, "accuracy " + accuracy);
        }
    }

    /** Lines of {@code sample class}, after a heading. */
    private static List<Row> rows(String index) {
        List<Row> rows = new ArrayList<>();
        for (String line : new String(FILES.get(index), StandardCharsets.UTF_8).lines().toList()) {
            if (line.startsWith("#")) continue;
            String[] words = line.trim().split("\\s+");
            int sample = Integer.parseInt(words[0]);
            List<Row> events = events(FILES.get(sample + ".bs2"));
            long id = sample % FIRST_TEST;
            rows.add(RowFactory.create(id, Integer.parseInt(words[1]), events));
        }
        return rows;
    }

    /** Five bytes an event, big-endian: x (8 bits), y (8), polarity (1), time in µs (23). */
    private static List<Row> events(byte[] file) {
        List<Row> events = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(file);
        while (bytes.hasRemaining()) {
            int x = bytes.get() & 0xff;
            int y = bytes.get() & 0xff;
            int rest = (bytes.get() & 0xff) << 16 | bytes.getShort() & 0xffff;
            int polarity = rest >>> 23;
            events.add(RowFactory.create(rest & 0x7fffff, (polarity * PIXELS + y) * PIXELS + x));
        }
        return events;
    }
}

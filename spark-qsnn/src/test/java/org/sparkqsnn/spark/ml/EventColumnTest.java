package org.sparkqsnn.spark.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.encode.LatencyEncoder;
import org.sparkqsnn.data.encode.PoissonEncoder;
import org.sparkqsnn.data.encode.SpikeEncoder;
import org.sparkqsnn.data.encode.SpikeTrains;
import org.sparkqsnn.data.encode.Stream;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.shard.EmbeddedSample;

/** Spikes recorded from an encoder are as good as the encoder. */
class EventColumnTest {
    private static final int STEPS = 10;
    private static final double DURATION = 0.25; // seconds
    private static final StructType EVENT =
            new StructType().add("input", DataTypes.IntegerType).add("time", DataTypes.DoubleType);
    private static final StructType RECORDINGS =
            new StructType()
                    .add("id", DataTypes.LongType)
                    .add("label", DataTypes.DoubleType)
                    .add("features", DataTypes.createArrayType(EVENT));
    private static final ImageSet IMAGES = EmbeddedSample.load().train().slice(0, 200);
    private static SparkSession spark;
    @TempDir private static Path folder;

    @BeforeAll
    static void open() {
        spark = Frames.session();
    }

    @AfterAll
    static void close() {
        spark.stop();
    }

    @Test
    void recordedLatency_trainsAndPredictsAsTheEncoder() throws IOException {
        QsnnClassificationModel byEncoder =
                classifier("latency").setEpochs(3).fit(Frames.of(spark, IMAGES));
        Dataset<Row> recordings = recordings(new LatencyEncoder(STEPS));
        Pipeline pipeline =
                new Pipeline().setStages(new PipelineStage[] {classifier("events").setEpochs(3)});
        PipelineModel fitted = pipeline.fit(recordings);
        String path = folder.resolve("model").toString();
        fitted.save(path);
        PipelineModel loaded = PipelineModel.load(path);
        QsnnClassificationModel byEvents = (QsnnClassificationModel) loaded.stages()[0];
        assertArrayEquals(byEncoder.network().parameters(), byEvents.network().parameters());
        assertEquals(IMAGES.features(), byEvents.numFeatures());
        List<Row> expected = predictions(byEncoder.transform(Frames.of(spark, IMAGES)));
        assertEquals(expected, predictions(loaded.transform(recordings)));
        assertTrue(expected.stream().map(row -> row.get(1)).distinct().count() > 20);
    }

    /** In the first epoch an image is drawn once: what is recorded then is what was trained on. */
    @Test
    void recordedPoisson_trainsAsTheFirstEpoch() {
        QsnnClassificationModel byEncoder = classifier("poisson").fit(Frames.of(spark, IMAGES));
        QsnnClassificationModel byEvents =
                classifier("events").fit(recordings(new PoissonEncoder(STEPS)));
        assertArrayEquals(byEncoder.network().parameters(), byEvents.network().parameters());
    }

    /** Without duration a time is a step, of any type of number. */
    @Test
    void wholeTimes_areSteps() {
        StructType event =
                new StructType()
                        .add("time", DataTypes.createDecimalType(5, 0))
                        .add("input", DataTypes.LongType);
        StructType schema =
                new StructType()
                        .add("label", DataTypes.IntegerType)
                        .add("features", DataTypes.createArrayType(event));
        List<Row> rows = new ArrayList<>();
        for (int label = 0; label < 4; label++) {
            Row one = RowFactory.create(BigDecimal.valueOf(2L * label), (long) label);
            rows.add(RowFactory.create(label, List.of(one, one)));
        }
        QsnnClassifier classifier =
                new QsnnClassifier().setEncoder("events").setInputs(4).setSteps(7).setHidden(3);
        QsnnClassificationModel model =
                classifier.setEpochs(1).fit(spark.createDataFrame(rows, schema));
        assertEquals(4, model.numFeatures());
        assertEquals(4, model.network().features()); // one byte for each of the inputs
        refused("time must be in [0, 7.0), got 7", () -> transform(model, event(7.0, 0)));
        refused(
                "input must be a whole number in [0, 4), got 4",
                () -> transform(model, event(0.0, 4)));
        refused("takes events, not vectors", () -> model.predict(Vectors.dense(1, 2)));
    }

    @Test
    void badEvents_areOneLine() {
        refusedFit("time must be in [0, 0.25), got 0.25", event(0.25, 0));
        refusedFit("time must be in [0, 0.25), got NaN", event(Double.NaN, 0));
        refusedFit("time must be in [0, 0.25), got null", RowFactory.create(0, null));
        refusedFit("input must be a whole number in [0, 784), got -1", event(0.0, -1));
        refusedFit("column features holds null", (Row) null);
        refused(
                "set inputs",
                () -> classifier("events").setInputs(0).fit(recordings(new LatencyEncoder(STEPS))));
        refused(
                "must hold an array of struct<time, input>",
                () -> classifier("events").fit(Frames.of(spark, IMAGES)));
        refused(
                "set encoder to events",
                () -> classifier("latency").fit(recordings(new LatencyEncoder(STEPS))));
    }

    private static QsnnClassifier classifier(String encoder) {
        return new QsnnClassifier()
                .setEncoder(encoder)
                .setPixels("byte")
                .setInputs(IMAGES.features())
                .setDuration(DURATION)
                .setIdCol("id")
                .setSteps(STEPS)
                .setHidden(30)
                .setWorkers(2)
                .setBatchSize(10)
                .setLearningRate(0.02)
                .setEpochs(1)
                .setSeed(5);
    }

    /** The spikes of an encoder as events in no order, each somewhere within its step. */
    private static Dataset<Row> recordings(SpikeEncoder encoder) {
        Random random = new Random(1);
        SpikeTrains trains = new SpikeTrains();
        byte[] pixels = new byte[IMAGES.features()];
        List<Row> rows = new ArrayList<>();
        for (int id = 0; id < IMAGES.size(); id++) {
            IMAGES.copyPixels(id, pixels);
            encoder.encode(Stream.ENCODE.key(5), id, 0, pixels, trains);
            List<Row> events = new ArrayList<>();
            for (int n = 0; n < trains.count(); n++) {
                for (int t = 0; t < STEPS; t++) {
                    if (!trains.fired(n, t)) continue;
                    double within = 0.01 + 0.98 * random.nextDouble();
                    events.add(event((t + within) * DURATION / STEPS, trains.input(n)));
                }
            }
            Collections.shuffle(events, random);
            rows.add(RowFactory.create((long) id, (double) IMAGES.label(id), events));
        }
        return spark.createDataFrame(rows, RECORDINGS);
    }

    private static Row event(double time, int input) {
        return RowFactory.create(input, time);
    }

    private static Dataset<Row> recording(Row event) {
        List<Row> events = Collections.singletonList(event);
        return spark.createDataFrame(List.of(RowFactory.create(1L, 0.0, events)), RECORDINGS);
    }

    private static List<Row> transform(QsnnClassificationModel model, Row event) {
        return model.transform(recording(event)).collectAsList();
    }

    private static List<Row> predictions(Dataset<Row> transformed) {
        return transformed
                .orderBy("id")
                .select("prediction", "rawPrediction", "probability")
                .collectAsList();
    }

    private static void refusedFit(String message, Row event) {
        refused(message, () -> classifier("events").fit(recording(event)));
    }

    /** A refusal on an executor is the cause of what Spark throws. */
    private static void refused(String message, Executable action) {
        Throwable got = assertThrows(Throwable.class, action);
        while (!(got instanceof BadInput) && got.getCause() != null) got = got.getCause();
        assertTrue(got instanceof BadInput, got.toString());
        String line = got.getMessage();
        assertTrue(line.contains(message) && line.lines().count() == 1, line);
    }
}

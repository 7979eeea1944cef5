package org.sparkqsnn.spark.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
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
    private static final ArrayType EVENTS = DataTypes.createArrayType(EVENT);
    private static final StructType RECORDINGS =
            new StructType()
                    .add("id", DataTypes.LongType)
                    .add("label", DataTypes.DoubleType)
                    .add("features", EVENTS);
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

    /** Of the read-out, too, that says itself how many outputs it has. */
    @Test
    void recordings_areReadByAnyLayers() {
        QsnnClassifier lif =
                classifier("events")
                        .setConfig(
                                "model.layers=[{kind=dense, outputs=6, neuron={kind=lif}},"
                                        + " {kind=dense, outputs=10, neuron={kind=li}}]",
                                "readout.kind=value");
        Dataset<Row> recordings = recordings(new LatencyEncoder(STEPS));
        QsnnClassificationModel model = lif.fit(recordings);
        assertEquals(10, model.numClasses());
        assertEquals(IMAGES.size(), predictions(model.transform(recordings)).size());
    }

    /** Steps by hand: a boundary belongs to the later step, rounding never leaves the last. */
    @Test
    void time_fallsIntoItsStep() {
        EventColumn quarters = new EventColumn("features", 1, 4, 1);
        byte[] later = bytes(quarters, event(0.25, 0), event(0.5, 0), event(Math.nextDown(1.0), 0));
        assertArrayEquals(new byte[] {0b1110}, later);

        EventColumn ninths = new EventColumn("features", 3, 9, 0.3);
        byte[] expected = new byte[3 * 2];
        expected[0] = 0b1; // input 0 at step 0
        expected[2] = 0b10; // input 1 at step 1
        expected[5] = 0b1; // input 2 at step 8, in its second byte
        double last = Math.nextDown(0.3);
        assertArrayEquals(
                expected,
                bytes(ninths, event(last, 2), event(0, 0), event(0.034, 1), event(last, 2)));
        assertArrayEquals(new byte[6], bytes(ninths));
    }

    /** Without duration a time is a step, of any type of number. */
    @Test
    void wholeTimes_areSteps() {
        EventColumn column = new EventColumn("features", 2, 7, 0);
        Row row =
                spark.sql(
                                "select array(named_struct('time', 3BD, 'input', 0L),"
                                        + " named_struct('time', 6BD, 'input', 1L)) features")
                        .first();
        assertArrayEquals(new byte[] {0b1000, 0b1000000}, column.bytes(row));
        assertEquals(row.schema().apply(0).dataType(), column.requiredType(row.schema(), null));
        refused("time must be below 7.0, got 7.0", () -> bytes(column, event(7, 0)));
        refused("time must be a whole step", () -> bytes(column, event(0.5, 0)));
    }

    /** Every fold and every number of steps makes rasters of its own. */
    @Test
    void crossValidation_overSteps() {
        QsnnClassifier classifier = classifier("events").setHidden(5);
        CrossValidatorModel best =
                new CrossValidator()
                        .setEstimator(classifier)
                        .setEvaluator(new MulticlassClassificationEvaluator())
                        .setEstimatorParamMaps(
                                new ParamGridBuilder()
                                        .addGrid(classifier.steps(), new int[] {4, 12})
                                        .build())
                        .setNumFolds(2)
                        .setParallelism(2)
                        .fit(recordings(new LatencyEncoder(STEPS)));
        QsnnClassificationModel model = (QsnnClassificationModel) best.bestModel();
        assertEquals(DURATION, model.getDuration());
        assertTrue(List.of(4, 12).contains(model.network().config().encoder().steps()));
    }

    @Test
    void badEvents_areOneLine() {
        refusedFit("time must be below 0.25, got 0.25; set duration", event(0.25, 0));
        refusedFit("time must be a number from 0 on, got NaN", event(Double.NaN, 0));
        refusedFit("time must be a number from 0 on, got -1.0", event(-1, 0));
        refusedFit("time must be a number from 0 on, got null", RowFactory.create(0, null));
        refusedFit("input must be a whole number in [0, 784), got -1", event(0, -1));
        refusedFit("input must be a whole number in [0, 784), got 784", event(0, 784));
        refusedFit("column features holds a null event", (Row) null);
    }

    @Test
    void badColumns_areOneLine() {
        Dataset<Row> recordings = recordings(new LatencyEncoder(STEPS));
        Dataset<Row> none = recordings.withColumn("features", functions.lit(null).cast(EVENTS));
        refused("column features holds null", () -> classifier("events").fit(none));
        refused("set inputs", () -> classifier("events").setInputs(0).fit(recordings));
        refused(
                "spikes of fewer than 524288 inputs, got 614400",
                () -> classifier("events").setInputs(614_400).fit(recordings));
        refused(
                "must hold an array of struct<time, input>",
                () -> classifier("events").fit(Frames.of(spark, IMAGES)));
        refused("set encoder to events", () -> classifier("latency").fit(recordings));
    }

    @Test
    void model_refusesWhatItDoesNotKnow() {
        QsnnClassificationModel model =
                classifier("events").fit(recordings(new LatencyEncoder(STEPS)));
        refused("takes events, not vectors", () -> model.predict(Vectors.dense(1, 2)));
        QsnnClassificationModel shorter = model.copy(new ParamMap()).setDuration(0.1);
        Dataset<Row> recording = recording(event(0.2, 0));
        refused(
                "time must be below 0.1, got 0.2",
                () -> shorter.transform(recording).collectAsList());
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

    private static Dataset<Row> recording(Row... events) {
        Row row = RowFactory.create(1L, 0.0, Arrays.asList(events));
        return spark.createDataFrame(List.of(row), RECORDINGS);
    }

    private static byte[] bytes(EventColumn column, Row... events) {
        return column.bytes(recording(events).first());
    }

    private static List<Row> predictions(Dataset<Row> transformed) {
        return transformed
                .orderBy("id")
                .select("prediction", "rawPrediction", "probability")
                .collectAsList();
    }

    private static void refusedFit(String message, Row event) {
        refused(message, () -> classifier("events").fit(recording(new Row[] {event})));
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

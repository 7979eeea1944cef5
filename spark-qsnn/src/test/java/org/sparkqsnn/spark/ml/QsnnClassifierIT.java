package org.sparkqsnn.spark.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.MinMaxScaler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.cli.Qsnn;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.schema.Splits;
import org.sparkqsnn.data.shard.EmbeddedSample;
import org.sparkqsnn.data.shard.ParquetExport;
import org.sparkqsnn.evaluation.Evaluation;
import org.sparkqsnn.evaluation.Evaluator;
import org.sparkqsnn.evaluation.TrainedNetwork;
import org.sparkqsnn.spark.Session;
import org.sparkqsnn.training.WeightsFile;

/** The estimator beside the command line, in pipelines and under both serializers. */
@Timeout(900)
class QsnnClassifierIT {
    private static final String JAVA = "default";
    private static final String KRYO = "kryo";
    private static final String[] SETTINGS = {
        "model.hidden=30", "encoder.steps=8", "training.epochs=2", "optimiser.learningRate=0.01"
    };
    private static final ImageSet TRAIN = EmbeddedSample.load().train();
    private static final ImageSet TEST = EmbeddedSample.load().test();
    @TempDir private static Path folder;

    /** What {@code evaluate} wrote, by encoder. */
    private static JsonNode poisson;

    private static JsonNode direct;

    @BeforeAll
    static void commandLine() throws IOException {
        poisson = trainAndEvaluate("poisson", "encoder.kind=poisson");
        direct = trainAndEvaluate("direct", "encoder.kind=direct");
    }

    @ParameterizedTest
    @ValueSource(strings = {KRYO, JAVA})
    void fitAndTransform_equalTheCommandLine(String serializer) throws IOException {
        try (SparkSession spark = session(serializer)) {
            assertEqualsCommandLine(spark, classifier(), poisson);
            assertEqualsCommandLine(spark, classifier().setEncoder("direct"), direct);
            assertNull(spark.sparkContext().getLocalProperty("spark.jobGroup.id"));
            assertNull(spark.sparkContext().getLocalProperty("spark.job.description"));
        }
    }

    static Stream<Arguments> otherModels() {
        String layers =
                "model.layers=[{kind=dense, outputs=30, neuron={kind=lif, trainBeta=true}},"
                        + " {kind=dense, neuron={kind=li}}]";
        return Stream.of(
                Arguments.of("snn", List.of("model.kind=snn")),
                Arguments.of("ann", List.of("model.kind=ann", "encoder.steps=1")),
                Arguments.of("layers", List.of("model.kind=layers", layers, "readout.kind=value")));
    }

    /** Weights, predictions, and both again from the saved files. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("otherModels")
    void otherModels_equalTheCommandLine(String name, List<String> settings) throws IOException {
        JsonNode expected = trainAndEvaluate(name, settings.toArray(String[]::new));
        List<String> config = new ArrayList<>(Arrays.asList(SETTINGS));
        config.addAll(settings);
        try (SparkSession spark = session(KRYO)) {
            assertEqualsCommandLine(spark, classifier().setConfig(config), expected);
        }
    }

    /** What {@code prepare --format parquet} writes, as Spark reads it. */
    @Test
    void parquetOfTheDataset_equalsTheCommandLine() throws IOException {
        try (SparkSession spark = session(JAVA)) {
            String parquet = folder.resolve("parquet").toString();
            ParquetExport.write(spark, parquet, new Splits(TRAIN, TEST));
            Dataset<Row> rows = spark.read().parquet(parquet).where("split = 'train'");
            QsnnClassificationModel model =
                    new QsnnClassifier()
                            .setFeaturesCol("pixels")
                            .setIdCol("id")
                            .setConfig(SETTINGS)
                            .fit(rows);
            assertEquals(
                    poisson.get("paramsSha256").asText(),
                    WeightsFile.sha256(model.network().parameters()));
        }
    }

    /** Everything crosses a wire here, by Java's serializer. */
    @Test
    void separateExecutors_equalTheCommandLine() throws IOException {
        SparkConf conf =
                new SparkConf()
                        .set("spark.executor.memory", "1g")
                        .set(
                                "spark.executor.extraClassPath",
                                System.getProperty("java.class.path"));
        try (SparkSession spark = session(conf, "local-cluster[2,1,1536]")) {
            assertEqualsCommandLine(spark, classifier(), poisson);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {KRYO, JAVA})
    void savedPipeline_predictsTheSame(String serializer) throws IOException {
        try (SparkSession spark = session(serializer)) {
            Dataset<Row> test = Frames.of(spark, TEST.slice(0, 200));
            Pipeline pipeline = new Pipeline().setStages(scaledStages());
            String path = folder.resolve("pipeline-" + serializer).toString();
            pipeline.save(path);
            PipelineModel model = Pipeline.load(path).fit(Frames.of(spark, TRAIN.slice(0, 600)));
            String saved = folder.resolve("model-" + serializer).toString();
            model.write().overwrite().save(saved);
            PipelineModel loaded = PipelineModel.load(saved);
            List<Row> before = predictions(model.transform(test));
            assertEquals(before, predictions(loaded.transform(test)));
            // Each row depends on itself alone, not on its neighbours.
            assertEquals(before, predictions(loaded.transform(test.repartition(5))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {KRYO, JAVA})
    void crossValidation_inParallel_findsTheSame(String serializer) throws IOException {
        try (SparkSession spark = session(serializer)) {
            Dataset<Row> rows = Frames.of(spark, TRAIN.slice(0, 600)).cache();
            QsnnClassifier classifier = classifier().setEpochs(1);
            // One grid for both: its order follows the uid of the classifier.
            ParamMap[] grid =
                    new ParamGridBuilder()
                            .addGrid(classifier.steps(), new int[] {4, 10})
                            .addGrid(classifier.learningRate(), new double[] {0.001, 0.01})
                            .build();
            double[] one = validated(rows, classifier, grid, 1);
            double[] two = validated(rows, classifier, grid, 2);
            assertArrayEquals(one, two);
            assertTrue(Arrays.stream(one).distinct().count() > 1, "the grid changes nothing");
        }
    }

    private static double[] validated(
            Dataset<Row> rows, QsnnClassifier classifier, ParamMap[] grid, int parallelism) {
        return new CrossValidator()
                .setEstimator(classifier)
                .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
                .setEstimatorParamMaps(grid)
                .setNumFolds(2)
                .setSeed(3)
                .setParallelism(parallelism)
                .fit(rows)
                .avgMetrics();
    }

    private static void assertEqualsCommandLine(
            SparkSession spark, QsnnClassifier classifier, JsonNode expected) throws IOException {
        // From the last row to the first: the id column brings the order back.
        Dataset<Row> rows = Frames.of(spark, TRAIN).orderBy("label", "id");
        QsnnClassificationModel model = classifier.fit(rows);
        String path = folder.resolve("saved-" + System.nanoTime()).toString();
        model.save(path);
        QsnnClassificationModel loaded = QsnnClassificationModel.load(path);
        assertEquals(
                expected.get("paramsSha256").asText(),
                WeightsFile.sha256(loaded.network().parameters()));
        Dataset<Row> test = Frames.of(spark, TEST);
        List<Row> before = predictions(model.transform(test));
        assertEquals(before, predictions(loaded.transform(test)));
        assertEquals(before, predictions(loaded.transform(test.repartition(7))));
        assertSamePredictions(expected, loaded.network(), before);
    }

    /** Sample by sample against the engine's own evaluation, and in sum against the file. */
    private static void assertSamePredictions(
            JsonNode expected, TrainedNetwork network, List<Row> predictions) {
        long[][] confusion = new long[10][10];
        try (Evaluator evaluator = new Evaluator(network.config(), TEST)) {
            for (int i = 0; i < TEST.size(); i++) {
                Evaluation one = evaluator.evaluate(network.parameters(), i, i + 1);
                int predicted = (int) predictions.get(i).getDouble(1);
                assertEquals(1, one.confusion()[TEST.label(i)][predicted], "sample " + i);
                confusion[TEST.label(i)][predicted]++;
            }
        }
        assertEquals(
                expected.get("confusion").toString(),
                new ObjectMapper().valueToTree(confusion).toString());
        double accuracy = expected.get("accuracy").asDouble();
        assertTrue(accuracy > 0.5, "accuracy " + accuracy + " of 10 classes");
    }

    /** id, prediction, raw prediction and probability, by id. */
    private static List<Row> predictions(Dataset<Row> transformed) {
        return transformed
                .select("id", "prediction", "rawPrediction", "probability")
                .orderBy("id")
                .collectAsList();
    }

    private static PipelineStage[] scaledStages() {
        MinMaxScaler scaler = new MinMaxScaler().setInputCol("features").setOutputCol("scaled");
        QsnnClassifier classifier =
                new QsnnClassifier()
                        .setFeaturesCol("scaled")
                        .setPixels("clipped")
                        .setHidden(15)
                        .setSteps(6)
                        .setEpochs(1)
                        .setConfig("optimiser.kind=adam", "training.bptt=full");
        return new PipelineStage[] {scaler, classifier};
    }

    private static QsnnClassifier classifier() {
        return new QsnnClassifier().setPixels("byte").setIdCol("id").setConfig(SETTINGS);
    }

    private static JsonNode trainAndEvaluate(String name, String... settings) throws IOException {
        Path run = folder.resolve("run-" + name);
        List<String> args = new ArrayList<>(List.of("train"));
        for (String setting : SETTINGS) args.addAll(List.of("--set", setting));
        for (String setting : settings) args.addAll(List.of("--set", setting));
        args.addAll(List.of("--set", "run.dir=" + run));
        System.setProperty("spark.master", "local[2]");
        try {
            assertEquals(0, Qsnn.run(args.toArray(String[]::new)));
            assertEquals(0, Qsnn.run("evaluate", run.toString()));
        } finally {
            System.clearProperty("spark.master");
        }
        return new ObjectMapper().readTree(run.resolve("evaluation.json").toFile());
    }

    private static SparkSession session(String serializer) {
        boolean kryo = serializer.equals(KRYO);
        return session(kryo ? Session.conf("ml") : new SparkConf(), "local[2]");
    }

    private static SparkSession session(SparkConf conf, String master) {
        conf.setIfMissing("spark.app.name", "ml");
        conf.set("spark.ui.enabled", "false").set("spark.driver.host", "127.0.0.1");
        conf.set("spark.sql.shuffle.partitions", "4");
        return SparkSession.builder().config(conf.setMaster(master)).getOrCreate();
    }
}

package org.sparkqsnn.spark.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.neuron.qlif.Qlif;
import py4j.Gateway;

class QsnnClassifierTest {
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
    void params_haveTheDefaultsOfTheExperiment() {
        QsnnClassifier classifier = new QsnnClassifier();
        assertEquals(ExperimentConfig.DEFAULT, classifier.experiment());
        assertEquals(25, (int) (Integer) classifier.getOrDefault(classifier.steps()));
        for (String name : EngineParams.KEYS.keySet()) {
            assertTrue(classifier.hasDefault(classifier.getParam(name)), name);
            String key = EngineParams.KEYS.get(name);
            assertTrue(ConfigTree.leaves(ExperimentConfig.DEFAULT).containsKey(key), key);
            assertFalse(classifier.getParam(name).doc().isBlank());
        }
        String explained = classifier.setHidden(7, 8).explainParams();
        assertTrue(explained.contains("learningRate: peak learning rate"), explained);
        assertTrue(explained.contains("(default: [1000], current: [7, 8])"), explained);
    }

    @Test
    void everyTypedParam_reachesItsKey() {
        ExperimentConfig config = full().experiment();
        assertEquals(List.of(5, 4), config.model().hidden());
        assertEquals("direct", ConfigTree.text(config.encoder().kind()));
        assertEquals(3, config.encoder().steps());
        Qlif neuron = (Qlif) config.neuron();
        assertEquals("rotation", ConfigTree.text(neuron.leak()));
        assertEquals("refractory", ConfigTree.text(neuron.reset()));
        assertEquals(0.5, neuron.threshold());
        assertEquals(70, neuron.t1());
        assertEquals(2, config.training().epochs());
        assertEquals(9, config.training().batchSize());
        assertEquals("rate", ConfigTree.text(config.training().loss()));
        assertEquals(0.25, config.optimiser().learningRate());
        assertEquals(6, config.averaging().workers());
        assertEquals(8, config.averaging().localSteps());
        assertEquals(-7, config.seed());
        assertEquals("sgd", ConfigTree.text(config.optimiser().kind()));
    }

    @Test
    void paramThatIsSet_winsOverConfig() {
        QsnnClassifier classifier = new QsnnClassifier().setConfig("training.epochs=3", "seed=1");
        assertEquals(3, classifier.experiment().training().epochs());
        classifier.setEpochs(4);
        assertEquals(4, classifier.experiment().training().epochs());
        assertEquals(1, classifier.experiment().seed());
    }

    @Test
    void copyAndSave_keepEveryParam() throws IOException {
        QsnnClassifier classifier = full();
        ParamMap extra = new ParamMap().put(classifier.epochs(), 99);
        assertEquals(99, classifier.copy(extra).experiment().training().epochs());
        String path = folder.resolve("estimator").toString();
        classifier.save(path);
        QsnnClassifier loaded = QsnnClassifier.load(path);
        assertEquals(classifier.uid(), loaded.uid());
        assertEquals(classifier.experiment(), loaded.experiment());
        assertEquals(classifier.explainParams(), loaded.explainParams());
        assertArrayEquals(classifier.params(), loaded.params());
        assertEquals("mine", loaded.getFeaturesCol());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "training.epoch=3; unknown key training.epoch",
                "training.epochs=x; training.epochs must be a whole number",
                "run.dir=/tmp/x; data.path and run.dir are for the command line",
                "nonsense; expected key=value"
            })
    void badConfig_isOneLine(String setting, String message) {
        refused(message, () -> new QsnnClassifier().setConfig(setting).experiment());
    }

    @Test
    void paramOutOfRange_isRefusedWhenItIsSet() {
        assertThrows(IllegalArgumentException.class, () -> new QsnnClassifier().setSteps(1025));
        assertThrows(IllegalArgumentException.class, () -> new QsnnClassifier().setEpochs(0));
        assertThrows(IllegalArgumentException.class, () -> new QsnnClassifier().setLoss("no"));
        assertThrows(IllegalArgumentException.class, () -> new QsnnClassifier().setPixels("raw"));
    }

    @Test
    void badRows_areOneLine() {
        refusedFit("features[1] must be in [0, 1], got 255.0", row(1L, 0.0, 0, 255));
        refusedFit("features[0] must be in [0, 1], got NaN", row(1L, 0.0, Double.NaN, 0));
        refusedFit("column features holds null", row(1L, 0.0));
        refusedFit("column label must hold the classes", row(1L, 0.5, 0, 1));
        refusedFit("column label must hold the classes", row(1L, null, 0, 1));
        refusedFit("column id must be in [0, 2^40), got -1", row(-1L, 0.0, 0, 1));
        refusedFit("occurs twice", row(1L, 0.0, 0, 1).union(row(1L, 1.0, 0, 1)));
        refusedFit("must have one length", row(1L, 0.0, 0, 1).union(row(2L, 1.0, 0)));
        refusedFit("averaging.workers is 4 but only 1", row(1L, 0.0, 0, 1));
        refusedFit("no rows", row(1L, 0.0, 0, 1).limit(0));
        refused(
                "column label must hold whole numbers",
                () -> new QsnnClassifier().setIdCol("label").fit(row(1L, 0.0, 0, 1)));
        refused(
                "must be a whole number in [0, 255], got 0.5",
                () -> new QsnnClassifier().setPixels("byte").fit(row(1L, 0.0, 0, 0.5)));
    }

    @Test
    void savedModel_isReadStrictly() throws IOException {
        Path path = folder.resolve("model");
        model().save(path.toString());
        assertArrayEquals(
                model().network().parameters(),
                QsnnClassificationModel.load(path.toString()).network().parameters());
        Path config = path.resolve("config.json");
        String json = Files.readString(config);
        damaged(
                config,
                json.replace("\"version\" : 3", "\"version\" : 4"),
                "version 4, this build");
        damaged(
                config,
                json.replace("\"seed\" : 42", "\"seed\" : 43"),
                "config.json: does not have");
        damaged(
                config,
                json.replace("\"classes\" : 2", "\"classes\" : 3"),
                "parameters, the network");
        damaged(config, "{}", "config.json: Missing");
        Files.writeString(config, json);
        Files.deleteIfExists(path.resolve(".config.json.crc"));
        byte[] weights = Files.readAllBytes(path.resolve("weights.bin"));
        Files.delete(path.resolve(".weights.bin.crc"));
        Files.write(path.resolve("weights.bin"), Arrays.copyOf(weights, 40));
        refused("weights.bin: is cut off", () -> QsnnClassificationModel.load(path.toString()));
        refused("holds no model", () -> QsnnClassificationModel.load(folder.toString() + "/none"));
    }

    /** The vector's own prediction, that of a column, and thresholds. */
    @Test
    void model_predictsSingleVectors() {
        QsnnClassificationModel model = model();
        Row row = model.transform(rows()).first();
        Vector features = rows().first().getAs("features");
        assertEquals(row.<Double>getAs("prediction"), model.predict(features));
        assertEquals(row.<Object>getAs("rawPrediction"), model.predictRaw(features));
        assertEquals(row.<Object>getAs("probability"), model.predictProbability(features));
        model.setThresholds(new double[] {1, 1e-9});
        assertEquals(1.0, model.transform(rows()).first().<Double>getAs("prediction"));
        model.setRawPredictionCol("").setProbabilityCol("");
        assertEquals(4, model.transform(rows()).columns().length);
        assertEquals(2, model.numClasses());
        assertEquals(3, model.numFeatures());
    }

    /** Spikes are counted, values are read as they are; their softmax orders the classes alike. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "model.kind=snn",
                "model.kind=ann",
                "model.kind=ann; loss.kind=mean-square",
                "model.layers=[{kind=dense, neuron={kind=li}}]; readout.kind=value"
            })
    void scoresAndProbabilities_fitThePrediction(String config) {
        QsnnClassificationModel model =
                new QsnnClassifier()
                        .setConfig(config.split("; "))
                        .setHidden(4)
                        .setSteps(5)
                        .setWorkers(2)
                        .fit(rows());
        boolean spikes = config.equals("model.kind=snn");
        for (Row row : model.transform(rows()).collectAsList()) {
            double[] raw = row.<Vector>getAs("rawPrediction").toArray();
            double[] probability = row.<Vector>getAs("probability").toArray();
            boolean counts = Arrays.stream(raw).allMatch(score -> score == Math.rint(score));
            assertEquals(spikes, counts, Arrays.toString(raw));
            double odds = Math.exp(raw[1] - raw[0]);
            assertEquals(odds / (1 + odds), probability[1], 1e-12);
            assertEquals(1, probability[0] + probability[1], 1e-12);
            if (raw[0] == raw[1]) continue;
            assertEquals(raw[1] > raw[0] ? 1.0 : 0.0, row.<Double>getAs("prediction"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.kind=xnn | model.kind must be one of qsnn, snn, ann, layers, got xnn",
                "neuron.beta=0.9 | unknown key neuron.beta of kind qlif; did you mean neuron.leak?",
                "model.kind=layers | model.layers must list layers where model.kind is layers",
                "model.layers=[{kind=dance}] | model.layers.0.kind must be one of dense",
                "model.layers=[{kind=dense, outputs=3}] | model.layers.0 has 3 outputs, the data have 2",
                "model.layers=[{kind=dense, neuron={kind=relu}}] | readout.kind count reads spikes, but",
                "readout.kind=value | readout.kind value reads values, but the last layer spikes"
            })
    void modelThatDoesNotFit_isOneLine(String setting, String message) {
        QsnnClassifier classifier = new QsnnClassifier().setWorkers(2).setConfig(setting);
        refused(message, () -> classifier.fit(rows()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.kind=ann", "readout.kind=membrane"})
    void lossBesideAReadout_isOneLine(String setting) {
        QsnnClassifier classifier =
                new QsnnClassifier().setConfig(setting).setLoss("rate").setWorkers(2);
        refused("loss has no effect beside a readout", () -> classifier.fit(rows()));
    }

    /** It is set for the neuron of another kind. */
    @Test
    void paramOfAnotherNeuron_isOneLine() {
        QsnnClassifier classifier =
                new QsnnClassifier().setConfig("model.kind=snn").setNeuronT1(70).setWorkers(2);
        refused("unknown key neuron.t1 of kind lif; did you mean", () -> classifier.fit(rows()));
    }

    /**
     * What docs/guide/spark-ml.md calls from Python, as Py4J finds it: by name and the types of the
     * values.
     */
    @Test
    void python_findsWhatItCalls() {
        Gateway python = new Gateway(null);
        python.startup();
        String classifier = python.invoke(QsnnClassifier.class.getName(), List.of()).getName();
        List<Map.Entry<String, Object>> settings =
                List.of(
                        Map.entry("setPixels", "unit"),
                        Map.entry("setIdCol", "id"),
                        Map.entry("setInputs", 3),
                        Map.entry("setDuration", 350.0),
                        Map.entry("setHidden", new ArrayList<>(List.of(4))),
                        Map.entry("setSteps", 5),
                        Map.entry("setEpochs", 1),
                        Map.entry("setSeed", 7), // a small number of Python's is an Integer here
                        Map.entry("setLearningRate", 0.01),
                        Map.entry("setWorkers", 2),
                        Map.entry("setConfig", new ArrayList<>(List.of("optimiser.kind=adam"))));
        for (Map.Entry<String, Object> setting : settings)
            python.invoke(setting.getKey(), classifier, List.of(setting.getValue()));
        String model = python.invoke("fit", classifier, List.of(rows())).getName();
        Object uid = python.invoke("uid", model, List.of()).getPrimitiveObject();
        Object rows =
                python.getObject(python.invoke("transform", model, List.of(rows())).getName());
        assertEquals(6, ((Dataset<?>) rows).columns().length);
        ExperimentConfig config =
                ((QsnnClassificationModel) python.getObject(model)).network().config();
        assertEquals(List.of(4), config.model().hidden());
        assertEquals("adam", ConfigTree.text(config.optimiser().kind()));
        assertEquals(7, config.seed());
        assertEquals(((QsnnClassifier) python.getObject(classifier)).uid(), uid);
        String path = folder.resolve("python").toString();
        python.invoke("save", model, List.of(path));
        assertEquals(uid, QsnnClassificationModel.load(path).uid());
    }

    private static void damaged(Path config, String json, String message) throws IOException {
        Files.deleteIfExists(config.resolveSibling(".config.json.crc"));
        Files.writeString(config, json);
        refused(message, () -> QsnnClassificationModel.load(config.getParent().toString()));
    }

    private static QsnnClassificationModel model() {
        return new QsnnClassifier().setHidden(4).setSteps(5).setEpochs(1).setWorkers(2).fit(rows());
    }

    private static Dataset<Row> rows() {
        return row(0L, 0.0, 1, 0, 0.5).union(row(1L, 1.0, 0, 1, 0.25)).union(row(2L, 1.0, 0, 1, 1));
    }

    private static Dataset<Row> row(Object id, Object label, double... pixels) {
        return Frames.row(spark, id, label, pixels);
    }

    private static void refusedFit(String message, Dataset<Row> rows) {
        refused(message, () -> new QsnnClassifier().setIdCol("id").fit(rows));
    }

    private static void refused(String message, Executable action) {
        String got = assertThrows(BadInput.class, action).getMessage();
        assertTrue(got.contains(message) && got.lines().count() == 1, got);
    }

    private static QsnnClassifier full() {
        return new QsnnClassifier()
                .setFeaturesCol("mine")
                .setHidden(5, 4)
                .setEncoder("direct")
                .setSteps(3)
                .setNeuronLeak("rotation")
                .setNeuronReset("refractory")
                .setNeuronThreshold(0.5)
                .setNeuronT1(70)
                .setEpochs(2)
                .setBatchSize(9)
                .setLoss("rate")
                .setLearningRate(0.25)
                .setWorkers(6)
                .setLocalSteps(8)
                .setSeed(-7)
                .setConfig("optimiser.kind=sgd");
    }
}

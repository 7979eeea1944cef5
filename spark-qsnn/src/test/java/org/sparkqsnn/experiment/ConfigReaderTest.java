package org.sparkqsnn.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.config.UnionComments;
import org.sparkqsnn.data.schema.BadInput;

class ConfigReaderTest {
    private static final Path CONF = Path.of("../conf");

    @Test
    void nothing_givesTheDefault() {
        assertEquals(ExperimentConfig.DEFAULT, read());
    }

    @Test
    void referenceConf_listsEveryKeyWithItsDefault() throws IOException {
        String text = Files.readString(CONF.resolve("reference.conf"));
        assertEquals(ExperimentConfig.DEFAULT, read(CONF.resolve("reference.conf").toFile()));
        Map<String, Object> given =
                new TreeMap<>(
                        ConfigFactory.parseString(text).resolve().entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getKey())));
        Map<String, Object> leaves = ConfigTree.leaves(ExperimentConfig.DEFAULT);
        leaves.values().removeIf(Optional.empty()::equals); // what is left out has no key
        assertEquals(new TreeSet<>(leaves.keySet()), given.keySet());
    }

    /** A union has a line for each of its kinds. */
    @Test
    void referenceConf_listsEveryKind() throws IOException {
        assertEquals(
                UnionComments.expected(ExperimentConfig.class),
                UnionComments.in(Files.readString(CONF.resolve("reference.conf"))));
    }

    static Stream<Path> configs() throws IOException {
        return Files.walk(CONF)
                .filter(path -> path.toString().endsWith(".conf"))
                .filter(path -> !path.startsWith(CONF.resolve("spark")))
                .filter(path -> !path.startsWith(CONF.resolve("sweep"))); // SweepReaderTest
    }

    @ParameterizedTest
    @MethodSource("configs")
    void everyFileInConf_isRead(Path file) {
        ConfigReader.read(Optional.of(file.toFile()), List.of());
    }

    /** The defaults are part of the interface: results are quoted with them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed|42",
                "run.dir|\"\"",
                "run.leaseSeconds|10",
                "data.path|\"\"",
                "data.order|auto",
                "data.window|4",
                "data.holdout|0.0",
                "data.split|stratified",
                "model.kind|qsnn",
                "model.hidden|[1000]",
                "model.init|1.0",
                "model.readoutInit|0.5",
                "model.readoutBias|0.3",
                "model.readoutNeuron|null",
                "model.layers|[]",
                "readout|null",
                "loss|null",
                "neuron.kind|qlif",
                "neuron.leak|relaxation",
                "neuron.reset|ground",
                "neuron.threshold|0.75",
                "neuron.t1|60.0",
                "neuron.tauScale|200.0",
                "neuron.angle|bounded",
                "neuron.surrogate|centred",
                "neuron.surrogateSlope|1.0",
                "rates|[]",
                "optimiser.groups|[]",
                "augment.shift|0",
                "augment.flipX|0.0",
                "encoder.kind|poisson",
                "encoder.steps|25",
                "training.epochs|10",
                "training.batchSize|50",
                "training.bptt|spatial",
                "training.loss|count",
                "training.lossScale|1.0",
                "training.gradient|exact",
                "training.microBatch|50",
                "optimiser.kind|adamw",
                "optimiser.learningRate|0.001",
                "optimiser.beta1|0.9",
                "optimiser.beta2|0.999",
                "optimiser.epsilon|1.0E-8",
                "optimiser.weightDecay|0.01",
                "optimiser.clipNorm|1.0",
                "optimiser.warmUpSteps|50",
                "optimiser.schedule|cosine",
                "optimiser.finalFraction|0.0",
                "optimiser.decayEpochs|10",
                "optimiser.decayFactor|0.1",
                "averaging.workers|4",
                "averaging.localSteps|5",
                "averaging.outer|average",
                "averaging.outerLearningRate|1.0",
                "averaging.outerMomentum|0.9",
                "averaging.optimiserState|average",
                "checkpoint.everyRounds|0",
                "checkpoint.everySeconds|60",
                "checkpoint.keep|3"
            })
    void everyKey_hasItsDefault(String key, String value) {
        assertEquals(value, ConfigTree.text(ConfigTree.leaves(ExperimentConfig.DEFAULT).get(key)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed|7",
                "run.dir|hdfs://nn/runs/a",
                "data.path|s3a://b/mnist",
                "data.order|blocks",
                "data.window|3",
                "data.holdout|0.1",
                "data.split|tail",
                "model.hidden|[500, 300]",
                "model.init|0.5",
                "model.readoutInit|0.25",
                "model.readoutBias|0.2",
                "neuron.leak|rotation",
                "neuron.reset|refractory",
                "neuron.threshold|0.5",
                "neuron.t1|30.0",
                "neuron.tauScale|100.0",
                "neuron.angle|wrapped",
                "neuron.surrogate|fast-sigmoid",
                "neuron.surrogateSlope|2.0",
                "augment.shift|2",
                "augment.flipX|0.5",
                "encoder.kind|latency",
                "encoder.steps|8",
                "training.epochs|2",
                "training.batchSize|32",
                "training.bptt|full",
                "training.loss|membrane",
                "training.lossScale|3.0",
                "training.gradient|released",
                "training.microBatch|8",
                "optimiser.kind|sgd",
                "optimiser.learningRate|0.002",
                "optimiser.beta1|0.8",
                "optimiser.beta2|0.99",
                "optimiser.epsilon|1.0E-6",
                "optimiser.weightDecay|0.0",
                "optimiser.clipNorm|0.0",
                "optimiser.warmUpSteps|0",
                "optimiser.schedule|step",
                "optimiser.finalFraction|0.1",
                "optimiser.decayEpochs|3",
                "optimiser.decayFactor|0.5",
                "averaging.workers|64",
                "averaging.localSteps|20",
                "averaging.outer|nesterov",
                "averaging.outerLearningRate|0.7",
                "averaging.outerMomentum|0.5",
                "averaging.optimiserState|local",
                "checkpoint.everyRounds|3",
                "checkpoint.everySeconds|0",
                "checkpoint.keep|5",
                "tracking.tensorboard|runs/tb",
                "tracking.mlflow|http://host:5000/x",
                "tracking.experiment|mine"
            })
    void everyKey_canBeSet_andSurvivesJson(String key, String value) {
        ExperimentConfig config = read(key + "=" + value);
        assertEquals(value, ConfigTree.text(ConfigTree.leaves(config).get(key)));
        String json = new String(Json.line(ConfigTree.json(config)), StandardCharsets.UTF_8);
        assertEquals(config, ConfigReader.read(json, "json"));
    }

    @Test
    void everyKey_isInTheTwoTestsAbove() {
        assertEquals(63, ConfigTree.leaves(ExperimentConfig.DEFAULT).size());
    }

    @Test
    void override_winsOverTheFile_andTheLastOverride(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("a.conf"), "training { epochs = 3, batchSize = 10 }");
        ExperimentConfig config =
                ConfigReader.read(
                        Optional.of(file.toFile()),
                        List.of("training.epochs=4", "training.epochs=5"));
        assertEquals(5, config.training().epochs());
        assertEquals(10, config.training().batchSize());
    }

    @Test
    void hiddenLayers_areReadWithoutBrackets_andMayBeNone() {
        assertEquals(List.of(500, 300), read("model.hidden=500,300").model().hidden());
        assertEquals(List.of(), read("model.hidden=[]").model().hidden());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "optimiser.lerningRate=1|unknown key optimiser.lerningRate; did you mean optimiser.learningRate?",
                "epochs=1|did you mean training.epochs?",
                "training=1|training is a section; set one of its keys",
                "training.epochs.x=1|training.epochs must be one value",
                "training.epochs=many|training.epochs must be a whole number",
                "training.epochs=1.5|training.epochs must be a whole number",
                "training.epochs=3000000000|training.epochs must be a whole number",
                "optimiser.learningRate=fast|optimiser.learningRate must be a number, got fast",
                "optimiser.learningRate=NaN|optimiser.learningRate must be a number, got NaN",
                "optimiser.kind=rmsprop|optimiser.kind must be one of sgd, adam, adamw, got rmsprop",
                "optimiser.kind=ADAM|optimiser.kind must be one of sgd, adam, adamw, got ADAM",
                "model.hidden=[a]|model.hidden must be a whole number",
                "training.bptt=some|training.bptt must be full, spatial or a number of steps",
                "optimiser.learningRate=-1|optimiser.learningRate must be > 0",
                "model.readoutInit=-0.5|model.readoutInit must be >= 0",
                "model.readoutBias=-1|model.readoutBias must be >= 0",
                "seed|expected key=value",
            })
    void mistake_isOneLineThatNamesTheKey(String override, String expected) {
        BadInput refused = assertThrows(BadInput.class, () -> read(override));
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void mistakeInAFile_namesFileAndLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), "seed = 1\n\ntraining.epoch = 3\n");
        String message = assertThrows(BadInput.class, () -> read(file.toFile())).getMessage();
        assertTrue(message.contains(file + ": 3: unknown key training.epoch"), message);
    }

    @Test
    void fileThatIsNoHocon_isRefusedWithItsLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), "training {\n epochs = 3\n");
        String message = assertThrows(BadInput.class, () -> read(file.toFile())).getMessage();
        assertTrue(message.startsWith(file.toString()), message);
    }

    @Test
    void missingFile_isRefused() {
        String message = assertThrows(BadInput.class, () -> read(new File("no.conf"))).getMessage();
        assertTrue(message.contains("no.conf: no such config file"), message);
    }

    @Test
    void difference_namesTheFirstKeyWithBothValues() {
        assertEquals(
                Optional.of("optimiser.kind = adamw, not sgd"),
                Deciding.difference(read(), read("optimiser.kind=sgd", "run.dir=b")));
        assertEquals(Optional.empty(), Deciding.difference(read(), read("checkpoint.keep=9")));
        assertEquals(Optional.empty(), Deciding.difference(read(), read("data.path=/moved")));
    }

    /** Where nothing is held out, it does not matter which samples would be. */
    @Test
    void difference_ofTheSplit_countsWhereSamplesAreHeldOut() {
        assertEquals(Optional.empty(), Deciding.difference(read(), read("data.split=tail")));
        assertEquals(
                Optional.of("data.split = tail, not stratified"),
                Deciding.difference(
                        read("data.holdout=0.1", "data.split=tail"), read("data.holdout=0.1")));
    }

    private static ExperimentConfig read(String... overrides) {
        return ConfigReader.read(Optional.empty(), List.of(overrides));
    }

    private static ExperimentConfig read(File file) {
        return ConfigReader.read(Optional.of(file), List.of());
    }
}

package org.sparkqsnn.sweep.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.cli.OwnNeuronTest;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.SweepConfig;
import org.sparkqsnn.neuron.lif.Lif;
import org.sparkqsnn.neuron.qlif.Qlif;
import org.sparkqsnn.sweep.SmallSweep;
import org.sparkqsnn.sweep.SweepFile;
import org.sparkqsnn.sweep.SweepPlan;
import org.sparkqsnn.training.Small;

class SweepReaderTest {
    private static final Path CONF = Path.of("../conf/sweep");

    @Test
    void referenceConf_listsEveryKeyWithItsDefault() throws IOException {
        Path file = CONF.resolve("reference.conf");
        assertEquals(SweepConfig.DEFAULT, read(file).sweep());
        Set<String> keys = new TreeSet<>();
        ConfigTree.leaves(SweepConfig.DEFAULT).keySet().forEach(key -> keys.add("sweep." + key));
        Set<String> given = new TreeSet<>();
        ConfigFactory.parseFile(file.toFile())
                .entrySet()
                .forEach(entry -> given.add(entry.getKey()));
        assertEquals(keys, given);
    }

    static Stream<Path> configs() throws IOException {
        return Files.list(CONF);
    }

    @ParameterizedTest
    @MethodSource("configs")
    void everyFileInConf_isASweep(Path file) {
        SweepDefinition sweep = read(file);
        assertTrue(SmallSweep.plan(sweep, Small.dataset()).candidates().size() > 0);
    }

    @Test
    void file_isAnExperimentWithTwoMoreSections(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("a.conf"),
                        "seed = 5, training.epochs = 7, sweep.seeds = 3, axes { neuron.t1 = [30, 60],"
                                + " model.hidden = [[8], [8, 4]], encoder.steps { from = 5, to = 25 } }");
        SweepDefinition sweep = read(file);
        assertEquals(5, sweep.experiment().seed());
        assertEquals(7, sweep.experiment().training().epochs());
        assertEquals(3, sweep.sweep().seeds());
        assertEquals(
                List.of(
                        new Axis.Range("encoder.steps", 5, 25, false, true, 5),
                        new Axis.Values("model.hidden", List.of("[8]", "[8,4]")),
                        new Axis.Values("neuron.t1", List.of("30", "60"))),
                sweep.axes());
    }

    @Test
    void overrides_reachEverySection() {
        SweepDefinition sweep =
                read("seed=7", "sweep.seeds=2", "axes.neuron.reset=[ground, refractory]");
        assertEquals(7, sweep.experiment().seed());
        assertEquals(2, sweep.sweep().seeds());
        assertEquals(
                List.of(new Axis.Values("neuron.reset", List.of("ground", "refractory"))),
                sweep.axes());
    }

    @Test
    void sweepJson_comesBack() {
        SweepDefinition sweep =
                read(
                        "axes.optimiser.learningRate={from=1e-3, to=1e-2, scale=log}",
                        "axes.model.hidden=[[8],[8,4]]",
                        "axes.data.path=[\"\", a/b]");
        SweepFile file = SweepFile.read(new SweepFile(sweep).json(), "sweep.json");
        assertEquals(sweep, file.definition());
        assertEquals(64, file.sha256().length());
        assertNotEquals(file.sha256(), new SweepFile(read("seed=7")).sha256());
    }

    @Test
    void placedSweep_hasItsDataElsewhere() {
        SweepDefinition sweep =
                read("data.path=a", "axes.data.path=[b, c]", "axes.neuron.t1=[30, 60]");
        SweepDefinition placed = sweep.placed(path -> "/x/" + path);
        assertEquals("/x/a", placed.experiment().data().path());
        assertEquals(
                List.of(
                        new Axis.Values("data.path", List.of("/x/b", "/x/c")),
                        new Axis.Values("neuron.t1", List.of("30", "60"))),
                placed.axes());
    }

    @Test
    void sweepAsAnotherStart_hasTheOthersPlaceAndSpeed() {
        SweepDefinition sweep = read("axes.neuron.t1=[30, 60]", "sweep.dir=here");
        SweepDefinition start = read("axes.neuron.t1=[90]", "seed=7", "sweep.dir=there");
        SweepDefinition as = sweep.as(start);
        assertEquals(start.sweep(), as.sweep());
        assertEquals(sweep.axes(), as.axes());
        assertEquals(sweep.experiment(), as.experiment());
    }

    /** How samples are held out decides where any are: by the experiment, or by an axis. */
    @Test
    void split_isADifferenceWhereSamplesAreHeldOut() {
        assertEquals(Optional.empty(), splits("axes.neuron.t1=[30]"));
        assertEquals(
                Optional.of("data.split = tail, not = stratified"),
                splits("axes.data.holdout=[0.1, 0.2]"));
    }

    private static Optional<String> splits(String axis) {
        return read(axis, "data.split=tail").difference(read(axis, "data.split=stratified"));
    }

    @Test
    void difference_namesTheKey_unlessItIsOnlyWhereOrHowFast() {
        SweepDefinition sweep = read("axes.neuron.t1=[30, 60]");
        assertEquals(
                Optional.of("axes.neuron.t1 = [\"30\",\"60\"], not = [\"30\"]"),
                sweep.difference(read("axes.neuron.t1=[30]")));
        assertEquals(
                Optional.of("training.epochs = 10, not = 4"),
                sweep.difference(read("axes.neuron.t1=[30, 60]", "training.epochs=4")));
        assertEquals(
                Optional.of("sweep.seeds = 5, not = 6"),
                sweep.difference(read("axes.neuron.t1=[30, 60]", "sweep.seeds=6")));
        assertEquals(
                Optional.empty(),
                sweep.difference(
                        read("axes.neuron.t1=[30, 60]", "sweep.dir=x", "checkpoint.keep=5")));
    }

    @Test
    void storedSweep_comesBack_andCanBeOverridden() {
        SweepDefinition sweep =
                read("axes.neuron.t1=[30,60]", "axes.model.hidden=[[8],[8,4]]", "sweep.seeds=2");
        SweepFile stored = SweepFile.read(new SweepFile(sweep).json(), "sweep.json");
        assertEquals(sweep, stored.definition());
        SweepDefinition changed = stored.definition(List.of("axes.neuron.t1=[5]", "sweep.dir=x"));
        assertEquals(
                read("axes.neuron.t1=[5]", "axes.model.hidden=[[8],[8,4]]", "sweep.seeds=2").axes(),
                changed.axes());
        assertEquals("x", changed.sweep().dir());
    }

    /** Whatever order keys with dots and sections have. */
    @Test
    void everyStoredAxis_canBeOverridden() {
        List<String> keys =
                List.of(
                        "averaging.workers",
                        "data.holdout",
                        "encoder.steps",
                        "neuron.t1",
                        "optimiser.learningRate",
                        "training.epochs");
        SweepDefinition sweep = read(axes(keys, "[0.5]", "[7]"));
        SweepFile stored = SweepFile.read(new SweepFile(sweep).json(), "sweep.json");
        String[] other = axes(keys, "[0.25]", "[9]");
        assertEquals(read(other).axes(), stored.definition(Arrays.asList(other)).axes());
    }

    @Test
    void storedSweepWithoutAxes_isRead() {
        ObjectNode sweep = read("seed=7").json();
        sweep.remove("axes");
        assertEquals(List.of(), new SweepFile(SweepFile.VERSION, sweep).definition().axes());
    }

    private static String[] axes(List<String> keys, String fraction, String number) {
        return keys.stream()
                .map(key -> "axes." + key + "=" + (key.equals("data.holdout") ? fraction : number))
                .toArray(String[]::new);
    }

    @Test
    void axes_mayBeAnyKeyThatTrainTakes() {
        SweepDefinition sweep =
                read(
                        "axes.model.hidden.0=[8, 16]",
                        "axes.model.kind=[qsnn]",
                        "axes.training.bptt=[full, 3]",
                        "axes.neuron={t1=[30]}");
        assertEquals(
                List.of(
                        new Axis.Values("model.hidden.0", List.of("8", "16")),
                        new Axis.Values("model.kind", List.of("qsnn")),
                        new Axis.Values("neuron.t1", List.of("30")),
                        new Axis.Values("training.bptt", List.of("full", "3"))),
                sweep.axes());
        SweepPlan plan = SmallSweep.plan(sweep, Small.dataset());
        assertEquals(List.of(16), plan.candidates().get(2).config().model().hidden());
        SweepFile stored = SweepFile.read(new SweepFile(sweep).json(), "sweep.json");
        assertEquals(sweep, stored.definition());
        assertEquals(3, stored.version());
    }

    /** A sweep that was stored is what it was, whatever a file says beside it. */
    @Test
    void storedSweep_hasWhatWasWritten_andOverridesReachIt() {
        SweepDefinition sweep = read("neuron.t1=30", "axes.encoder.steps=[5]");
        assertEquals("{\"neuron\":{\"t1\":\"30\"}}", sweep.base().written().toString());
        SweepFile stored = SweepFile.read(new SweepFile(sweep).json(), "sweep.json");
        SweepDefinition moved = stored.definition(List.of("data.path=b", "run.leaseSeconds=3"));
        assertEquals("b", moved.with(Map.of("encoder.steps", "7")).data().path());
        assertEquals(7, moved.with(Map.of("encoder.steps", "7")).encoder().steps());
        Qlif neuron = (Qlif) moved.with(Map.of("encoder.steps", "7")).neuron();
        assertEquals(30, neuron.t1());
    }

    /** As a config file has them: a sweep that was stored goes on with the same command line. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1e-3, 0.01 ,5]       | 0.001 0.01 5",
                "[\"1e-3\"]            | 1e-3",
                "[ 1 , 2, ]            | 1 2",
            })
    void list_isReadAsInAFile(String text, String expected) {
        Axis axis = read("axes.optimiser.learningRate=" + text).axes().get(0);
        assertEquals(List.of(expected.split(" ")), axis.grid());
    }

    @Test
    void kindOfNeurons_isAnAxis() {
        SweepDefinition sweep = read("axes.neuron.kind=[lif, qlif]");
        assertEquals(List.of("lif", "qlif"), sweep.axes().get(0).grid());
        assertEquals(Lif.DEFAULT, sweep.with(Map.of("neuron.kind", "lif")).neuron());
    }

    /** Of keys that no neuron of the project has. */
    @Test
    void keyOfAUsersOwnNeuron_isAnAxis() {
        String kind = OwnNeuronTest.Fragile.class.getName();
        SweepDefinition sweep = read("neuron.kind=" + kind, "axes.neuron.breaks=[nowhere, charge]");
        assertEquals(List.of("nowhere", "charge"), sweep.axes().get(0).grid());
        OwnNeuronTest.Fragile fragile =
                (OwnNeuronTest.Fragile) sweep.with(Map.of("neuron.breaks", "charge")).neuron();
        assertEquals(OwnNeuronTest.Place.CHARGE, fragile.breaks());
        String json = Json.text(sweep.json());
        assertEquals(sweep.axes(), SweepReader.read(json, "sweep.json", List.of()).axes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "[[]", "]", "[1,,2]", "[a]b]", "[\"a]", "{from}", "[[[1]]]", "[{}]"})
    void crookedList_isOneLine(String text) {
        String axis = "axes.optimiser.learningRate=" + text;
        BadInput refused = assertThrows(BadInput.class, () -> read(axis));
        assertEquals(1, refused.getMessage().lines().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "axes.neuron.t2=[1]          | train has no key neuron.t2",
                "axes.neuron.kind=[lift]     | neuron.kind must be one of qlif, lif",
                "axes.neuron.kind=[com.example.None] | neuron.kind com.example.None: no such class on the class path",
                "axes.neuron.t1=60           | axes.neuron.t1 must be a list of values",
                "axes.neuron.t1=[]           | axes.neuron.t1 must be a list of values",
                "axes.neuron.threshold=[2]   | axes.neuron.threshold=2: neuron.threshold must be in",
                "axes.neuron.t1={from=3,to=2}| axes.neuron.t1.from must be less than to = 2.0",
                "axes.neuron.t1={from=0,to=2,scale=log}| from must be > 0",
                "axes.neuron.t1={from=1,to=2,points=1} | points must be at least 2",
                "axes.neuron.t1={from=1,til=2}         | unknown key axes.neuron.t1.til",
                "axes.neuron.reset={from=1,to=2}       | axes.neuron.reset: takes no numbers",
                "axes.seed=[1,2]             | axes.seed: every config gets all seeds; set sweep.seeds",
                "axes.run.dir=[a,b]          | axes.run.dir: changes no result",
                "axes=3                      | axes must be a section",
                "sweep.sedes=3               | unknown key sweep.sedes; did you mean sweep.seeds?",
                "sweep.eta=1                 | sweep.eta must be at least 2, got 1",
                "sweep.search=best           | sweep.search must be one of grid, random, sobol",
                "sweep.schedule=hyperband    | must be random or sobol where sweep.schedule = hyperband",
                "neuron.t2=3                 | unknown key neuron.t2"
            })
    void badInput_isRefusedInOneLine(String override, String expected) {
        BadInput refused = assertThrows(BadInput.class, () -> read(override));
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    private static SweepDefinition read(String... overrides) {
        return SmallSweep.of(Arrays.asList(overrides));
    }

    private static SweepDefinition read(Path file) {
        return SweepReader.read(Optional.of(file.toFile()), List.of(), false);
    }
}

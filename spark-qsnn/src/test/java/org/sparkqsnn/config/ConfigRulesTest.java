package org.sparkqsnn.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sparkqsnn.config.Example.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.config.Example.Dense;
import org.sparkqsnn.config.Example.Identity;
import org.sparkqsnn.config.Example.Layer;
import org.sparkqsnn.config.Example.Lif;
import org.sparkqsnn.config.Example.MaxPool;
import org.sparkqsnn.config.Example.Qlif;
import org.sparkqsnn.config.Example.Reset;
import org.sparkqsnn.config.Example.Root;
import org.sparkqsnn.data.schema.BadInput;

/** Overrides, presets, and the section that layers take. */
class ConfigRulesTest {
    private static final String TWO =
            "model.layers = [{kind = dense, outputs = 300}, {kind = dense}]\n";

    @Test
    void preset_liesUnderTheUsers_andIsResolvedOverAll() {
        Root root = read("model.kind = pooled, fit.steps = 5");
        assertEquals(new Lif(0.8, 1), root.neuron());
        assertEquals(
                List.of(
                        new MaxPool(5),
                        new Dense(300, new Lif(0.8, 1)),
                        new Dense(0, new Identity())),
                root.model().layers());
        assertEquals(Root.DEFAULT, read(""));
    }

    @Test
    void preset_isNamedByAnOverride_too() {
        assertEquals(read("model.kind = pooled"), read("model.kind = plain", "model.kind=pooled"));
    }

    @Test
    void presetsUnion_isLaidUnderTheSameKind_andLeftOutUnderAnother() {
        Root same = read("model.kind = pooled, neuron.threshold = 2");
        assertEquals(new Lif(0.8, 2), same.neuron());
        assertEquals(new Dense(300, new Lif(0.8, 2)), same.model().layers().get(1));
        Root other = read("model.kind = pooled, neuron { kind = qlif, t1 = 30 }");
        assertEquals(new Qlif(0.75, 30, Reset.GROUND), other.neuron());
        assertEquals(other.neuron(), ((Dense) other.model().layers().get(1)).neuron());
    }

    @Test
    void usersList_replacesThePresets() {
        Root root = read("model { kind = pooled, layers = [ { kind = max-pool } ] }");
        assertEquals(List.of(new MaxPool(2)), root.model().layers());
    }

    @Test
    void unknownPreset_isOneLineWithTheList() {
        refused("model.kind must be one of plain, pooled, got poled", "model.kind = poled");
    }

    @Test
    void layerWithoutNeuron_takesTheSection_andOneOfAnotherKindDoesNot() {
        Root root =
                read(
                        """
                        neuron { t1 = 30 }
                        model.layers = [
                          { kind = dense }
                          { kind = dense, neuron { threshold = 0.5 } }
                          { kind = dense, neuron { kind = qlif, threshold = 0.25 } }
                          { kind = dense, neuron { kind = lif, threshold = 0.5 } }
                          { kind = max-pool }
                          { kind = branch }
                        ]
                        """);
        List<Layer> layers = root.model().layers();
        assertEquals(new Dense(0, new Qlif(0.75, 30, Reset.GROUND)), layers.get(0));
        assertEquals(new Dense(0, new Qlif(0.5, 30, Reset.GROUND)), layers.get(1));
        assertEquals(new Dense(0, new Qlif(0.25, 30, Reset.GROUND)), layers.get(2));
        assertEquals(new Dense(0, new Lif(0.9, 0.5)), layers.get(3));
        assertEquals(new MaxPool(2), layers.get(4));
        assertEquals(Optional.of(root.neuron()), ((Example.Branch) layers.get(5)).neuron());
    }

    @Test
    void resolvedConfig_showsAll_andNeedsNoRules() {
        Root root = read("model.kind = pooled");
        String json = Json.text(ConfigTree.json(root));
        assertEquals(
                root,
                RecordReader.read(Root.DEFAULT, "", ConfigSource.stored(json, "json").root()));
    }

    @Test
    void override_changesOneElement_ofFileAndPreset() {
        assertEquals(
                new Dense(20, Qlif.DEFAULT),
                read(TWO, "model.layers.0.outputs=20").model().layers().get(0));
        Root root = read("model.kind = pooled", "model.layers.1.neuron.beta=0.25");
        assertEquals(new Dense(300, new Lif(0.25, 1)), root.model().layers().get(1));
        assertEquals(new MaxPool(2), root.model().layers().get(0));
        assertEquals(List.of(7), read("", "model.hidden.0=7").model().hidden(), "of the default");
        assertEquals(
                new MaxPool(4),
                read("", "model.layers.0.size=4", "model.kind=pooled").model().layers().get(0));
    }

    @Test
    void override_ofAList_isText() {
        Root root =
                read(
                        TWO,
                        "model.layers=[{kind=dense, outputs=3}, {kind=dense, neuron.kind=identity},"
                                + " {kind=max-pool}]",
                        "model.layers.0.outputs=5",
                        "model.readout={kind=lif}",
                        "model.readout.beta=0.5");
        assertEquals(
                List.of(new Dense(5, Qlif.DEFAULT), new Dense(0, new Identity()), new MaxPool(2)),
                root.model().layers());
        assertEquals(Optional.of(new Lif(0.5, 1)), root.model().readout());
        assertEquals(Optional.empty(), read("", "model.readout=null").model().readout());
        // A key that takes one text takes brackets, too.
        assertEquals("[x]", read("", "fit.name=[x]").fit().name());
        assertEquals(List.of("a", "b"), read("", "fit.tags=a,b").fit().tags());
        assertEquals(List.of("a,b", "c"), read("", "fit.tags=[\"a,b\", c]").fit().tags());
    }

    @Test
    void overriddenKind_startsFromItsDefault() {
        assertEquals(new Lif(0.9, 1), read("", "neuron.kind=lif").neuron());
        assertEquals(
                new Qlif(0.75, 5, Reset.GROUND),
                read("model.kind = pooled", "neuron.kind=qlif", "neuron.t1=5").neuron());
        Root before = read("neuron { kind = lif, beta = 0.5 }");
        assertEquals(
                new Qlif(0.75, 60, Reset.GROUND), read(before, "", "neuron.kind=qlif").neuron());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.layers.2.outputs=3 | --set model.layers.2.outputs=3: model.layers has 2 elements, counted from 0; there is no model.layers.2",
                "model.layers.first.outputs=3 | model.layers has 2 elements",
                "model.layers.1.outputs=x | model.layers.1.outputs must be a whole number",
                "model.layers.1.chanels=3 | --set model.layers.1.chanels=3: unknown key model.layers.1.chanels of kind dense; did you mean model.layers.1.",
                "model.layers.0=3 | model.layers.0 must be an object with kind",
                "rest.0.steps=3 | rest has 0 elements",
                "neuron.kind=lif | neuron.t1 of kind lif",
                "model.hidden.1=3 | model.hidden has 1 element, counted from 0",
                "model.layers=[{kind=dense | expected a value, [a, b] or {key=value, other=[a, b]}, got [{kind=dense",
                "model.layers=[[]] | model.layers.0 must be an object with kind",
                "seed.x=3 | seed must be one value",
            })
    void badOverride_isOneLine(String override, String expected) {
        refused(expected, TWO + "neuron.t1 = 30", override);
    }

    /** As {@code train} reads the command that repeats a run. */
    @Test
    void overridesOfARecord_makeItAgain() {
        Root root =
                read(
                        "model.kind = pooled",
                        "fit.tags=[\"it's\", \"a \\\"b\\\" \\\\ c\", null1, \"null\", 3]",
                        "fit.name= [x] ",
                        "model.readout={kind=lif, beta=1e-300}",
                        "rest=[{steps=4, name=\"\"}, {tags=[x]}]");
        List<String> overrides =
                ConfigTree.overrides(root).entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList();
        assertEquals(root, read("", overrides.toArray(String[]::new)));
        assertEquals(List.of("it's", "a \"b\" \\ c", "null1", "null", "3"), root.fit().tags());
    }

    @Test
    void element_ofAListWithoutBrackets_isRefused() {
        refused("model.hidden is no list in brackets", "", "model.hidden=3,4", "model.hidden.0=5");
    }

    @Test
    void overrides_areTheFewestThatMakeTheRecord() {
        assertEquals(Map.of(), Example.RULES.overrides(Root.DEFAULT, Root.DEFAULT));
        assertEquals(
                Map.of("model.kind", "pooled"),
                Example.RULES.overrides(Root.DEFAULT, read("model.kind = pooled")));
        assertEquals(
                Map.of("model.kind", "pooled", "fit.name", ""),
                Example.RULES.overrides(
                        read("fit.name = x"), read("model.kind = pooled, fit.name = \"\"")));
        // Of another kind all keys, for those of both kinds have two defaults.
        Root lif = read("neuron { kind = lif, threshold = 0.75 }");
        assertEquals(
                Map.of("neuron.kind", "lif", "neuron.beta", "0.9", "neuron.threshold", "0.75"),
                Example.RULES.overrides(Root.DEFAULT, lif));
        Root layers = read("model.layers = [{kind = max-pool}, {kind = dense, neuron.kind = lif}]");
        assertEquals(
                Map.of(
                        "model.layers",
                        "[{kind=max-pool, size=2}, {kind=dense, outputs=0, neuron={kind=lif,"
                                + " beta=0.9, threshold=1.0}}]"),
                Example.RULES.overrides(Root.DEFAULT, layers));
    }

    private static void refused(String expected, String hocon, String... overrides) {
        BadInput refused = assertThrows(BadInput.class, () -> read(hocon, overrides));
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }
}

package org.sparkqsnn.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.config.Example.Branch;
import org.sparkqsnn.config.Example.Dense;
import org.sparkqsnn.config.Example.Fit;
import org.sparkqsnn.config.Example.Identity;
import org.sparkqsnn.config.Example.Layer;
import org.sparkqsnn.config.Example.Lif;
import org.sparkqsnn.config.Example.MaxPool;
import org.sparkqsnn.config.Example.Own;
import org.sparkqsnn.config.Example.Qlif;
import org.sparkqsnn.config.Example.Reset;
import org.sparkqsnn.config.Example.Root;
import org.sparkqsnn.config.Example.Window;
import org.sparkqsnn.data.schema.BadInput;

class RecordReaderTest {
    private static final String ALL =
            """
            seed = 7
            model {
              hidden = [8, 4]
              layers = [
                { kind = max-pool, size = 3 }
                { kind = dense, outputs = 30, neuron { kind = lif, beta = 0.5 } }
                { kind = branch, layers = [ { kind = dense, neuron { kind = identity } } ],
                  neuron { kind = qlif, reset = soft-zero } }
              ]
              readout { kind = lif }
            }
            fit { rate = 0.25, shuffle = false, window = full, decays = [1, 0.5], tags = [a, "b c"] }
            rest = [ { steps = 9 }, {} ]
            """;

    @Test
    void everyType_isRead_atAnyDepth() {
        Root root = read(ALL);
        assertEquals(7, root.seed());
        assertEquals(List.of(8, 4), root.model().hidden());
        Layer branch =
                new Branch(
                        List.of(new Dense(0, new Identity())),
                        Optional.of(new Qlif(0.75, 60, Reset.SOFT_ZERO)));
        assertEquals(
                List.of(new MaxPool(3), new Dense(30, new Lif(0.5, 1)), branch),
                root.model().layers());
        assertEquals(Optional.of(Lif.DEFAULT), root.model().readout());
        assertEquals(
                new Fit(
                        2,
                        5,
                        0.25,
                        false,
                        "",
                        Reset.GROUND,
                        new Window(Integer.MAX_VALUE),
                        List.of(1.0, 0.5),
                        List.of("a", "b c")),
                root.fit());
        assertEquals(List.of(9, 2), root.rest().stream().map(Fit::steps).toList());
    }

    @Test
    void json_comesBack_andSaysAll() {
        Root root = read(ALL);
        String json = Json.text(ConfigTree.json(root));
        assertEquals(root, stored(json));
        assertTrue(
                json.contains(
                        "{\"kind\":\"dense\",\"outputs\":30,"
                                + "\"neuron\":{\"kind\":\"lif\",\"beta\":0.5,\"threshold\":1.0}}"),
                json);
        assertTrue(json.contains("\"shuffle\":false"), json);
        assertTrue(Json.text(ConfigTree.json(Root.DEFAULT)).contains("\"readout\":null"));
        // Nothing is laid under what is whole: null is no value where there was one.
        String none = Json.text(ConfigTree.json(Root.DEFAULT));
        assertEquals(
                Root.DEFAULT,
                RecordReader.read(root, "", ConfigSource.stored(none, "none").root()));
    }

    @Test
    void union_withoutKind_isOfTheKindOfBefore() {
        assertEquals(new Qlif(0.5, 60, Reset.GROUND), read("neuron.threshold = 0.5").neuron());
        Root lif = read("neuron { kind = lif, beta = 0.5 }");
        var given = ConfigFactory.parseString("neuron.threshold = 2").root();
        assertEquals(new Lif(0.5, 2), RecordReader.read(lif, "", given).neuron());
    }

    @Test
    void union_ofAnotherKind_startsFromItsOwnDefault() {
        assertEquals(new Lif(0.9, 1), read("neuron.kind = lif").neuron());
        assertEquals(new Lif(0.9, 3), read("neuron { kind = lif, threshold = 3 }").neuron());
    }

    @Test
    void usersOwnRecord_isNamedByItsClass() {
        String name = Own.class.getName();
        Root own = read("neuron { kind = \"" + name + "\", size = 4 }");
        assertEquals(new Own(4), own.neuron());
        assertEquals(name, ConfigTree.leaves(own).get("neuron.kind"));
        assertEquals(own, stored(Json.text(ConfigTree.json(own))));
    }

    @Test
    void leaves_nameListsByIndex() {
        List<String> keys =
                ConfigTree.leaves(read(ALL)).keySet().stream()
                        .filter(key -> key.startsWith("model."))
                        .toList();
        assertEquals(
                List.of(
                        "model.kind",
                        "model.hidden",
                        "model.layers.0.kind",
                        "model.layers.0.size",
                        "model.layers.1.kind",
                        "model.layers.1.outputs",
                        "model.layers.1.neuron.kind",
                        "model.layers.1.neuron.beta",
                        "model.layers.1.neuron.threshold",
                        "model.layers.2.kind",
                        "model.layers.2.layers.0.kind",
                        "model.layers.2.layers.0.outputs",
                        "model.layers.2.layers.0.neuron.kind",
                        "model.layers.2.neuron.kind",
                        "model.layers.2.neuron.threshold",
                        "model.layers.2.neuron.t1",
                        "model.layers.2.neuron.reset",
                        "model.readout.kind",
                        "model.readout.beta",
                        "model.readout.threshold"),
                keys);
        assertEquals(List.of(), ConfigTree.leaves(Root.DEFAULT).get("model.layers"));
        assertEquals("null", ConfigTree.text(ConfigTree.leaves(Root.DEFAULT).get("model.readout")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.layers = [{kind = dense, neurn.kind = lif}] | unknown key model.layers.0.neurn of kind dense; did you mean model.layers.0.neuron.",
                "model.layers = [{kind = dense}, {kind = max-pool, sise = 3}] | unknown key model.layers.1.sise of kind max-pool; did you mean model.layers.1.size?",
                "neuron { kind = lif, t1 = 30 } | unknown key neuron.t1 of kind lif; did you mean neuron.beta?",
                "neuron.kind = lift | neuron.kind must be one of qlif, lif, identity or the name of a class of one's own, got lift",
                "model.readout.threshold = 1 | model.readout has no kind; give one of qlif, lif, identity",
                "model.layers = [{outputs = 3}] | model.layers.0 has no kind; give one of dense, max-pool, branch",
                "model.layers = [3] | model.layers.0 must be an object with kind, one of dense",
                "model.layers = 3 | model.layers must be a list",
                "model.layers = [{kind = dense, neuron {kind = lif, beta = 2}}] | model.layers.0.neuron.beta must be in [0.0, 1.0), got 2.0; change it in the config file or with --set model.layers.0.neuron.beta=",
                "model.layers = [{kind = dense, outputs = -1}] | model.layers.0.outputs must be at least 0",
                "rest = [{}, {rate = 0}] | rest.1.rate must be > 0",
                "rest = [{window = some}] | rest.0.window must be full or steps, got some",
                "rest = [{rat = 0}] | unknown key rest.0.rat; did you mean rest.0.rate?",
                "fit.rate = 0 | fit.rate must be > 0",
                "fit.shuffle = maybe | fit.shuffle must be true or false, got maybe",
                "fit.rate = null | fit.rate must be one value",
                "fit.rate = [1] | fit.rate must be one value",
                "fit = 3 | fit is a section; set one of its keys, such as fit.",
                "fit.decays = [a] | fit.decays must be a number",
                "fit.decays = { a = 1 } | fit.decays must be a list",
                "sead = 3 | unknown key sead; did you mean seed?",
                "neuron = null | neuron must be an object with kind, one of qlif, lif, identity",
                "neuron.kind = java.lang.String | neuron.kind java.lang.String: is no public record that implements",
                "neuron.kind = com.example.None | neuron.kind com.example.None: no such class on the class path",
            })
    void mistake_isOneLineThatNamesThePath(String hocon, String expected) {
        BadInput refused = assertThrows(BadInput.class, () -> read(hocon));
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void mistake_namesTheLine() {
        String message =
                assertThrows(BadInput.class, () -> read("\n\nmodel.layers = [{\n kind = dens }]"))
                        .getMessage();
        assertTrue(message.startsWith("String: 4: model.layers.0.kind must be"), message);
    }

    /** As a text, as JSON and as an override. */
    @Test
    void doubles_surviveExactly() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            double rate = Math.abs(Double.longBitsToDouble(random.nextLong()));
            if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) continue;
            Root root = read("fit.rate = " + rate);
            assertEquals(rate, root.fit().rate());
            assertEquals(root, stored(Json.text(ConfigTree.json(root))));
            assertEquals(root, ConfigRules.changed(Root.DEFAULT, List.of("fit.rate=" + rate)));
        }
    }

    @Test
    void longs_surviveExactly() {
        for (long seed : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, (1L << 53) + 1}) {
            Root root = read("seed = " + seed);
            assertEquals(seed, root.seed());
            assertEquals(root, stored(Json.text(ConfigTree.json(root))));
        }
    }

    private static Root stored(String json) {
        return RecordReader.read(Root.DEFAULT, "", ConfigSource.stored(json, "json").root());
    }

    private static Root read(String hocon) {
        return RecordReader.read(Root.DEFAULT, "", ConfigFactory.parseString(hocon).root());
    }
}

package org.sparkqsnn.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.layer.Dropout;
import org.sparkqsnn.layer.dense.Dense;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.neuron.Surrogate;
import org.sparkqsnn.neuron.lif.Li;
import org.sparkqsnn.neuron.lif.Lif;
import org.sparkqsnn.neuron.lif.Reset;
import org.sparkqsnn.neuron.qlif.Qlif;
import org.sparkqsnn.neuron.real.Identity;
import org.sparkqsnn.neuron.real.Relu;

class LayerListTest {
    private static final String LIST =
            "model.layers=[{kind=dense,outputs=30,neuron={kind=lif,beta=0.8}},"
                    + "{kind=dropout,rate=0.1},{kind=dense,neuron={kind=li}}]";

    @Test
    void listOfOnesOwn_isTheNetwork() {
        ExperimentConfig config = read(LIST, "readout.kind=value");
        Lif lif = new Lif(0.8, false, 1, Reset.SUBTRACT, Surrogate.CENTRED, 1);
        assertEquals(
                List.of(new Dense(30, lif), new Dropout(0.1), new Dense(0, Li.DEFAULT)),
                config.model().layers());
        NetworkShape shape = config.network(784, 10);
        assertEquals(785 * 30 + 31 * 10, shape.parameters());
        assertEquals(785 * 30 + 30 * 10, shape.tensors().offset("2.bias"));
    }

    @Test
    void elementOfAList_isOverridden() {
        ExperimentConfig config =
                read(LIST, "model.layers.0.outputs=50", "model.layers.0.neuron.beta=0.5");
        Lif lif = new Lif(0.5, false, 1, Reset.SUBTRACT, Surrogate.CENTRED, 1);
        assertEquals(new Dense(50, lif), config.model().layers().get(0));
    }

    @Test
    void layerWithoutNeuron_takesTheSection() {
        ExperimentConfig config =
                read("neuron.threshold=0.5", "model.layers=[{kind=dense,outputs=4},{kind=dense}]");
        Qlif neuron = (Qlif) config.neuron();
        assertEquals(0.5, neuron.threshold());
        assertEquals(List.of(new Dense(4, neuron), new Dense(0, neuron)), config.model().layers());
    }

    @Test
    void presets_areTheirLayers() {
        NetworkShape ann = read("model.kind=ann").network(784, 10);
        assertEquals(
                List.of(new Dense(1000, Relu.DEFAULT), new Dense(0, Identity.DEFAULT)),
                ann.layers());
        assertTrue(ann.input().constant() && ann.output().constant());
        assertEquals(1, ann.output().steps());
        NetworkShape snn = read("model.kind=snn", "neuron.beta=0.7").network(784, 10);
        assertEquals(0.7, ((Lif) ((Dense) snn.layers().get(1)).neuron()).beta());
        assertEquals(795_010, snn.parameters());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{kind=dense,outputs=7}]         | model.layers.0 has 7 outputs, the data have 10",
                "[{kind=dance}]                   | kind must be one of dense",
                "[{kind=dense,outputs=-1}]        | model.layers.0.outputs must be at least 0",
                "[{kind=dense,width=3}]           | model.layers.0.width",
                "[{kind=dense,neuron={kind=lif,t1=3}}] | model.layers.0.neuron.t1",
                "[{kind=dense,neuron={kind=lif,beta=2}}] | model.layers.0.neuron.beta must be in",
                "[{outputs=3}]                    | model.layers.0",
                "[{kind=dropout},{kind=dense}]    | model.layers.0 is dropout, which must stand between",
                "[{kind=dense},{kind=dropout}]    | model.layers.1 is dropout, which must stand between",
                "[{kind=dense},{kind=dropout,rate=1},{kind=dense}] | model.layers.1.rate must be in",
            })
    void listThatDoesNotFit_isOneLine(String list, String expected) {
        BadInput refused =
                assertThrows(BadInput.class, () -> read("model.layers=" + list).network(784, 10));
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rates=[{layer=2}]         | rates.0.layer is 2, but the network has layers 0 to 1",
                "rates=[{layer=0},{layer=0}] | rates.1.layer is 0, which has an entry before",
                "rates=[{layer=-1}]        | rates.0.layer must be at least 0",
                "rates=[{lower=0.7}]       | rates.0.lower must not be above upper, 0.5, got 0.7",
                "rates=[{upper=1.5}]       | rates.0.upper",
                "rates=[{l1=-1}]           | rates.0.l1",
                "rates=[{speed=1}]         | rates.0.speed",
                "rates=[3]                 | rates.0",
                "optimiser.groups=[{tensors=1.gamma}] | optimiser.groups.0.tensors is 1.gamma, which has",
                "optimiser.groups=[{},{tensors=0.*}] | optimiser.groups.1.tensors is 0.*, which has none",
                "optimiser.groups=[{rate=-1}] | optimiser.groups.0.rate",
                "optimiser.groups=[{tensors=\"\"}] | optimiser.groups.0.tensors must name tensors",
            })
    void listOfSettings_thatDoesNotFit_isOneLine(String setting, String expected) {
        BadInput refused = assertThrows(BadInput.class, () -> read(setting).network(784, 10));
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    @Test
    void ratesOfWhatDoesNotSpike_areRefused() {
        BadInput refused =
                assertThrows(
                        BadInput.class,
                        () -> read("model.kind=ann", "rates=[{l1=1}]").network(784, 10));
        assertTrue(refused.getMessage().contains("rates.0.layer is 0, which does not spike"));
        refused =
                assertThrows(
                        BadInput.class, () -> read("training.gradient=released", "rates=[{l1=1}]"));
        assertTrue(refused.getMessage().contains("rates are none of the released code's"));
    }

    @Test
    void firstGroupThatFits_isTheTensors() {
        OptimiserConfig optimiser =
                read("optimiser.groups=[{tensors=\"0.*.bias\"},{tensors=\"0.*\"},{tensors=\"1.tau.weight\"}]")
                        .optimiser();
        assertEquals(0, optimiser.group("0.theta.bias"));
        assertEquals(1, optimiser.group("0.theta.weight"));
        assertEquals(3, optimiser.group("1.theta.weight"));
        assertEquals(2, optimiser.group("1.tau.weight"));
        assertEquals(3, optimiser.group("1.tau.weights"));
    }

    /** Before any directory is made, and any task is sent. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "readout.kind=value                   | readout.kind value reads values, but",
                "model.kind=ann; readout.kind=count   | readout.kind count reads spikes, but",
                "model.readoutNeuron.kind=li          | readout.kind count reads spikes, but",
            })
    void readoutThatDoesNotFit_isOneLine(String settings, String expected) {
        ExperimentConfig config = read(settings.split("; "));
        BadInput refused = assertThrows(BadInput.class, () -> config.network(784, 10));
        assertTrue(refused.getMessage().startsWith(expected), refused.getMessage());
        assertEquals(1, refused.getMessage().lines().count());
    }

    /** As Spark's closures do it; a union and an Optional cross as text. */
    @Test
    void config_crossesByJavaSerialisation() throws IOException, ClassNotFoundException {
        ExperimentConfig config = read(LIST, "readout.kind=value", "optimiser.learningRate=1e-3");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(config);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertEquals(config, in.readObject());
        }
    }

    @Test
    void emptyListWithoutPreset_isRefused() {
        BadInput refused = assertThrows(BadInput.class, () -> read("model.kind=layers"));
        assertTrue(refused.getMessage().contains("model.layers must list layers"));
    }

    /** Characters are changed, left out and put in; whatever comes is a network or one line. */
    @Test
    void mutatedLists_areNetworksOrOneLine() {
        SplittableRandom random = new SplittableRandom(5);
        String letters = "[]{}=,.-0189abdeklnstu \"";
        int networks = 0;
        for (int i = 0; i < 1000; i++) {
            StringBuilder text = new StringBuilder(LIST);
            for (int k = random.nextInt(1, 4); k > 0; k--) {
                int at = random.nextInt(LIST.indexOf('=') + 1, text.length());
                char letter = letters.charAt(random.nextInt(letters.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, letter);
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, letter);
                }
            }
            try {
                NetworkShape unused = read(text.toString(), "readout.kind=value").network(784, 10);
                networks++;
            } catch (BadInput e) {
                assertEquals(1, e.getMessage().lines().count(), text.toString());
            }
        }
        assertTrue(networks > 10 && networks < 990, networks + " of 1000 are networks");
    }

    private static ExperimentConfig read(String... overrides) {
        return ConfigReader.read(Optional.empty(), List.of(overrides));
    }
}

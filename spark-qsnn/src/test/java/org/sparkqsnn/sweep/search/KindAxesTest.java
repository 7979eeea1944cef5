package org.sparkqsnn.sweep.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.sweep.SmallSweep;
import org.sparkqsnn.sweep.SweepFile;

/** Axes over kinds, keys of kinds, and elements of lists: each config is that of {@code train}. */
class KindAxesTest {
    private static final String LAYERS =
            "model.layers=[{kind=dense, outputs=4, neuron={kind=lif}}, {kind=dense}]";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "neuron.t1=30; model.kind=[qsnn]; optimiser.learningRate=[1, 2]",
                "neuron.surrogateSlope=3; model.kind=[qsnn, snn]",
                "model.kind=snn; model.kind=[qsnn, snn, ann]; model.readoutBias=[0, 0.5]",
                "model.kind=snn; neuron.beta=[0.8, 0.9]; neuron.trainBeta=[true, false]",
                "; model.kind=[snn]; neuron.beta=[0.8, 0.9]",
                "model.kind=snn; model.readoutNeuron.kind=[lif, li]",
                "; neuron.kind=[qlif, lif, cuba-lif]; encoder.kind=[poisson, direct]",
                "; neuron=[{kind=lif, beta=0.8}, {kind=qlif, t1=30}]",
                "neuron.t1=30; neuron=[{kind=qlif}, {kind=lif}, {kind=qlif, leak=rotation}]",
                "loss={kind=cross-entropy, smoothing=0.1}; loss=[{kind=cross-entropy}, null, {kind=cross-entropy, scale=2}]",
                "optimiser.learningRate=0.5; optimiser=[{kind=sgd}, {kind=adam, clipNorm=2}]",
                LAYERS + "; model.layers.0.neuron=[{kind=lif}, {kind=lif, beta=0.5}]",
                LAYERS + "; model.layers.0.outputs=[4, 8]; neuron.t1=[30, 60]",
                LAYERS + "; model.layers.0.neuron.kind=[lif, relu]; model.kind=[layers, snn]",
                LAYERS + "; model.layers.0.neuron.beta=[0.8, 0.9]; model.layers.1.outputs=[0, 10]",
                "; model.layers=[[{kind=dense}], [{kind=dense, outputs=4}, {kind=dense}]]",
                "; readout=[null, {kind=rate}]; loss.kind=[cross-entropy, mean-square]"
            })
    void everyConfig_isThatOfTrain(String text) {
        List<String> parts = Arrays.stream(text.split(";")).map(String::strip).toList();
        List<String> base = parts.get(0).isEmpty() ? List.of() : List.of(parts.get(0));
        List<String> all = new ArrayList<>(base);
        parts.subList(1, parts.size()).forEach(axis -> all.add("axes." + axis));
        SweepDefinition sweep = SmallSweep.of(all);
        List<Candidate> candidates = Candidate.of(sweep, 1);
        assertTrue(candidates.size() > 1, "" + candidates);
        for (Candidate candidate : candidates) {
            List<String> train = new ArrayList<>(base);
            candidate.values().forEach((key, value) -> train.add(key + "=" + value));
            ExperimentConfig expected = ConfigReader.read(Optional.empty(), train);
            assertEquals(expected, candidate.config(), "" + train);
        }
        SweepFile stored = SweepFile.read(new SweepFile(sweep).json(), "sweep.json");
        assertEquals(sweep, stored.definition());
        assertEquals(candidates, Candidate.of(stored.definition(), 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model.kind=[qsnn, xnn]       | axes.model.kind=xnn: model.kind must be one of qsnn, snn",
                "neuron.kind=[lif, lfi]       | axes.neuron.kind=lfi: neuron.kind must be one of qlif, lif",
                "neuron.kind=lif              | axes.neuron.kind must be a list of values",
                "neuron.beta=[0.8]            | axes.neuron.beta=0.8: unknown key neuron.beta of kind qlif",
                "neuron=[{kind=lif, t1=3}]    | unknown key neuron.t1 of kind lif; did you mean",
                "model.layers.0.outputs=[8]   | model.layers has 0 elements",
                "model.kind=[layers]          | axes.model.kind=layers: model.layers must list layers",
                "loss.smoothing=[0.1]         | axes.loss.smoothing=0.1: loss has no kind; give one of",
                "training.epochs=[null]       | axes.training.epochs=null: training.epochs must be a whole",
                "neuron.bta=[1]               | axes.neuron.bta: train has no key neuron.bta"
            })
    void badValue_isOneLineThatNamesTheAxis(String axis, String expected) {
        refused(expected, "axes." + axis);
    }

    /** Each value alone is one that some kind has; together they are none. */
    @Test
    void valuesThatDoNotGoTogether_areNamedTogether() {
        refused(
                "axes.model.kind=qsnn axes.neuron.beta=0.8: unknown key neuron.beta of kind qlif",
                "axes.model.kind=[snn, qsnn]",
                "axes.neuron.beta=[0.8, 0.9]");
    }

    /** Neither first values nor a search that may not draw it hide a value that cannot be. */
    @Test
    void badValue_isRefused_whateverIsSearched() {
        refused(
                "axes.neuron.threshold=2: neuron.threshold must be in",
                "axes.neuron.threshold=[0.5, 0.6, 0.7, 2]",
                "sweep.search=random",
                "sweep.configs=1");
    }

    private static void refused(String expected, String... settings) {
        String got =
                assertThrows(BadInput.class, () -> SmallSweep.of(List.of(settings))).getMessage();
        assertTrue(got.contains(expected), got);
        assertEquals(1, got.lines().count());
    }
}

package org.sparkqsnn.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkqsnn.data.shard.EmbeddedSample;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.TrainingData;

/** Data on the heap of every machine. */
class SameBitsIT extends SameBits {
    @Override
    TrainingData data(Path free) {
        return TrainingData.test(EmbeddedSample.load());
    }

    @Override
    List<String> keys() {
        return List.of();
    }

    /**
     * For every kind of layer: over events, and over values, whose products OpenBLAS makes in each
     * JVM for itself; with a kernel of its own, or by definition; with numbers of its own.
     */
    Stream<Arguments> experiments() {
        String mixed =
                "model.layers=["
                        + "{kind=dense, outputs=20, neuron={kind=lif, trainBeta=true, reset=zero}},"
                        + " {kind=dense, outputs=16, neuron={kind=cuba-lif}},"
                        + " {kind=dense, outputs=12, neuron={kind=relu}},"
                        + " {kind=dense, neuron={kind=li, trainBeta=true}}]";
        return Stream.of(
                Arguments.of("poisson", config("encoder.kind=poisson")),
                Arguments.of("latency", config("encoder.kind=latency")),
                Arguments.of("direct", config("encoder.kind=direct")),
                Arguments.of("snn", config("model.kind=snn")),
                Arguments.of("ann", config("model.kind=ann")),
                Arguments.of("mixed", config("model.kind=layers", mixed, "readout.kind=value")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("experiments")
    void bits_doNotDependOnTheMaster(String name, ExperimentConfig experiment) {
        requireSameBits(experiment);
    }
}

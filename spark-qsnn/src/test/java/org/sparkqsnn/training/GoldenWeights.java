package org.sparkqsnn.training;

import java.util.Arrays;
import java.util.stream.Stream;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.Workers;

/**
 * Eight small trained networks by the sha256 of their weights. Each changes {@link Small} by some
 * settings; together they go through every input, one and several hidden layers and workers, every
 * chain through time, every loss, and the released code's update.
 */
enum GoldenWeights {
    POISSON("encoder.kind=poisson", "averaging.workers=2"),
    LATENCY("encoder.kind=latency", "averaging.workers=2"),
    POISSON_DEEP("encoder.kind=poisson", "model.hidden=[20,12,9]", "training.bptt=3"),
    LATENCY_DEEP("encoder.kind=latency", "model.hidden=[20,12,9]", "training.loss=both"),
    POISSON_FULL(
            "encoder.kind=poisson",
            "averaging.workers=1",
            "training.bptt=full",
            "training.loss=membrane",
            "neuron.leak=rotation"),
    DIRECT("encoder.kind=direct", "averaging.workers=2"),
    DIRECT_DEEP(
            "encoder.kind=direct",
            "model.hidden=[20,12,9]",
            "neuron.reset=refractory",
            "training.bptt=full"),
    DIRECT_RELEASED(
            "encoder.kind=direct",
            "averaging.workers=1",
            "neuron.leak=rotation",
            "neuron.reset=refractory",
            "neuron.angle=wrapped",
            "training.loss=membrane",
            "training.gradient=released",
            "optimiser.kind=adam",
            "optimiser.clipNorm=0",
            "optimiser.weightDecay=0");

    private final String[] settings;

    GoldenWeights(String... settings) {
        this.settings = settings;
    }

    /** Whether OpenBLAS has a part in it. */
    boolean direct() {
        return name().startsWith("DIRECT");
    }

    /** Trains for two epochs: {@code NAME SHA256}. */
    String line() {
        ExperimentConfig config = Small.config(settings);
        TrainingData data = Small.data();
        RoundPlan plan = new RoundPlan(config, data.train().size());
        try (Workers workers = new ThreadWorkers(config, data, 2)) {
            TrainingRun run =
                    new TrainingRun(config, plan, workers, "", Journal.NONE, new RunListener() {});
            Checkpoint end = run.run(Checkpoint.fresh(config, data), () -> false);
            return name() + " " + WeightsFile.sha256(end.state().parameters());
        }
    }

    static Stream<GoldenWeights> all(boolean direct) {
        return Arrays.stream(values()).filter(golden -> golden.direct() == direct);
    }

    /** Those of direct input, in a JVM of its own. */
    public static void main(String[] none) {
        all(true).map(GoldenWeights::line).forEach(System.out::println);
    }
}

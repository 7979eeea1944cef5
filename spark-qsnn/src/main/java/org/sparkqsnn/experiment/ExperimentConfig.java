package org.sparkqsnn.experiment;

import java.io.Serializable;
import org.sparkqsnn.model.EncoderConfig;
import org.sparkqsnn.model.ModelConfig;
import org.sparkqsnn.neuron.NeuronConfig;

/**
 * A whole experiment. Two experiments whose configs differ in nothing but {@code run}, {@code
 * checkpoint}, {@code tracking} and the place of the same data give the same bits.
 *
 * @param seed key of everything random: initial weights, order of samples, spikes
 */
public record ExperimentConfig(
        long seed,
        RunConfig run,
        DataConfig data,
        ModelConfig model,
        NeuronConfig neuron,
        EncoderConfig encoder,
        TrainingConfig training,
        OptimiserConfig optimiser,
        AveragingConfig averaging,
        CheckpointConfig checkpoint,
        TrackingConfig tracking)
        implements Serializable {
    public static final ExperimentConfig DEFAULT =
            new ExperimentConfig(
                    42,
                    RunConfig.DEFAULT,
                    DataConfig.DEFAULT,
                    ModelConfig.DEFAULT,
                    NeuronConfig.DEFAULT,
                    EncoderConfig.DEFAULT,
                    TrainingConfig.DEFAULT,
                    OptimiserConfig.DEFAULT,
                    AveragingConfig.DEFAULT,
                    CheckpointConfig.DEFAULT,
                    TrackingConfig.DEFAULT);

    /** The experiment with another seed: not the same one. */
    public ExperimentConfig withSeed(long other) {
        return new ExperimentConfig(
                other,
                run,
                data,
                model,
                neuron,
                encoder,
                training,
                optimiser,
                averaging,
                checkpoint,
                tracking);
    }

    /** The experiment with another averaging: not the same one. */
    public ExperimentConfig withAveraging(AveragingConfig other) {
        return new ExperimentConfig(
                seed,
                run,
                data,
                model,
                neuron,
                encoder,
                training,
                optimiser,
                other,
                checkpoint,
                tracking);
    }

    /** The experiment with its data at another place: the same one if they are the same data. */
    public ExperimentConfig withDataPath(String path) {
        return new ExperimentConfig(
                seed,
                run,
                new DataConfig(path, data.holdout(), data.split()),
                model,
                neuron,
                encoder,
                training,
                optimiser,
                averaging,
                checkpoint,
                tracking);
    }

    /** The experiment with its numbers sent to other trackers. */
    public ExperimentConfig withTracking(TrackingConfig other) {
        return new ExperimentConfig(
                seed,
                run,
                data,
                model,
                neuron,
                encoder,
                training,
                optimiser,
                averaging,
                checkpoint,
                other);
    }

    /** The same experiment in another run directory. */
    public ExperimentConfig withRunDir(String dir) {
        return new ExperimentConfig(
                seed,
                new RunConfig(dir, run.leaseSeconds()),
                data,
                model,
                neuron,
                encoder,
                training,
                optimiser,
                averaging,
                checkpoint,
                tracking);
    }
}

package org.sparkqsnn.experiment;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.model.EncoderConfig;
import org.sparkqsnn.model.Learning;
import org.sparkqsnn.model.Loss;
import org.sparkqsnn.model.ModelConfig;
import org.sparkqsnn.model.Network;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.model.Objective;
import org.sparkqsnn.model.RatePenalty;
import org.sparkqsnn.model.Readout;
import org.sparkqsnn.model.loss.CrossEntropy;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.qlif.Qlif;

/**
 * A whole experiment. Two experiments whose configs differ in nothing but {@code run}, {@code
 * checkpoint}, {@code tracking} and the place of the same data give the same bits.
 *
 * @param seed key of everything random: initial weights, order of samples, spikes
 * @param neuron of layers that have none of their own
 * @param rates what spikes cost beside the loss, an entry for a layer
 * @param readout what scores are made of; empty for what {@code training.loss} says
 * @param loss of the scores; empty for the cross-entropy of {@code training.lossScale}
 */
public record ExperimentConfig(
        long seed,
        RunConfig run,
        DataConfig data,
        ModelConfig model,
        Neuron neuron,
        AugmentConfig augment,
        List<RatePenalty> rates,
        EncoderConfig encoder,
        Optional<Readout> readout,
        Optional<Loss> loss,
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
                    Qlif.DEFAULT,
                    AugmentConfig.DEFAULT,
                    List.of(),
                    EncoderConfig.DEFAULT,
                    Optional.empty(),
                    Optional.empty(),
                    TrainingConfig.DEFAULT,
                    OptimiserConfig.DEFAULT,
                    AveragingConfig.DEFAULT,
                    CheckpointConfig.DEFAULT,
                    TrackingConfig.DEFAULT);

    public ExperimentConfig {
        rates = List.copyOf(rates);
        if (training.gradient() == TrainingConfig.Gradient.RELEASED && !rates.isEmpty())
            throw new BadInput(
                    "rates are none of the released code's; leave them out, or use training.gradient ="
                            + " exact");
        if (encoder.kind() == EncoderConfig.Kind.EVENTS && !augment.isNone())
            throw new BadInput(
                    "augment.shift and augment.flipX change images, and encoder.kind is events; leave"
                            + " them out");
    }

    /**
     * The network for given data.
     *
     * @param features bytes of a sample
     * @param classes labels are in [0, classes)
     * @throws BadInput if the layers do not fit to them, or the read-out not to the last layer
     */
    public NetworkShape network(int features, int classes) {
        return network(encoder.shape(features), classes);
    }

    /** The network for data of a number of inputs; see {@link #network}. */
    public NetworkShape networkOf(int inputs, int classes) {
        return network(encoder.shapeOf(inputs), classes);
    }

    private NetworkShape network(Shape input, int classes) {
        return checked(NetworkShape.of(model, model.stack(neuron), input, classes));
    }

    /** The network for data of a number of inputs, whose classes are not known yet. */
    public NetworkShape networkOf(int inputs) {
        Shape input = encoder.shapeOf(inputs);
        return checked(NetworkShape.stacked(model, model.stack(neuron), input, 1));
    }

    /** What does not fit to the layers is refused before anything is trained. */
    private NetworkShape checked(NetworkShape shape) {
        shape.check(rates);
        optimiser.check(shape.tensors());
        Objective.requireFit(scores(), shape.output());
        return shape;
    }

    private Readout scores() {
        return readout.orElse(training.loss().readout());
    }

    /** The network with buffers for one thread, to be looked at. */
    public Network open(NetworkShape shape) {
        return open(shape, false, List.of());
    }

    /** The network with buffers for one thread, to be trained. */
    public Network openToTrain(NetworkShape shape) {
        return open(shape, true, rates);
    }

    private Network open(NetworkShape shape, boolean dropout, List<RatePenalty> penalties) {
        boolean released = training.gradient() == TrainingConfig.Gradient.RELEASED;
        int window = training.bptt().window();
        Learning learning = new Learning(window, released, dropout, penalties);
        return new Network(shape, encoder, training.microBatch(), learning);
    }

    /** What the network is trained for. */
    public Objective objective(NetworkShape shape) {
        return new Objective(
                scores(), loss.orElse(new CrossEntropy(training.lossScale(), 0)), shape.output());
    }

    /** The experiment with another seed: not the same one. */
    public ExperimentConfig withSeed(long other) {
        return with(other, run, data, averaging, tracking);
    }

    /** The experiment with another averaging: not the same one. */
    public ExperimentConfig withAveraging(AveragingConfig other) {
        return with(seed, run, data, other, tracking);
    }

    /** The experiment with its data at another place: the same one if they are the same data. */
    public ExperimentConfig withDataPath(String path) {
        return withData(
                new DataConfig(path, data.order(), data.window(), data.holdout(), data.split()));
    }

    /** The same for this training set, with nothing left to be chosen by its size. */
    public ExperimentConfig chosenFor(ImageSet train) {
        return withData(data.chosenFor(train));
    }

    private ExperimentConfig withData(DataConfig moved) {
        return with(seed, run, moved, averaging, tracking);
    }

    /** The experiment with its numbers sent to other trackers. */
    public ExperimentConfig withTracking(TrackingConfig other) {
        return with(seed, run, data, averaging, other);
    }

    /** The experiment in another run directory, which has no part in its result. */
    public ExperimentConfig withRunDir(String dir) {
        return with(seed, new RunConfig(dir, run.leaseSeconds()), data, averaging, tracking);
    }

    private ExperimentConfig with(
            long seed,
            RunConfig run,
            DataConfig data,
            AveragingConfig averaging,
            TrackingConfig tracking) {
        return new ExperimentConfig(
                seed,
                run,
                data,
                model,
                neuron,
                augment,
                rates,
                encoder,
                readout,
                loss,
                training,
                optimiser,
                averaging,
                checkpoint,
                tracking);
    }

    /** Crosses to executors as its text: a user's own records need no serialiser there. */
    private Object writeReplace() {
        return new Text(Json.text(ConfigTree.json(this)));
    }

    /** What is written in its place. */
    private record Text(String json) implements Serializable {
        private Object readResolve() {
            return ConfigReader.read(json, "the config of a task");
        }
    }
}

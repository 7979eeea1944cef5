package org.sparkqsnn.doctor;

import java.util.Arrays;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.doctor.HeapSum.Part;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.layer.DenseShape;
import org.sparkqsnn.model.EncoderConfig;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.training.TrainingData;

/**
 * Heap that a session needs, as formulas over its config. What is not kept from round to round is
 * counted where it is alive at the worst time of a round.
 *
 * @param sizes of a round
 * @param kernel floats of the parameters in kernel layout: panels are filled up, and of a layer fed
 *     with currents there is the theta plane only
 * @param network bytes of a network's buffers for one micro-batch
 * @param events bytes of the lists of spikes, at most
 * @param dataset bytes of the images
 */
public record HeapNeed(RoundSizes sizes, long kernel, long network, long events, long dataset) {
    /**
     * Spark's own objects in a driver or an executor: 70 to 80 MB were in use after some thousand
     * rounds of a tiny network, once its images and buffers were taken off.
     */
    static final long SPARK = 100L << 20;

    /** Threads on the driver that unpack results, {@code spark.resultGetter.threads}. */
    private static final int GETTERS = 4;

    /** Scratch arrays are never smaller: see CacheLines. */
    private static final long SCRATCH = 4L << 20;

    public static HeapNeed of(ExperimentConfig config, TrainingData data) {
        ImageSet train = data.train();
        NetworkShape shape = NetworkShape.of(config, train.features(), train.classes());
        // Held out images are a part of the blocks.
        boolean shared = data.split().equals("validation");
        long dataset = bytes(train) + (shared ? 0 : bytes(data.evaluation()));
        return of(config, shape, RoundSizes.of(config, shape), dataset);
    }

    private static long bytes(ImageSet images) {
        return Arrays.stream(images.blocks()).mapToLong(block -> block.length).sum();
    }

    static HeapNeed of(
            ExperimentConfig config, NetworkShape shape, RoundSizes sizes, long dataset) {
        long kernel = 0;
        long network = 0;
        long events = 0;
        for (int i = 0; i < shape.layers().size(); i++) {
            boolean currents = i == 0 && config.encoder().kind() == EncoderConfig.Kind.DIRECT;
            DenseShape layer = shape.layers().get(i);
            kernel +=
                    currents
                            ? layer.planeSize()
                            : 2L * layer.paddedOutputs() * (layer.inputs() + 1);
            network += signal(config, shape, i, currents) + 2 * SCRATCH;
            network += currents ? currents(config, layer) : 0;
            network += i > 0 ? inputGradient(config, layer, shape.layers().get(i - 1)) : 0;
            events += currents ? 0 : events(config, layer);
        }
        return new HeapNeed(sizes, kernel, network, events, dataset);
    }

    /** What a thread keeps to train with: parameters, gradient and moments in kernel layout. */
    long trainer() {
        return Float.BYTES * kernel * (2 + sizes.momentArrays()) + network;
    }

    /** What a thread keeps to evaluate with; it stays beside the trainer. */
    long evaluator() {
        return Float.BYTES * kernel + network;
    }

    /**
     * A thread with its task: buffers of both kinds, and the sums of a block of workers, of which
     * the binary tree holds one for each level at a time.
     */
    long task(int leaves) {
        int levels = 32 - Integer.numberOfLeadingZeros(leaves);
        return trainer() + evaluator() + events + levels * sizes.result(1) + beyondFirst(leaves);
    }

    /**
     * An executor. A broadcast's bytes are all there while it is unpacked, and stay as long as
     * Spark's storage has room. A task has the moments of its workers both ways, and its result as
     * bytes, once of the value and once of the message around it.
     *
     * @param slots tasks that it runs at once
     * @param leaves workers of a task
     */
    public HeapSum executor(int slots, int leaves) {
        String tasks = slots + " task(s)";
        return HeapSum.of(
                new Part("Spark itself", SPARK),
                new Part("images (twice while a broadcast unpacks)", 2 * dataset),
                new Part("start of a round (twice while a broadcast unpacks)", 2 * sizes.start()),
                new Part("buffers of " + tasks, slots * task(leaves)),
                new Part("moments sent to " + tasks + " (twice)", slots * 2 * sizes.own(leaves)),
                new Part("results of " + tasks + " (twice)", slots * 2 * sizes.result(leaves)));
    }

    /** The driver of a cluster. Beside images and state are the bytes of what is sent of them. */
    public HeapSum driver(int tasks, int leaves) {
        int getters = Math.min(GETTERS, tasks);
        long sent = sizes.start() + sizes.own(sizes.workers());
        return HeapSum.of(
                new Part("Spark itself", SPARK),
                new Part("images (twice while they are sent)", 2 * dataset),
                new Part("state", sizes.state()),
                new Part("what is sent of it", sent),
                new Part("results of " + tasks + " task(s)", sizes.results(tasks)),
                new Part(
                        "results (twice) that " + getters + " thread(s) unpack",
                        getters * 2 * sizes.result(leaves)),
                new Part("next velocity", velocity()));
    }

    /** Local mode: one JVM, nothing as bytes. */
    public HeapSum local(int slots, int tasks, int leaves) {
        int busy = Math.min(slots, tasks);
        return HeapSum.of(
                new Part("Spark itself", SPARK),
                new Part("images", dataset),
                new Part("state", sizes.state()),
                new Part("buffers of " + busy + " task(s)", busy * task(leaves)),
                new Part("results of tasks that have ended", (tasks - busy) * sizes.result(leaves)),
                new Part("next velocity", velocity()));
    }

    private long velocity() {
        return sizes.velocity() ? sizes.vector() : 0;
    }

    /** Moments that a block's sum has beyond those of a single worker's. */
    private long beyondFirst(int leaves) {
        return sizes.result(leaves) - sizes.result(1);
    }

    /**
     * {@code Signal}: a cell is a neuron's step. Drives of a layer fed with currents are the same
     * at every step; gradients are kept for the layer below, populations for the loss.
     */
    private static long signal(
            ExperimentConfig config, NetworkShape shape, int i, boolean currents) {
        boolean readout = i + 1 == shape.layers().size();
        long neurons =
                (long) config.training().microBatch() * shape.layers().get(i).paddedOutputs();
        long steps = config.encoder().steps();
        long cells = neurons * steps;
        long drives = currents ? neurons : cells;
        long spikes = neurons * ((steps + 31) / 32);
        long gradients = (readout ? 3 : i > 0 ? 1 : 0) * cells;
        return Float.BYTES * (drives + spikes + gradients);
    }

    /** Inputs and products of a micro-batch; its matrices lie off the heap. */
    private static long currents(ExperimentConfig config, DenseShape layer) {
        long samples = config.training().microBatch();
        return Float.BYTES * samples * (layer.inputs() + layer.outputs());
    }

    /** The transposed weights, and two lists with an entry for each neuron's step. */
    private static long inputGradient(ExperimentConfig config, DenseShape layer, DenseShape below) {
        long weights = 2L * Float.BYTES * layer.outputs() * below.paddedOutputs();
        long lists =
                2L
                        * Float.BYTES
                        * layer.outputs()
                        * config.training().microBatch()
                        * config.encoder().steps();
        return Math.max(SCRATCH, weights) + lists;
    }

    /** The rarer of spike and silence, and the total, of every input: {@code SpikeList}. */
    private static long events(ExperimentConfig config, DenseShape layer) {
        long trains = (long) config.training().microBatch() * (layer.inputs() + 1);
        return Integer.BYTES * trains * (config.encoder().steps() / 2 + 1);
    }
}

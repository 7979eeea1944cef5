package org.sparkqsnn.doctor;

import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.doctor.HeapSum.Part;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.layer.LayerSpec;
import org.sparkqsnn.model.EncoderConfig;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.neuron.Shape;
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

    public static HeapNeed of(ExperimentConfig config, TrainingData data) {
        ImageSet train = data.train();
        NetworkShape shape = config.network(train.features(), train.classes());
        // Held out images are a part of the blocks.
        boolean shared = data.split().equals("validation");
        long dataset =
                train.records().heapBytes()
                        + (shared ? 0 : data.evaluation().records().heapBytes());
        return of(config, shape, RoundSizes.of(config, shape), dataset);
    }

    static HeapNeed of(
            ExperimentConfig config, NetworkShape shape, RoundSizes sizes, long dataset) {
        long kernel = 0;
        long lists = 0;
        int samples = config.training().microBatch();
        boolean direct = config.encoder().kind() == EncoderConfig.Kind.DIRECT;
        long network = direct ? (long) Float.BYTES * samples * shape.inputs() : 0;
        for (int i = 0; i < shape.layers().size(); i++) {
            Shape input = shape.shapes().get(i);
            Shape output = shape.shapes().get(i + 1);
            boolean readout = i + 1 == shape.layers().size();
            LayerSpec.Size size =
                    shape.layers().get(i).size(input, output, samples, readout, i > 0);
            kernel += size.kernel();
            network += size.buffers();
            lists += size.lists();
        }
        return new HeapNeed(sizes, kernel, network, lists, dataset);
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
                new Part("sums of " + tasks + " task(s) that wait", sizes.folded(tasks)),
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
}

package org.sparkqsnn.training.round;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.sparkqsnn.data.encode.Stream;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.evaluation.Activity;
import org.sparkqsnn.evaluation.Counts;
import org.sparkqsnn.experiment.AveragingConfig.OptimiserState;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.model.Network;
import org.sparkqsnn.model.Objective;
import org.sparkqsnn.model.Target;

/**
 * Trains one virtual worker for one round: a pure function of config, data, task and state. Holds
 * the buffers of one thread; not thread-safe, reusable over rounds.
 */
public final class LocalTrainer implements AutoCloseable {
    private final ExperimentConfig config;
    private final ImageSet train;
    private final RoundPlan plan;
    private final SampleOrder order;
    private final Network network;
    private final Objective objective;
    private final Optimiser optimiser;
    private final LearningRate learningRate;
    private final float[] w;
    private final float[] gradient;
    private final float[][] moments;
    private final int[] labels;

    public LocalTrainer(ExperimentConfig config, ImageSet train) {
        this.config = config;
        this.train = train;
        this.plan = new RoundPlan(config, train.size());
        this.order = SampleOrder.of(config, train);
        this.network = config.openToTrain(config.network(train.features(), train.classes()));
        network.augment(config.augment().of(config.seed(), train));
        this.objective = config.objective(network.shape());
        this.optimiser = new Optimiser(config.optimiser(), network);
        this.learningRate = new LearningRate(config.optimiser(), plan);
        this.w = new float[network.kernelSize()];
        this.gradient = new float[network.kernelSize()];
        this.moments = new float[optimiser.momentArrays()][network.kernelSize()];
        this.labels = new int[network.capacity()];
    }

    /**
     * Runs the local steps of {@code task}.
     *
     * @param parameters the round's start; not changed
     * @param firstMoments optimiser moments to start from; empty for zeros; not changed
     * @return a leaf of the tree of {@link WorkerSum}, in arrays of its own
     */
    public WorkerSum run(WorkerTask task, float[] parameters, float[] firstMoments) {
        return run(task, parameters, firstMoments, () -> false);
    }

    /**
     * Runs the local steps of {@code task} unless it is stopped: a killed task gives its slot back
     * after a step, not after its block.
     *
     * @throws CancellationException if {@code stopped} says so before a step
     */
    WorkerSum run(
            WorkerTask task, float[] parameters, float[] firstMoments, BooleanSupplier stopped) {
        load(parameters, firstMoments);
        order.begin(task.epoch());
        Counts counts = Counts.none(network.shape().layers().size());
        Arrays.fill(gradient, 0);
        network.prepare(w);
        for (int step = task.firstStep(); step < task.endStep(); step++) {
            int from = plan.batchBegin(task.worker(), step);
            int to = plan.batchBegin(task.worker(), step + 1);
            if (from >= to) break;
            if (stopped.getAsBoolean()) throw new CancellationException("the task was killed");
            counts = counts.plus(batch(from, to, task.epoch()));
            long global = task.globalStep() + step - task.firstStep();
            optimiser.step(w, gradient, moments, sinceZero(task, global), learningRate.at(global));
            network.prepare(w);
        }
        return leaf(task, parameters, counts);
    }

    @Override
    public void close() {
        network.close();
    }

    /**
     * Forward and backward of the positions {@code [from, to)}; leaves the mean gradient in {@link
     * #gradient}.
     */
    private Counts batch(int from, int to, int epoch) {
        double weight = 1.0 / (to - from);
        Counts counts = Counts.none(network.shape().layers().size());
        for (int first = from; first < to; first += network.capacity()) {
            int samples = Math.min(network.capacity(), to - first);
            encode(first, samples, epoch);
            network.forward(w, samples);
            counts = counts.plus(outputGradients(samples, weight));
            counts = counts.plusPenalty(network.penalty(samples, weight));
            network.backward(w, gradient, samples);
        }
        network.finish(gradient);
        return counts;
    }

    private void encode(int first, int samples, int epoch) {
        long key = Stream.ENCODE.key(config.seed());
        for (int s = 0; s < samples; s++) {
            int id = order.at(first + s);
            labels[s] = train.label(id);
            network.encode(train, id, key, epoch, s);
        }
    }

    /** Writes the gradients of the loss into the output signal, and counts the micro-batch. */
    private Counts outputGradients(int samples, double weight) {
        Counts counts = Counts.of(Activity.of(network, samples));
        for (int s = 0; s < samples; s++) {
            Target target = new Target.Label(labels[s]);
            double loss = objective.gradient(network.output(), s, target, weight);
            counts = counts.plus(objective.predicted() == labels[s], objective.tied(), loss);
        }
        return counts;
    }

    /** Steps since the moments were zero: their age is what Adam's bias correction needs. */
    private long sinceZero(WorkerTask task, long global) {
        boolean reset = config.averaging().optimiserState() == OptimiserState.RESET;
        return 1 + (reset ? global - task.globalStep() : global);
    }

    private void load(float[] parameters, float[] firstMoments) {
        network.toKernel(parameters, 0, w);
        for (int i = 0; i < moments.length; i++) {
            if (firstMoments.length == 0) Arrays.fill(moments[i], 0);
            else network.toKernel(firstMoments, i * parameters.length, moments[i]);
        }
    }

    private float[] flatMoments(int parameters) {
        float[] flat = new float[moments.length * parameters];
        for (int i = 0; i < moments.length; i++) {
            network.toFlat(moments[i], flat, i * parameters);
        }
        return flat;
    }

    private WorkerSum leaf(WorkerTask task, float[] start, Counts counts) {
        float[] delta = start.clone();
        network.toFlat(w, delta, 0);
        float examples = counts.samples();
        for (int i = 0; i < delta.length; i++) delta[i] = (delta[i] - start[i]) * examples;
        OptimiserState policy = config.averaging().optimiserState();
        float[] averaged =
                policy == OptimiserState.AVERAGE ? flatMoments(start.length) : new float[0];
        for (int i = 0; i < averaged.length; i++) averaged[i] *= examples;
        List<float[]> own =
                policy == OptimiserState.LOCAL ? List.of(flatMoments(start.length)) : List.of();
        String fault =
                Double.isFinite(counts.lossSum())
                        ? ""
                        : "worker "
                                + task.worker()
                                + ": loss is "
                                + counts.loss()
                                + " in round "
                                + (task.round() + 1)
                                + "; try a smaller optimiser.learningRate";
        return new WorkerSum(
                task.worker(), 1, counts.samples(), delta, averaged, own, counts, fault);
    }
}

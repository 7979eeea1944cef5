package org.sparkqsnn.training;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sparkqsnn.data.encode.Stream;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.data.shard.KeyedPermutation;
import org.sparkqsnn.experiment.AveragingConfig;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.layer.Tensor;
import org.sparkqsnn.model.DefinitionNetwork;
import org.sparkqsnn.model.DenseInput;
import org.sparkqsnn.model.EncoderConfig;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.model.Parameters;
import org.sparkqsnn.model.ReferenceNetwork;
import org.sparkqsnn.neuron.qlif.Qlif;

/**
 * The definition of a run: double precision, one sample after another, no kernels, no
 * micro-batches, no tree. Written from the documents (docs/notation.md, conf/reference.conf, the
 * records of the config), not from the code that it checks; of that code it has the network's
 * definition, the encoders and the permutation, which have tests of their own.
 *
 * <p>Of N samples, worker v of V has the positions {@code [v N/V, (v+1) N/V)} of the epoch's order,
 * in batches of b. An epoch has as many steps as the largest shard has batches; where a worker has
 * no batch left, the step is counted but changes nothing.
 */
final class ReferenceTrainer {
    /** All numbers; {@code moments} by worker and then m (or SGD's u) and v. */
    final double[] w;

    final double[] velocity;
    final double[][][] moments;

    /** Of the last round. */
    double lossSum;

    int examples;

    /** How far any decision was from the other one, over all samples seen so far. */
    double margin = Double.MAX_VALUE;

    private final ExperimentConfig config;
    private final ImageSet train;
    private final ReferenceNetwork network;

    /** The network with what spikes cost, which the older definition does not know. */
    private final DefinitionNetwork penalised;

    private final Qlif neuron;

    /** By parameter, the name of its tensor. */
    private final String[] names;

    private final ReferenceOptimiser optimiser;
    private final int stepsPerEpoch;
    private int stepsDone;

    ReferenceTrainer(ExperimentConfig config, ImageSet train, float[] start) {
        NetworkShape shape = config.network(train.features(), train.classes());
        this.config = config;
        this.train = train;
        this.neuron = (Qlif) config.neuron();
        this.network =
                new ReferenceNetwork(shape, neuron, config.training(), config.encoder().steps());
        this.penalised =
                new DefinitionNetwork(
                        shape,
                        config.objective(shape),
                        config.training().bptt().window(),
                        config.rates());
        this.names = new String[shape.parameters()];
        for (Tensor tensor : shape.tensors().tensors()) {
            int at = shape.tensors().offset(tensor.name());
            Arrays.fill(names, at, at + (int) tensor.size(), tensor.name());
        }
        this.w = IntStream.range(0, start.length).mapToDouble(i -> start[i]).toArray();
        this.velocity = new double[w.length];
        this.moments = new double[config.averaging().workers()][2][w.length];
        double largestShard = Math.ceil((double) train.size() / moments.length);
        this.stepsPerEpoch = (int) Math.ceil(largestShard / config.training().batchSize());
        int steps = stepsPerEpoch * config.training().epochs();
        this.optimiser = new ReferenceOptimiser(config.optimiser(), stepsPerEpoch, steps);
    }

    boolean done() {
        return stepsDone == stepsPerEpoch * config.training().epochs();
    }

    boolean endedEpoch() {
        return stepsDone % stepsPerEpoch == 0;
    }

    /** Learning rate of the next step. */
    double rate() {
        return optimiser.rate(stepsDone);
    }

    /** H steps of every worker, fewer where the epoch ends, and the outer step. */
    void round() {
        int first = stepsDone;
        int epochEnd = (first / stepsPerEpoch + 1) * stepsPerEpoch;
        int end = Math.min(first + config.averaging().localSteps(), epochEnd);
        double[] delta = new double[w.length];
        double[][] mean = new double[2][w.length];
        lossSum = 0;
        examples = 0;
        for (int worker = 0; worker < moments.length; worker++) {
            double[] x = w.clone();
            int before = examples;
            for (int step = first; step < end; step++) step(worker, step, first, x);
            int seen = examples - before;
            for (int i = 0; i < w.length; i++) {
                delta[i] += seen * (x[i] - w[i]);
                for (int m = 0; m < 2; m++) mean[m][i] += seen * moments[worker][m][i];
            }
        }
        for (int i = 0; i < w.length; i++) outerStep(i, delta[i] / examples);
        for (double[][] own : moments) afterRound(own, mean);
        stepsDone = end;
    }

    /** Shows a set that is not learned from; returns the mean loss and how many are right. */
    double[] evaluate(ImageSet set) {
        double[] sums = new double[2];
        for (int id = 0; id < set.size(); id++) {
            double[][] input = input(set, id, Stream.ENCODE_TEST, 0);
            List<ReferenceNetwork.Course> courses = network.forward(w, input);
            noteMargin(courses);
            sums[0] += network.loss(w, input, set.label(id)) / set.size();
            sums[1] += strongest(courses.get(courses.size() - 1)) == set.label(id) ? 1 : 0;
        }
        return sums;
    }

    /** The class with most spikes; the larger mean population, which is below 1, breaks ties. */
    private static int strongest(ReferenceNetwork.Course output) {
        int best = 0;
        double[] strength = new double[output.phi()[0].length];
        for (int k = 0; k < strength.length; k++) {
            for (int t = 0; t < output.phi().length; t++)
                strength[k] +=
                        output.spikes()[t][k]
                                + Qlif.population(output.phi()[t][k]) / output.phi().length;
            if (strength[k] > strength[best]) best = k;
        }
        return best;
    }

    private void outerStep(int i, double d) {
        AveragingConfig a = config.averaging();
        velocity[i] = a.outerMomentum() * velocity[i] + d;
        w[i] +=
                a.outerLearningRate()
                        * switch (a.outer()) {
                            case AVERAGE -> d;
                            case NESTEROV -> a.outerMomentum() * velocity[i] + d;
                        };
    }

    private void afterRound(double[][] own, double[][] sum) {
        for (int m = 0; m < 2; m++) {
            for (int i = 0; i < w.length; i++) {
                own[m][i] =
                        switch (config.averaging().optimiserState()) {
                            case RESET -> 0;
                            case LOCAL -> own[m][i];
                            case AVERAGE -> sum[m][i] / examples;
                        };
            }
        }
    }

    /** One step of one worker from {@code x}; steps are counted from the run's first. */
    private void step(int worker, int step, int roundFirst, double[] x) {
        int epoch = step / stepsPerEpoch;
        int[] batch = batch(worker, epoch, step % stepsPerEpoch);
        if (batch.length == 0) return;
        double[] g = new double[x.length];
        for (int id : batch) {
            double[][] input = input(train, id, Stream.ENCODE, epoch);
            double weight = 1.0 / batch.length;
            int label = train.label(id);
            lossSum +=
                    config.rates().isEmpty()
                            ? network.gradient(x, input, label, weight, g)
                            : penalised.gradient(x, input, label, weight, g);
            noteMargin(network.forward(x, input));
        }
        examples += batch.length;
        boolean fresh = config.averaging().optimiserState() == AveragingConfig.OptimiserState.RESET;
        int age = step + 1 - (fresh ? roundFirst : 0);
        optimiser.update(x, g, moments[worker], age, step, this::trained, names);
    }

    private int[] batch(int worker, int epoch, int stepOfEpoch) {
        KeyedPermutation order = new KeyedPermutation(config.seed(), epoch, train.size());
        int shardEnd = (worker + 1) * train.size() / moments.length;
        int from =
                worker * train.size() / moments.length
                        + stepOfEpoch * config.training().batchSize();
        int to = Math.min(from + config.training().batchSize(), shardEnd);
        return IntStream.range(from, to).map(order::at).toArray();
    }

    private double[][] input(ImageSet set, int id, Stream purpose, int epoch) {
        return DenseInput.of(config.encoder(), set, id, purpose.key(config.seed()), epoch);
    }

    /** All but the tau plane under direct input, which cannot act (docs/adr/0004). */
    private boolean trained(int i) {
        Parameters tensors = config.network(train.features(), train.classes()).tensors();
        boolean direct = config.encoder().kind() == EncoderConfig.Kind.DIRECT;
        return !direct || i < tensors.offset("0.tau.weight") || i >= tensors.offset(1);
    }

    /** A spike flips at the threshold, a rotation folds at π, drives act by their sign. */
    private void noteMargin(List<ReferenceNetwork.Course> courses) {
        for (ReferenceNetwork.Course course : courses) {
            note(course.q(), 0);
            note(course.p(), 0);
            note(course.phi(), neuron.thresholdAngle());
            note(course.phi(), Math.PI);
        }
    }

    private void note(double[][] values, double edge) {
        for (double[] row : values)
            for (double value : row) margin = Math.min(margin, Math.abs(value - edge));
    }
}

package org.sparkqsnn.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sparkqsnn.experiment.TrainingConfig;
import org.sparkqsnn.layer.DenseShape;
import org.sparkqsnn.neuron.NeuronConfig;
import org.sparkqsnn.neuron.Qlif;

/**
 * The definition of a network's loss and gradient: double precision, one sample, no tricks. The
 * fast path is tested against it, and it is tested against PyTorch's numbers and finite
 * differences.
 */
public final class ReferenceNetwork {
    private final NetworkShape shape;
    private final Qlif neuron;
    private final TrainingConfig training;
    private final int steps;

    public ReferenceNetwork(
            NetworkShape shape, NeuronConfig neuron, TrainingConfig training, int steps) {
        this.shape = shape;
        this.neuron = new Qlif(neuron);
        this.training = training;
        this.steps = steps;
    }

    /**
     * Time course of one layer.
     *
     * @param input input of each step; shape [steps][inputs]
     * @param q drive of the rotation; shape [steps][outputs]
     * @param p drive of the delay; shape [steps][outputs]
     * @param phi angle after each step; shape [steps][outputs]
     * @param spikes 0 or 1; shape [steps][outputs]
     */
    public record Course(
            double[][] input, double[][] q, double[][] p, double[][] phi, double[][] spikes) {}

    /** Runs one sample through all layers. */
    public List<Course> forward(double[] parameters, double[][] input) {
        List<Course> courses = new ArrayList<>();
        for (DenseShape layer : shape.layers()) {
            Course course = layerForward(layer, parameters, input);
            courses.add(course);
            input = course.spikes();
        }
        return courses;
    }

    /** Loss of one sample. */
    public double loss(double[] parameters, double[][] input, int label) {
        List<Course> courses = forward(parameters, input);
        Course output = courses.get(courses.size() - 1);
        return newLoss().value(flat(output.spikes()), flat(populations(output)), label);
    }

    /**
     * Adds the gradient of one sample's loss, times {@code weight}, to {@code gradient}; returns
     * the loss.
     */
    public double gradient(
            double[] parameters, double[][] input, int label, double weight, double[] gradient) {
        List<Course> courses = forward(parameters, input);
        Course output = courses.get(courses.size() - 1);
        double[] spikes = flat(output.spikes());
        double[] alpha = flat(populations(output));
        Loss loss = newLoss();
        loss.gradient(spikes, alpha, label);
        double[][] bySpike = unflat(loss.bySpike(), weight);
        double[][] byPopulation = unflat(loss.byPopulation(), weight);
        for (int i = courses.size() - 1; i >= 0; i--) {
            bySpike =
                    layerBackward(
                            shape.layers().get(i),
                            parameters,
                            courses.get(i),
                            bySpike,
                            byPopulation,
                            gradient);
            byPopulation = new double[steps][bySpike[0].length];
        }
        return loss.value(spikes, alpha, label);
    }

    private Course layerForward(DenseShape layer, double[] w, double[][] input) {
        int n = layer.outputs();
        Course c =
                new Course(
                        input,
                        new double[steps][n],
                        new double[steps][n],
                        new double[steps][n],
                        new double[steps][n]);
        for (int t = 0; t < steps; t++) {
            for (int k = 0; k < n; k++) {
                c.q()[t][k] = product(layer, layer.thetaPlane(), w, input[t], k);
                c.p()[t][k] = product(layer, layer.tauPlane(), w, input[t], k);
                c.phi()[t][k] =
                        neuron.step(t == 0 ? 0 : c.phi()[t - 1][k], c.q()[t][k], c.p()[t][k]);
                c.spikes()[t][k] = neuron.fires(c.phi()[t][k]) ? 1 : 0;
            }
        }
        return c;
    }

    private static double product(DenseShape layer, int plane, double[] w, double[] x, int k) {
        double sum = w[plane + layer.inputs() * layer.outputs() + k];
        for (int i = 0; i < layer.inputs(); i++) sum += x[i] * w[plane + i * layer.outputs() + k];
        return sum;
    }

    /** Returns dL/dS of the layer below. */
    private double[][] layerBackward(
            DenseShape layer,
            double[] w,
            Course c,
            double[][] bySpike,
            double[][] byPopulation,
            double[] gradient) {
        double[][] byInput = new double[steps][layer.inputs()];
        for (int k = 0; k < layer.outputs(); k++) {
            double carry = 0;
            for (int t = steps - 1; t >= 0; t--) {
                double phi = c.phi()[t][k];
                double byAlpha =
                        bySpike[t][k] * neuron.surrogate(Qlif.population(phi)) + byPopulation[t][k];
                double g = byAlpha * Math.sin(phi) / 2 + carry;
                double[] d =
                        neuron.stepGradient(
                                t == 0 ? 0 : c.phi()[t - 1][k], c.q()[t][k], c.p()[t][k]);
                carry = t % training.bptt().window() == 0 ? 0 : g * d[0];
                spread(
                        layer,
                        layer.thetaPlane(),
                        w,
                        c.input()[t],
                        k,
                        g * d[1],
                        gradient,
                        byInput[t]);
                spread(layer, layer.tauPlane(), w, c.input()[t], k, g * d[2], gradient, byInput[t]);
            }
        }
        return byInput;
    }

    private static void spread(
            DenseShape layer,
            int plane,
            double[] w,
            double[] x,
            int k,
            double g,
            double[] gradient,
            double[] byInput) {
        gradient[plane + layer.inputs() * layer.outputs() + k] += g;
        for (int i = 0; i < layer.inputs(); i++) {
            gradient[plane + i * layer.outputs() + k] += g * x[i];
            byInput[i] += g * w[plane + i * layer.outputs() + k];
        }
    }

    private Loss newLoss() {
        return new Loss(training.loss(), training.lossScale(), steps, shape.classes());
    }

    private static double[][] populations(Course output) {
        double[][] alpha = new double[output.phi().length][];
        for (int t = 0; t < alpha.length; t++) {
            alpha[t] = Arrays.stream(output.phi()[t]).map(Qlif::population).toArray();
        }
        return alpha;
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private double[][] unflat(double[] flat, double weight) {
        double[][] rows = new double[steps][shape.classes()];
        for (int i = 0; i < flat.length; i++)
            rows[i / shape.classes()][i % shape.classes()] = weight * flat[i];
        return rows;
    }
}

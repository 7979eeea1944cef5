package org.sparkqsnn.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sparkqsnn.experiment.TrainingConfig;
import org.sparkqsnn.model.loss.CrossEntropy;
import org.sparkqsnn.neuron.qlif.Qlif;

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

    public ReferenceNetwork(NetworkShape shape, Qlif neuron, TrainingConfig training, int steps) {
        this.shape = shape;
        this.neuron = neuron;
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
        for (int i = 0; i < shape.layers().size(); i++) {
            Planes layer = planes(i);
            Course course = layerForward(layer, parameters, input);
            courses.add(course);
            input = course.spikes();
        }
        return courses;
    }

    /** Loss of one sample. */
    public double loss(double[] parameters, double[][] input, int label) {
        List<Course> courses = forward(parameters, input);
        return objective(courses.get(courses.size() - 1)).loss(new Target.Label(label));
    }

    /**
     * Adds the gradient of one sample's loss, times {@code weight}, to {@code gradient}; returns
     * the loss.
     */
    public double gradient(
            double[] parameters, double[][] input, int label, double weight, double[] gradient) {
        List<Course> courses = forward(parameters, input);
        Objective objective = objective(courses.get(courses.size() - 1));
        double loss = objective.gradient(new Target.Label(label));
        double[][] bySpike = unflat(objective.outputs().byOutput, weight);
        double[][] byPopulation = unflat(objective.outputs().byMembrane, weight);
        for (int i = courses.size() - 1; i >= 0; i--) {
            bySpike =
                    layerBackward(
                            planes(i), parameters, courses.get(i), bySpike, byPopulation, gradient);
            byPopulation = new double[steps][bySpike[0].length];
        }
        return loss;
    }

    private Course layerForward(Planes layer, double[] w, double[][] input) {
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

    /** A layer's inputs and outputs, and where its planes begin in the flat parameters. */
    private record Planes(int inputs, int outputs, int thetaPlane, int tauPlane) {}

    private Planes planes(int i) {
        return new Planes(
                shape.shapes().get(i).size(),
                shape.outputs(i),
                shape.tensors().offset(i + ".theta.weight"),
                shape.tensors().offset(i + ".tau.weight"));
    }

    private static double product(Planes layer, int plane, double[] w, double[] x, int k) {
        double sum = w[plane + layer.inputs() * layer.outputs() + k];
        for (int i = 0; i < layer.inputs(); i++) sum += x[i] * w[plane + i * layer.outputs() + k];
        return sum;
    }

    /** Returns dL/dS of the layer below. */
    private double[][] layerBackward(
            Planes layer,
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
            Planes layer,
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

    private Objective objective(Course output) {
        Loss loss = new CrossEntropy(training.lossScale(), 0);
        Objective objective = new Objective(training.loss().readout(), loss, shape.output());
        double[] spikes = flat(output.spikes());
        System.arraycopy(spikes, 0, objective.outputs().output, 0, spikes.length);
        System.arraycopy(
                flat(populations(output)), 0, objective.outputs().membrane, 0, spikes.length);
        objective.summed();
        return objective;
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

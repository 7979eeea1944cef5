package org.sparkqsnn.model;

import java.util.Arrays;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.neuron.Signal;

/**
 * What is read from the output neurons of one sample: spike counts, mean populations, the predicted
 * class and the loss. The class with most spikes wins; the larger mean population breaks ties.
 *
 * <p>Holds one sample at a time; not thread-safe.
 */
public final class Readout {
    private final Loss loss;
    private final int classes;
    private final int steps;
    private final double[] counts;
    private final double[] populations;

    /** S and α by step and class; shape [steps][classes]. */
    private final double[] spikes;

    private final double[] alpha;

    public Readout(ExperimentConfig config, int classes) {
        this.steps = config.encoder().steps();
        this.loss =
                new Loss(config.training().loss(), config.training().lossScale(), steps, classes);
        this.classes = classes;
        this.counts = new double[classes];
        this.populations = new double[classes];
        this.spikes = new double[steps * classes];
        this.alpha = new double[steps * classes];
    }

    /** Reads a sample of the output signal. */
    public void read(Signal signal, int sample) {
        Arrays.fill(counts, 0);
        Arrays.fill(populations, 0);
        for (int t = 0; t < steps; t++) {
            for (int k = 0; k < classes; k++) {
                int panel = k / signal.width;
                int lane = k % signal.width;
                int fired = signal.fired(sample, k, t);
                double population =
                        signal.population[signal.cell(sample, panel) + t * signal.width + lane];
                spikes[t * classes + k] = fired;
                alpha[t * classes + k] = population;
                counts[k] += fired;
                populations[k] += population / steps;
            }
        }
    }

    /** The class that wins. */
    public int predicted() {
        int best = 0;
        for (int k = 1; k < classes; k++) {
            boolean more = counts[k] > counts[best];
            if (more || counts[k] == counts[best] && populations[k] > populations[best]) best = k;
        }
        return best;
    }

    /** Whether several classes have the largest spike count. */
    public boolean tied() {
        int best = predicted();
        for (int k = 0; k < classes; k++) if (k != best && counts[k] == counts[best]) return true;
        return false;
    }

    /**
     * Copies how strong each class is: its spikes plus its mean population, which is below 1,
     * ordered as {@link #predicted} decides.
     */
    public void copyStrengths(double[] out) {
        for (int k = 0; k < classes; k++) out[k] = counts[k] + populations[k];
    }

    /** A copy of the populations of the sample that was read; shape [steps][classes]. */
    public double[][] populationCourse() {
        double[][] course = new double[steps][];
        for (int t = 0; t < steps; t++)
            course[t] = Arrays.copyOfRange(alpha, t * classes, (t + 1) * classes);
        return course;
    }

    /**
     * Class scores whose softmax are the probabilities of the sample that was read, times {@code
     * lossScale}: what {@link Loss} takes its softmax of. The membrane loss takes one at every
     * step; the softmax of the mean of its scores is the normalised geometric mean of those.
     *
     * @return shape [classes]
     */
    public double[] scores() {
        double[] scores = new double[classes];
        for (int k = 0; k < classes; k++) scores[k] = loss.score(counts[k], populations[k]);
        return scores;
    }

    /** Loss of the sample that was read. */
    public double loss(int label) {
        return loss.value(spikes, alpha, label);
    }

    /**
     * Writes dL/dS and dL/dα of the sample that was read into the signal.
     *
     * @param weight factor on the loss: one over the batch size
     */
    public void gradient(int label, double weight, Signal signal, int sample) {
        loss.gradient(spikes, alpha, label);
        for (int t = 0; t < steps; t++) {
            for (int k = 0; k < classes; k++) {
                int at =
                        signal.cell(sample, k / signal.width) + t * signal.width + k % signal.width;
                signal.gradient[at] = (float) (weight * loss.bySpike()[t * classes + k]);
                signal.populationGradient[at] =
                        (float) (weight * loss.byPopulation()[t * classes + k]);
            }
        }
    }
}

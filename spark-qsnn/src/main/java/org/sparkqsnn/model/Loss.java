package org.sparkqsnn.model;

import java.util.Arrays;
import org.sparkqsnn.experiment.TrainingConfig;

/**
 * Cross-entropy of one sample, {@code CE(z, y) = log Σ_k exp(z_k) - z_y}, of scores made of output
 * spikes S and populations α over T steps; see {@link TrainingConfig.Loss} for the scores.
 *
 * <p>Holds the gradients of one sample; not thread-safe.
 */
public final class Loss {
    private final TrainingConfig.Loss kind;
    private final double scale;
    private final int steps;
    private final int classes;
    private final double[] scores;
    private final double[] bySpike;
    private final double[] byPopulation;

    public Loss(TrainingConfig.Loss kind, double scale, int steps, int classes) {
        this.kind = kind;
        this.scale = scale;
        this.steps = steps;
        this.classes = classes;
        this.scores = new double[classes];
        this.bySpike = new double[steps * classes];
        this.byPopulation = new double[steps * classes];
    }

    /**
     * @param spikes S; shape [steps][classes]
     * @param alpha populations; shape [steps][classes]
     */
    public double value(double[] spikes, double[] alpha, int label) {
        double sum = 0;
        for (int term = 0; term < terms(); term++) {
            score(term, spikes, alpha);
            sum += softmax(label);
        }
        return sum;
    }

    /** Gradients of {@link #value}, which {@link #bySpike} and {@link #byPopulation} return. */
    public void gradient(double[] spikes, double[] alpha, int label) {
        for (int term = 0; term < terms(); term++) {
            score(term, spikes, alpha);
            softmax(label);
            spread(term, label);
        }
    }

    /** dL/dS; shape [steps][classes]. */
    public double[] bySpike() {
        return bySpike;
    }

    /** dL/dα; shape [steps][classes]. */
    public double[] byPopulation() {
        return byPopulation;
    }

    /**
     * A class's score, of the membrane loss its mean over steps.
     *
     * @param count spikes over all steps
     * @param population mean over steps
     */
    double score(double count, double population) {
        return scale
                * switch (kind) {
                    case RATE -> count / steps;
                    case COUNT -> count;
                    case MEMBRANE -> population;
                    case BOTH -> count / steps + population;
                };
    }

    /** The membrane loss is a sum over steps; the others are one cross-entropy. */
    private int terms() {
        return kind == TrainingConfig.Loss.MEMBRANE ? steps : 1;
    }

    private void score(int term, double[] spikes, double[] alpha) {
        Arrays.fill(scores, 0);
        for (int t = 0; t < steps; t++) {
            for (int k = 0; k < classes; k++) {
                int at = t * classes + k;
                scores[k] +=
                        scale
                                * switch (kind) {
                                    case RATE -> spikes[at] / steps;
                                    case COUNT -> spikes[at];
                                    case MEMBRANE -> t == term ? alpha[at] : 0;
                                    case BOTH -> (spikes[at] + alpha[at]) / steps;
                                };
            }
        }
    }

    /** Replaces the scores by their softmax; returns the cross-entropy. */
    private double softmax(int label) {
        double max = Arrays.stream(scores).max().orElseThrow();
        double own = scores[label] - max;
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            scores[k] = Math.exp(scores[k] - max);
            sum += scores[k];
        }
        for (int k = 0; k < classes; k++) scores[k] /= sum;
        return Math.log(sum) - own;
    }

    private void spread(int term, int label) {
        for (int t = 0; t < steps; t++) {
            for (int k = 0; k < classes; k++) {
                double g = scale * (scores[k] - (k == label ? 1 : 0));
                int at = t * classes + k;
                switch (kind) {
                    case RATE -> bySpike[at] = g / steps;
                    case COUNT -> bySpike[at] = g;
                    case MEMBRANE -> byPopulation[at] = t == term ? g : byPopulation[at];
                    case BOTH -> {
                        bySpike[at] = g / steps;
                        byPopulation[at] = g / steps;
                    }
                }
            }
        }
    }
}

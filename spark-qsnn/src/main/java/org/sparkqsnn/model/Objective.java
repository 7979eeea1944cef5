package org.sparkqsnn.model;

import java.util.Arrays;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.Signal;

/**
 * What a network is trained for: a read-out and a loss, over the outputs of one sample at a time.
 * The class with most spikes, or the largest value, is predicted; the larger mean membrane breaks
 * ties. Not thread-safe.
 */
public final class Objective {
    private final Readout readout;
    private final Loss loss;
    private final boolean spikes;
    private final Outputs outputs;
    private final double[] scores;
    private final double[] byScore;

    /** Spikes over all steps, or values, and mean membranes; shape [outputs]. */
    private final double[] sums;

    private final double[] membranes;

    /**
     * @param output what the last layer puts out
     * @throws BadInput if the read-out cannot read that
     */
    public Objective(Readout readout, Loss loss, Shape output) {
        requireFit(readout, output);
        this.readout = readout;
        this.loss = loss;
        this.spikes = output.spikes();
        this.outputs = new Outputs(output.rows(), output.size());
        this.scores = new double[output.size()];
        this.byScore = new double[output.size()];
        this.sums = new double[output.size()];
        this.membranes = new double[output.size()];
    }

    /**
     * Returns if the read-out can read an output.
     *
     * @throws BadInput if it cannot
     */
    public static void requireFit(Readout readout, Shape output) {
        boolean fits = output.spikes() ? readout.readsSpikes() : readout.readsValues();
        if (!fits) {
            String kind = Readout.KINDS.name(readout);
            throw new BadInput(
                    output.spikes()
                            ? "readout.kind "
                                    + kind
                                    + " reads values, but the last layer spikes; use count, rate or"
                                    + " membrane"
                            : "readout.kind "
                                    + kind
                                    + " reads spikes, but the last layer has none; use value or"
                                    + " membrane");
        }
    }

    /** Reads a sample of the output signal. */
    public void read(Signal signal, int sample) {
        outputs.read(signal, sample);
        summed();
    }

    /** The outputs that are read, to set them otherwise; {@link #summed} must be called then. */
    Outputs outputs() {
        return outputs;
    }

    void summed() {
        Arrays.fill(sums, 0);
        Arrays.fill(membranes, 0);
        for (int i = 0; i < outputs.output.length; i++) {
            sums[i % sums.length] += outputs.output[i];
            membranes[i % sums.length] += outputs.membrane[i] / outputs.rows;
        }
    }

    /** The class that wins. */
    public int predicted() {
        int best = 0;
        for (int k = 1; k < sums.length; k++) {
            boolean more = sums[k] > sums[best];
            if (more || sums[k] == sums[best] && membranes[k] > membranes[best]) best = k;
        }
        return best;
    }

    /** Whether several classes have the largest spike count; values do not tie. */
    public boolean tied() {
        if (!spikes) return false;
        int best = predicted();
        for (int k = 0; k < sums.length; k++) if (k != best && sums[k] == sums[best]) return true;
        return false;
    }

    /**
     * Copies how strong each class is, ordered as {@link #predicted} decides: its value; or its
     * spikes plus its mean membrane where all of these lie in [0, 1), as those of QLIF do, else
     * plus {@code 1/2 + atan(m) / π} of it.
     */
    public void copyStrengths(double[] out) {
        boolean below = Arrays.stream(membranes).allMatch(m -> m >= 0 && m < 1);
        for (int k = 0; k < sums.length; k++) {
            double tie = below ? membranes[k] : 0.5 + Math.atan(membranes[k]) / Math.PI;
            out[k] = spikes ? sums[k] + tie : sums[k];
        }
    }

    /** A copy of the membranes of the sample that was read; shape [rows][outputs]. */
    public double[][] membraneCourse() {
        double[][] course = new double[outputs.rows][];
        for (int t = 0; t < course.length; t++)
            course[t] =
                    Arrays.copyOfRange(outputs.membrane, t * sums.length, (t + 1) * sums.length);
        return course;
    }

    /**
     * Class scores of the sample that was read, times the factor of the loss: what the
     * cross-entropy takes its softmax of. Of several sets their mean, whose softmax is the
     * normalised geometric mean of theirs.
     *
     * @return shape [outputs]
     */
    public double[] scores() {
        int terms = readout.terms(outputs.rows);
        double[] mean = new double[scores.length];
        for (int term = 0; term < terms; term++) {
            readout.scores(outputs, term, loss.scale(), scores);
            for (int k = 0; k < mean.length; k++) mean[k] += scores[k] / terms;
        }
        return mean;
    }

    /** Loss of the sample that was read. */
    public double loss(Target target) {
        return loss(target, false);
    }

    /**
     * Reads a sample of the output signal, and writes into it the gradients of the sample's loss by
     * outputs and membranes.
     *
     * @param weight factor on the gradients: one over the batch size
     * @return the loss
     */
    public double gradient(Signal output, int sample, Target target, double weight) {
        read(output, sample);
        double loss = gradient(target);
        outputs.write(weight, output, sample);
        return loss;
    }

    /** Loss of the sample that was read, whose gradients {@link #outputs} then has. */
    double gradient(Target target) {
        return loss(target, true);
    }

    private double loss(Target target, boolean backward) {
        double sum = 0;
        for (int term = 0; term < readout.terms(outputs.rows); term++) {
            readout.scores(outputs, term, loss.scale(), scores);
            sum += loss.gradient(scores, target, readout.most(outputs.rows), byScore);
            if (backward) readout.backward(outputs, term, byScore);
        }
        return sum;
    }
}

package org.sparkqsnn.model;

import java.io.Serializable;
import org.sparkqsnn.config.Check;

/**
 * What the spikes of one layer cost in training, beside the loss: for each sample, with {@code r_i}
 * the spikes a step of neuron i, {@code q_i} the mean over time of its first weighted input, and n
 * neurons,
 *
 * <pre>
 * 1/n Σ_i ( l1 r_i + l2/2 r_i² + lowerWeight/2 max(0, lower - r_i)²
 *           + upperWeight/2 max(0, r_i - upper)² + driveWeight/2 max(0, driveFloor - q_i)² )
 * </pre>
 *
 * <p>It is taken sample by sample and not over a batch, so that a batch's gradient stays a sum over
 * samples. The term of {@code driveFloor} is exact, and the only one that reaches a neuron whose
 * weighted input is never above 0.
 *
 * @param layer number of the layer, from 0
 * @param l1 cost of a spike a step, at least 0
 * @param l2 cost of a squared rate, at least 0
 * @param lower rate below which a neuron costs, in [0, 1]
 * @param lowerWeight factor of that, at least 0
 * @param upper rate above which a neuron costs, in [0, 1], not below {@code lower}
 * @param upperWeight factor of that, at least 0
 * @param driveFloor mean weighted input below which a neuron costs, at least 0
 * @param driveWeight factor of that, at least 0
 */
public record RatePenalty(
        int layer,
        double l1,
        double l2,
        double lower,
        double lowerWeight,
        double upper,
        double upperWeight,
        double driveFloor,
        double driveWeight)
        implements Serializable {
    public static final RatePenalty DEFAULT = new RatePenalty(0, 0, 0, 0, 0, 0.5, 0, 0, 0);

    public RatePenalty {
        Check.atLeast(layer, 0, "layer");
        Check.notNegative(l1, "l1");
        Check.notNegative(l2, "l2");
        Check.fraction(lower, "lower");
        Check.notNegative(lowerWeight, "lowerWeight");
        Check.fraction(upper, "upper");
        Check.notNegative(upperWeight, "upperWeight");
        Check.notNegative(driveFloor, "driveFloor");
        Check.notNegative(driveWeight, "driveWeight");
        if (lower > upper) throw Check.refuse("lower", "must not be above upper, " + upper, lower);
    }

    /** What a neuron that fires at rate r costs, times n. */
    double ofRate(double r) {
        double under = Math.max(0, lower - r);
        double over = Math.max(0, r - upper);
        double squares = l2 * r * r + lowerWeight * under * under + upperWeight * over * over;
        return l1 * r + squares / 2;
    }

    /** Derivative of {@link #ofRate}. */
    double byRate(double r) {
        double under = Math.max(0, lower - r);
        double over = Math.max(0, r - upper);
        return l1 + l2 * r - lowerWeight * under + upperWeight * over;
    }

    /** What a neuron whose mean weighted input is q costs, times n. */
    double ofDrive(double q) {
        double under = Math.max(0, driveFloor - q);
        return driveWeight * under * under / 2;
    }

    /** Derivative of {@link #ofDrive}. */
    double byDrive(double q) {
        return -driveWeight * Math.max(0, driveFloor - q);
    }
}

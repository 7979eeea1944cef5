package org.sparkqsnn.model.loss;

import org.sparkqsnn.config.Check;
import org.sparkqsnn.model.Loss;
import org.sparkqsnn.model.Target;

/**
 * Squared distances between scores s and what they should be. Of a class, {@code L = Σ_k (s_k - M
 * r_k)² / (K M)}, where M is the score of an output that fires at every step (T of spike counts)
 * and r is {@code on} for the true class and {@code off} for the K - 1 others, as snnTorch's
 * mse_count_loss has it. Of values y, {@code L = Σ_k (s_k - y_k)² / K}.
 *
 * @param on part of the steps at which the true class should fire, in [0, 1]
 * @param off part of the steps at which the others should fire, in [0, 1]
 */
public record MeanSquare(double on, double off) implements Loss {
    public static final MeanSquare DEFAULT = new MeanSquare(0.4, 0.05);

    public MeanSquare {
        Check.fraction(on, "loss.on");
        Check.fraction(off, "loss.off");
    }

    @Override
    public double gradient(double[] s, Target target, double most, double[] byScore) {
        double loss = 0;
        for (int k = 0; k < s.length; k++) {
            double wanted = wanted(target, k, most);
            double each = target instanceof Target.Label ? most * s.length : s.length;
            double distance = s[k] - wanted;
            loss += distance * distance / each;
            byScore[k] = 2 * distance / each;
        }
        return loss;
    }

    private double wanted(Target target, int k, double most) {
        if (target instanceof Target.Values values) return values.values()[k];
        return most * (((Target.Label) target).index() == k ? on : off);
    }
}

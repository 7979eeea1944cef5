package org.sparkqsnn.model.loss;

import java.util.Arrays;
import org.sparkqsnn.config.Check;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.model.Loss;
import org.sparkqsnn.model.Target;

/**
 * Cross-entropy of the softmax of scores z: {@code L = log Σ_k exp(z_k) - Σ_k q_k z_k}, where q is
 * 1 for the true class and 0 for the others. With label smoothing ε of K classes, q is {@code 1 - ε
 * + ε/K} and {@code ε/K}.
 *
 * @param scale factor on the scores, > 0
 * @param smoothing ε, in [0, 1)
 */
public record CrossEntropy(double scale, double smoothing) implements Loss {
    public static final CrossEntropy DEFAULT = new CrossEntropy(1, 0);

    public CrossEntropy {
        Check.positive(scale, "loss.scale");
        Check.within(smoothing, 0, 1, "loss.smoothing");
    }

    @Override
    public double gradient(double[] z, Target target, double most, double[] byScore) {
        if (!(target instanceof Target.Label label))
            throw new BadInput("loss.kind cross-entropy takes classes; use mean-square for values");
        double max = Arrays.stream(z).max().orElseThrow();
        double own = z[label.index()] - max;
        double sum = 0;
        double shifted = 0;
        for (int k = 0; k < z.length; k++) {
            shifted += z[k] - max;
            byScore[k] = Math.exp(z[k] - max);
            sum += byScore[k];
        }
        double each = smoothing / z.length;
        for (int k = 0; k < z.length; k++) {
            double wanted = (k == label.index() ? 1 - smoothing : 0) + each;
            byScore[k] = scale * (byScore[k] / sum - wanted);
        }
        double loss = Math.log(sum) - own;
        return smoothing == 0 ? loss : loss + smoothing * (own - shifted / z.length);
    }
}

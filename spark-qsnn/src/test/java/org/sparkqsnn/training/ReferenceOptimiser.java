package org.sparkqsnn.training;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import org.sparkqsnn.experiment.OptimiserConfig;
import org.sparkqsnn.experiment.ParameterGroup;
import org.sparkqsnn.training.round.Optimiser;

/**
 * The definition of the local optimiser: clipping, update rule, learning rate; see {@link
 * OptimiserConfig} and the formulas of {@link Optimiser}.
 *
 * @param stepsPerEpoch local steps of an epoch
 * @param steps of the whole run
 */
record ReferenceOptimiser(OptimiserConfig config, int stepsPerEpoch, int steps) {

    /**
     * Moves {@code x} by one step.
     *
     * @param g gradient
     * @param moments m (or SGD's u) and v
     * @param t steps since the moments were 0, from 1
     * @param step of the run, from 0
     * @param trained which parameters move
     * @param names by parameter, the name of its tensor
     */
    void update(
            double[] x,
            double[] g,
            double[][] moments,
            int t,
            int step,
            IntPredicate trained,
            String[] names) {
        clip(g);
        double everywhere = rate(step);
        for (int i = 0; i < x.length; i++) {
            if (!trained.test(i)) continue;
            double rate = everywhere;
            double decay = config.weightDecay();
            for (ParameterGroup group : config.groups()) {
                if (!Pattern.matches(group.tensors().replace("*", ".*"), names[i])) continue;
                rate *= group.rate();
                decay *= group.decay();
                break;
            }
            x[i] -=
                    rate
                            * switch (config.kind()) {
                                case SGD -> momentum(moments, i, g[i] + decay * x[i]);
                                case ADAM -> adam(moments, i, g[i] + decay * x[i], t);
                                case ADAMW -> adam(moments, i, g[i], t) + decay * x[i];
                            };
        }
    }

    /** Learning rate of a step of the run. */
    double rate(int step) {
        int warmUp = config.warmUpSteps();
        double peak = config.learningRate();
        if (step < warmUp) return peak * (step + 1) / warmUp;
        double course = (double) (step - warmUp) / (steps - warmUp);
        double end = config.finalFraction();
        int epoch = step / stepsPerEpoch;
        return peak
                * switch (config.schedule()) {
                    case CONSTANT -> 1;
                    case COSINE -> end + (1 - end) * (1 + Math.cos(Math.PI * course)) / 2;
                    case STEP -> Math.pow(config.decayFactor(), epoch / config.decayEpochs());
                };
    }

    private void clip(double[] g) {
        double norm = Math.sqrt(Arrays.stream(g).map(v -> v * v).sum());
        double most = config.clipNorm();
        if (most > 0 && norm > most) for (int i = 0; i < g.length; i++) g[i] *= most / norm;
    }

    private double momentum(double[][] moments, int i, double g) {
        moments[0][i] = config.beta1() * moments[0][i] + g;
        return moments[0][i];
    }

    private double adam(double[][] moments, int i, double g, int t) {
        double b1 = config.beta1();
        double b2 = config.beta2();
        moments[0][i] = b1 * moments[0][i] + (1 - b1) * g;
        moments[1][i] = b2 * moments[1][i] + (1 - b2) * g * g;
        double m = moments[0][i] / (1 - Math.pow(b1, t));
        double v = moments[1][i] / (1 - Math.pow(b2, t));
        return m / (Math.sqrt(v) + config.epsilon());
    }
}

package org.sparkqsnn.sweep.search;

import java.util.ArrayList;
import java.util.List;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.SweepConfig;

/**
 * Successive halving of some configs: each rung trains those that are left for longer, and the best
 * go on.
 *
 * @param first index of its first config
 * @param configs how many it has
 * @param rungs first to last; the last trains to the end
 * @see "Jamieson, Talwalkar: Non-stochastic best arm identification and hyperparameter
 *     optimization, AISTATS 2016; Li et al.: Hyperband, JMLR 18 (2018), algorithm 1"
 */
public record Bracket(int first, int configs, List<Rung> rungs) {

    /**
     * One rung.
     *
     * @param epochs to which it trains
     * @param best number of configs that go on
     */
    public record Rung(int epochs, int best) {}

    /**
     * The brackets of a schedule, for {@code epochs} epochs at most and {@code configs} configs.
     */
    public static List<Bracket> of(SweepConfig sweep, int epochs, int configs) {
        return switch (sweep.schedule()) {
            case FULL -> List.of(new Bracket(0, configs, List.of(new Rung(epochs, configs))));
            case HALVING -> List.of(halving(0, configs, sweep.minEpochs(), epochs, sweep.eta()));
            case HYPERBAND -> hyperband(sweep, epochs);
        };
    }

    /** Configs that a schedule draws. */
    public static int configs(SweepConfig sweep, int epochs) {
        if (sweep.schedule() != SweepConfig.Schedule.HYPERBAND) return sweep.configs();
        return hyperband(sweep, epochs).stream().mapToInt(Bracket::configs).sum();
    }

    /**
     * From {@code least} epochs on, eta times as many each rung; ⌊n / eta⌋ of n go on, at least 1.
     */
    private static Bracket halving(int first, int configs, int least, int epochs, int eta) {
        List<Rung> rungs = new ArrayList<>();
        int left = configs;
        for (long rung = least; rung < epochs; rung *= eta) {
            left = Math.max(1, left / eta);
            rungs.add(new Rung((int) rung, left));
        }
        rungs.add(new Rung(epochs, left));
        return new Bracket(first, configs, rungs);
    }

    /**
     * Brackets s = S ... 0 with S = ⌊log_eta(epochs / minEpochs)⌋: ⌈(S + 1)/(s + 1) eta^s⌉ configs
     * that begin with epochs / eta^s epochs.
     */
    private static List<Bracket> hyperband(SweepConfig sweep, int epochs) {
        int eta = sweep.eta();
        int most = 0;
        for (long power = eta; power * sweep.minEpochs() <= epochs; power *= eta) most++;
        List<Bracket> brackets = new ArrayList<>();
        int first = 0;
        for (int s = most; s >= 0; s--) {
            int power = (int) Math.round(Math.pow(eta, s));
            int configs = ceilDiv((most + 1L) * power, s + 1);
            if (first > Integer.MAX_VALUE - configs)
                throw new BadInput(
                        "Hyperband over "
                                + epochs
                                + " epochs has more configs than can be numbered; use a larger"
                                + " sweep.minEpochs or sweep.eta");
            brackets.add(halving(first, configs, Math.max(1, epochs / power), epochs, eta));
            first += configs;
        }
        return brackets;
    }

    private static int ceilDiv(long a, int b) {
        return Math.toIntExact((a + b - 1) / b);
    }
}

package org.sparkqsnn.cli.training;

import java.util.Locale;
import java.util.function.Consumer;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.experiment.AveragingConfig;
import org.sparkqsnn.training.RoundReport;
import org.sparkqsnn.training.RunListener;
import org.sparkqsnn.training.round.RoundCost;
import org.sparkqsnn.training.round.RoundPlan;

/**
 * What a user should know of a run while it goes on: rounds that ship more than they compute, and
 * machines that may compute other bits.
 */
final class RunWarnings implements RunListener {
    /** The first round of a start ships the images, makes buffers and loads classes. */
    private static final int WARM = 3;

    /** Seconds of exchange that are left, below which nobody would change a setting. */
    private static final double WORTH_A_LINE = 10;

    private final AveragingConfig averaging;
    private final RoundPlan plan;
    private final int roundsDone;
    private final boolean local;
    private final Consumer<String> out;
    private double least = Double.POSITIVE_INFINITY;

    /**
     * @param roundsDone before this start
     * @param local whether the tasks are in this process, where nothing is shipped
     */
    RunWarnings(
            AveragingConfig averaging,
            RoundPlan plan,
            int roundsDone,
            boolean local,
            Consumer<String> out) {
        this.averaging = averaging;
        this.plan = plan;
        this.roundsDone = roundsDone;
        this.local = local;
        this.out = out;
    }

    @Override
    public void round(RoundReport report) {
        if (report.machines().mixed()) out.accept(report.machines().warning(report.round()));
        int round = report.round() - roundsDone;
        if (round > 1 && round <= WARM) exchange(report, round == WARM);
    }

    @Override
    public void evaluated(Score score) {}

    /** Judged by the better of two rounds: a pause of the collector is no habit. */
    private void exchange(RoundReport report, boolean last) {
        int steps = plan.stepsOf(report.round() - 1);
        RoundCost cost = new RoundCost(report.times(), report.average(), steps, 1);
        least = Math.min(least, cost.exchange() / cost.seconds().compute());
        double left = cost.exchange() * (plan.rounds() - report.round());
        if (last && least > 1 && left > WORTH_A_LINE) out.accept(advice(cost, steps));
    }

    private String advice(RoundCost cost, int steps) {
        int longer = cost.stepsOfAGoodRound(steps, plan.stepsPerEpoch());
        String rounds =
                longer == steps
                        ? ""
                        : text(
                                "averaging.localSteps=%d (work %.0f %%), ",
                                longer, 100 * cost.efficiency(longer));
        String found =
                text(
                        "exchange takes %.0f %% of a round and work %.0f %%; try ",
                        100 * cost.exchange() / cost.round(steps), 100 * cost.efficiency(steps));
        if (local) return found + rounds + "or, for the same result, fewer threads";
        String moments =
                switch (averaging.optimiserState()) {
                    case LOCAL -> "averaging.optimiserState=average or reset (fewer bytes), ";
                    case AVERAGE -> "averaging.optimiserState=reset (fewer bytes), ";
                    case RESET -> "";
                };
        return found + rounds + moments + "or, for the same result, fewer executors";
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

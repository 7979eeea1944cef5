package org.sparkqsnn.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.training.round.RoundCost;
import org.sparkqsnn.training.round.RoundPlan;
import org.sparkqsnn.training.round.WorkerBlock;

/** Whether a round keeps the slots at work. */
public record RoundChecks(ExperimentConfig config, RoundPlan plan) {
    private static final String CHANGES = " (changes the result, as the batch size does)";

    /**
     * Virtual workers are dealt out whole, so that some slots may have more of them than others.
     */
    public Finding workers(int slots) {
        List<WorkerBlock> blocks = plan.blocks(slots);
        int workers = plan.workers();
        int size = blocks.get(0).count();
        int busiest = Math.min(workers, size) * ((blocks.size() + slots - 1) / slots);
        double even = (double) workers / ((double) busiest * slots);
        String value = Integer.toString(workers);
        String why =
                text(
                        "%d tasks of %d on %d slots: the busiest slot has %d, %.0f %% of the slots' time has work",
                        blocks.size(), size, slots, busiest, 100 * even);
        if (even >= RoundCost.GOOD) return Finding.ok("averaging.workers", value, why);
        int fitting = workers < slots ? slots : workers / slots * slots;
        return Finding.advice(
                "averaging.workers",
                value,
                why,
                "averaging.workers="
                        + fitting
                        + CHANGES
                        + (workers < slots ? ", or " + workers + " slots" : ""));
    }

    /** What the probe found: its largest part beside the work decides what to change. */
    public Finding efficiency(RoundProbe probe) {
        if (!probe.fault().isEmpty()) {
            return Finding.problem(
                    "optimiser.learningRate",
                    Double.toString(config.optimiser().learningRate()),
                    probe.fault(),
                    "a smaller optimiser.learningRate");
        }
        int steps = Math.min(config.averaging().localSteps(), plan.stepsPerEpoch());
        double efficiency = probe.cost().efficiency(steps);
        double round = probe.cost().round(steps);
        String value = text("%.0f %%", 100 * efficiency);
        String why =
                text(
                        "a round takes %.2f s: %s; all %,d about %s without evaluations",
                        round, parts(probe, steps), plan.rounds(), duration(round * plan.rounds()));
        if (efficiency >= RoundCost.GOOD) return Finding.ok("efficiency of a round", value, why);
        return Finding.advice("efficiency of a round", value, why, suggestion(probe, steps));
    }

    /** Shares of the round, largest first. */
    private static String parts(RoundProbe probe, int steps) {
        double longer = (double) steps / probe.localSteps();
        Map<String, Double> shares =
                Map.of(
                        "compute",
                        probe.seconds().compute() * longer,
                        "wait",
                        probe.seconds().idle() * longer,
                        "broadcast",
                        probe.seconds().broadcast(),
                        "collect",
                        probe.seconds().collect(),
                        "average",
                        probe.seconds().fold() + probe.average());
        return shares.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(part -> share(part.getKey(), part.getValue() / probe.cost().round(steps)))
                .collect(Collectors.joining(", "));
    }

    private static String share(String part, double share) {
        return text("%s %.0f %%", part, 100 * share);
    }

    private String suggestion(RoundProbe probe, int steps) {
        if (probe.cost().exchange() < probe.seconds().idle() * steps / probe.localSteps()) {
            return "slots wait for the slowest: averaging.workers a multiple of the slots"
                    + CHANGES
                    + ", spark.speculation=true against slow hosts, or fewer slots";
        }
        int most = plan.stepsPerEpoch();
        int longer = probe.cost().stepsOfAGoodRound(steps, most);
        if (longer == steps) {
            return "an epoch has no more than "
                    + most
                    + " steps of a worker: fewer slots do the same work, or more data";
        }
        return text(
                "averaging.localSteps=%d%s: %.0f %% predicted",
                longer, CHANGES, 100 * probe.cost().efficiency(longer));
    }

    private static String duration(double seconds) {
        if (seconds < 100) return text("%.0f s", seconds);
        if (seconds < 6000) return text("%.0f min", seconds / 60);
        return text("%.1f h", seconds / 3600);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

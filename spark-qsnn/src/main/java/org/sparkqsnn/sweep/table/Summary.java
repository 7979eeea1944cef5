package org.sparkqsnn.sweep.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sparkqsnn.config.Json;

/**
 * One config over its seeds. Accuracies are fractions, after as many epochs as its trials have.
 *
 * @param config its number, from 1
 * @param label values of its axes
 * @param epochs that the trials counted here were trained for
 * @param complete whether that is to the end
 * @param seeds trials with a result
 * @param failed trials without one
 * @param accuracy mean over seeds
 * @param deviation standard deviation over seeds
 * @param student 95 % interval of the mean, Student's; empty for one seed
 * @param bootstrap 95 % interval of the mean, by resampling; empty for one seed
 * @param worst smallest accuracy
 * @param worstSeed seed that has it
 * @param seconds median time of a trial
 * @param bySeed accuracy of each seed
 */
public record Summary(
        int config,
        String label,
        int epochs,
        boolean complete,
        int seeds,
        int failed,
        double accuracy,
        double deviation,
        Optional<Interval> student,
        Optional<Interval> bootstrap,
        double worst,
        long worstSeed,
        double seconds,
        Map<Long, Double> bySeed) {

    /** The summary of all rows of one config; empty if none has a result. */
    static Optional<Summary> of(List<Row> rows) {
        int epochs = rows.stream().mapToInt(Summary::trained).max().orElse(0);
        List<Row> counted = rows.stream().filter(row -> trained(row) == epochs).toList();
        if (epochs == 0) return Optional.empty();
        Map<Long, Double> bySeed = new TreeMap<>();
        for (Row row : counted) bySeed.put(row.seed(), accuracy(row));
        double[] values = bySeed.values().stream().mapToDouble(value -> value).toArray();
        double worst = Arrays.stream(values).min().orElseThrow();
        return Optional.of(
                new Summary(
                        counted.get(0).config(),
                        counted.get(0).label(),
                        epochs,
                        counted.get(0).status() == Row.Status.DONE,
                        values.length,
                        (int) rows.stream().filter(Row::hasFailed).count(),
                        Interval.mean(values),
                        Interval.deviation(values),
                        Interval.student(values),
                        Interval.bootstrap(values),
                        worst,
                        seedOf(worst, bySeed),
                        median(counted),
                        bySeed));
    }

    private static int trained(Row row) {
        return row.hasFailed() ? 0 : row.epochs();
    }

    /** Median of the seconds of a trial: the first trials of a JVM are slow. */
    private static double median(List<Row> rows) {
        double[] sorted = rows.stream().mapToDouble(row -> row.seconds()).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double accuracy(Row row) {
        return row.outcome().map(Row.Outcome::accuracy).orElseThrow();
    }

    private static long seedOf(double worst, Map<Long, Double> bySeed) {
        return bySeed.entrySet().stream()
                .filter(entry -> entry.getValue() == worst)
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /** Mean with a failed trial counting as 0: what halving ranks by, and the order of a table. */
    double rank() {
        return accuracy * seeds / (seeds + failed);
    }

    /** How far this config is below {@code best}, seed by seed; empty if its epochs are others. */
    public Optional<Difference> below(Summary best) {
        if (best == this || best.epochs != epochs) return Optional.empty();
        double[] differences =
                bySeed.entrySet().stream()
                        .filter(entry -> best.bySeed.containsKey(entry.getKey()))
                        .mapToDouble(entry -> best.bySeed.get(entry.getKey()) - entry.getValue())
                        .toArray();
        if (differences.length == 0) return Optional.empty();
        return Optional.of(
                new Difference(
                        Interval.mean(differences),
                        Interval.student(differences),
                        differences.length));
    }

    /**
     * Mean of paired differences.
     *
     * @param seeds that both configs have
     */
    public record Difference(double mean, Optional<Interval> student, int seeds) {}

    /** Its entry in {@code summary.json}; an interval of one seed is absent. */
    ObjectNode json(Summary best, boolean onFront) {
        ObjectNode json =
                Json.object()
                        .put("config", config)
                        .put("label", label)
                        .put("epochs", epochs)
                        .put("complete", complete)
                        .put("seeds", seeds)
                        .put("failed", failed)
                        .put("accuracy", accuracy)
                        .put("accuracyWithFailedAsZero", rank())
                        .put("deviation", deviation)
                        .put("worst", worst)
                        .put("worstSeed", worstSeed)
                        .put("secondsPerTrial", seconds)
                        .put("paretoFront", onFront);
        student.ifPresent(interval -> json.set("student95", Json.tree(interval)));
        bootstrap.ifPresent(interval -> json.set("bootstrap95", Json.tree(interval)));
        below(best)
                .ifPresent(
                        below -> {
                            ObjectNode node = json.putObject("belowBest").put("mean", below.mean());
                            node.put("seeds", below.seeds());
                            below.student().ifPresent(i -> node.set("student95", Json.tree(i)));
                        });
        return json;
    }
}

package org.sparkqsnn.report.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparkqsnn.report.chart.Chart;
import org.sparkqsnn.report.chart.Format;
import org.sparkqsnn.report.chart.Spreads;
import org.sparkqsnn.report.html.Figure;
import org.sparkqsnn.report.html.Table;
import org.sparkqsnn.sweep.table.Interval;
import org.sparkqsnn.sweep.table.Ranking;
import org.sparkqsnn.sweep.table.Summary;

/** Configs side by side, best first. */
record RankingFigures(Ranking ranking) {
    /** Rows that a person looks through. */
    private static final int MOST_ROWS = 100;

    /** Columns of points that can be told apart. */
    private static final int MOST_COLUMNS = 40;

    Table table() {
        List<String> head =
                List.of(
                        "config",
                        "accuracy, %",
                        "s.d.",
                        "95 % (t)",
                        "95 % (bootstrap)",
                        "worst",
                        "its seed",
                        "below the best",
                        "failed",
                        "epochs",
                        "seconds",
                        "front",
                        "values");
        List<Table.Row> rows = ranking.configs().stream().limit(MOST_ROWS).map(this::row).toList();
        int more = ranking.configs().size() - rows.size();
        String rest = more > 0 ? "; " + more + " more in summary.json" : "";
        return new Table(
                "Configs by mean accuracy over seeds, a failed trial counting as 0; front: no other"
                        + " is as accurate in less time"
                        + rest,
                head,
                rows);
    }

    private Table.Row row(Summary config) {
        boolean front = ranking.isOnFront(config);
        return new Table.Row(
                List.of(
                        Integer.toString(config.config()),
                        percent(config.accuracy()),
                        percent(config.deviation()),
                        interval(config.student()),
                        interval(config.bootstrap()),
                        percent(config.worst()),
                        Long.toString(config.worstSeed()),
                        below(config),
                        config.failed() + " of " + (config.failed() + config.seeds()),
                        Integer.toString(config.epochs()),
                        Format.number(config.seconds()),
                        front ? "yes" : "",
                        config.label()),
                front);
    }

    private String below(Summary config) {
        return config.below(ranking.configs().get(0))
                .map(
                        below ->
                                percent(below.mean())
                                        + below.student()
                                                .map(i -> " ± " + percent((i.high() - i.low()) / 2))
                                                .orElse(""))
                .orElse("–");
    }

    private static String interval(Optional<Interval> interval) {
        return interval.map(i -> percent(i.low()) + " to " + percent(i.high())).orElse("–");
    }

    private static String percent(double fraction) {
        return Format.text("%.2f", 100 * fraction);
    }

    /** A column of points for each config. */
    Figure seeds() {
        List<Summary> shown = ranking.configs().stream().limit(MOST_COLUMNS).toList();
        List<Spreads.Spread> columns = shown.stream().map(RankingFigures::spread).toList();
        Summary best = shown.get(0);
        String words =
                Format.text(
                        "Accuracy of each seed. Config %d is best with a mean of %s; its seeds lie"
                                + " between %s and %s.",
                        best.config(),
                        Format.percent(best.accuracy()),
                        Format.percent(best.worst()),
                        Format.percent(
                                best.bySeed().values().stream()
                                        .mapToDouble(value -> value)
                                        .max()
                                        .orElseThrow()));
        String rest =
                ranking.configs().size() > shown.size()
                        ? "The best " + shown.size() + " of " + ranking.configs().size() + ". "
                        : "";
        return new Figure(
                "seeds",
                "Seeds",
                words,
                rest + "Points: seeds. Bar: mean with its 95 % interval (t).",
                new Spreads(new Chart.Axes("config, best first", "accuracy"), columns));
    }

    private static Spreads.Spread spread(Summary config) {
        Interval none = new Interval(config.accuracy(), config.accuracy());
        Interval interval = config.student().orElse(none);
        double[] points = config.bySeed().values().stream().mapToDouble(v -> v).toArray();
        return new Spreads.Spread(
                Integer.toString(config.config()),
                points,
                config.accuracy(),
                Math.max(0, interval.low()),
                Math.min(1, interval.high()));
    }

    /** Accuracy against time, and who is beaten in neither. */
    Figure time() {
        List<Summary> all = ranking.configs().stream().filter(Summary::complete).toList();
        List<Chart.Spot> spots = new ArrayList<>();
        List<String> front = new ArrayList<>();
        for (Summary config : all) {
            boolean on = ranking.isOnFront(config);
            String name = Integer.toString(config.config());
            spots.add(new Chart.Spot(name, config.seconds(), config.accuracy(), on));
            if (on) front.add(name);
        }
        return new Figure(
                "front",
                "Accuracy and time",
                "Mean accuracy over the median time of a trial. No config is both more accurate and"
                        + " faster than these: "
                        + String.join(", ", front)
                        + ".",
                "Filled: no other config is as accurate in less time. Configs that were trained to"
                        + " the end.",
                new Chart.Spots(new Chart.Axes("seconds of a trial", "accuracy"), spots));
    }
}

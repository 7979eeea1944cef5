package org.sparkqsnn.sweep.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A ranking as text, for people. */
public record RankingTable(Ranking ranking, int rows) {

    /** One line per config, under a head; accuracies in percent. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "  config  accuracy, %    95 % (t)         95 % (bootstrap)  worst (seed)   below the"
                        + " best    failed  s/trial  values");
        ranking.configs().stream().limit(rows).map(this::line).forEach(lines::add);
        int more = ranking.configs().size() - rows;
        if (more > 0) lines.add("  and " + more + " more in summary.json");
        if (ranking.configs().stream().anyMatch(ranking::isOnFront))
            lines.add("* no other config is as accurate in less time");
        if (ranking.hasFailures()) lines.add("  " + Ranking.RULE);
        if (!ranking.failed().isEmpty()) lines.add("  no result, all trials failed: " + failed());
        return lines;
    }

    private String failed() {
        String numbers =
                ranking.failed().stream()
                        .limit(rows)
                        .map(number -> "config " + number)
                        .collect(Collectors.joining(", "));
        int more = ranking.failed().size() - rows;
        return more > 0 ? numbers + " and " + more + " more" : numbers;
    }

    private String line(Summary config) {
        String epochs = config.complete() ? "" : " (epoch " + config.epochs() + ")";
        return text(
                        "%s %6d  %5.2f ± %-5.2f  %-15s  %-16s  %-13s  %-16s  %2d of %-3d %6.1f  %s%s",
                        ranking.isOnFront(config) ? "*" : " ",
                        config.config(),
                        100 * config.accuracy(),
                        100 * config.deviation(),
                        interval(config.student()),
                        interval(config.bootstrap()),
                        text("%.2f (%d)", 100 * config.worst(), config.worstSeed()),
                        below(config),
                        config.failed(),
                        config.failed() + config.seeds(),
                        config.seconds(),
                        config.label(),
                        epochs)
                .stripTrailing();
    }

    private String below(Summary config) {
        return config.below(ranking.configs().get(0))
                .map(
                        below ->
                                text("%.2f", 100 * below.mean())
                                        + below.student()
                                                .map(
                                                        i ->
                                                                text(
                                                                        " ± %.2f",
                                                                        50 * (i.high() - i.low())))
                                                .orElse(""))
                .orElse("");
    }

    private static String interval(Optional<Interval> interval) {
        return interval.map(i -> text("%.2f … %.2f", 100 * i.low(), 100 * i.high())).orElse("-");
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

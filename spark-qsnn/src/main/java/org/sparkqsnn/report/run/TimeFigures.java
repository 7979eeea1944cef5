package org.sparkqsnn.report.run;

import java.util.ArrayList;
import java.util.List;
import org.sparkqsnn.report.chart.Chart;
import org.sparkqsnn.report.chart.Format;
import org.sparkqsnn.report.chart.Series;
import org.sparkqsnn.report.html.Block;
import org.sparkqsnn.report.html.Block.Columns;
import org.sparkqsnn.report.html.Figure;
import org.sparkqsnn.report.html.Table;
import org.sparkqsnn.report.html.Table.Row;
import org.sparkqsnn.report.run.Metrics.Round;

/** Where the seconds of a run went. */
record TimeFigures(Metrics metrics) {
    /** Bars that can still be told apart. */
    private static final int MOST_BARS = 60;

    List<Block> blocks() {
        Series speed =
                new Series(
                        "Images per second",
                        metrics.roundNumbers(),
                        metrics.each(Round::imagesPerSecond),
                        false);
        return List.of(
                new Columns(
                        List.of(
                                stack(),
                                CurveFigures.figure(
                                        "speed", "Speed", "images per second", List.of(speed)))),
                table());
    }

    /** The mean round of each bar: as many rounds as it takes for few bars. */
    private Figure stack() {
        int rounds = metrics.rounds().size();
        int each = (rounds + MOST_BARS - 1) / MOST_BARS;
        int bars = (rounds + each - 1) / each;
        double[][] parts = new double[Metrics.PARTS.size()][bars];
        List<String> labels = new ArrayList<>();
        for (int bar = 0; bar < bars; bar++) {
            List<Round> of =
                    metrics.rounds().subList(bar * each, Math.min(rounds, (bar + 1) * each));
            labels.add(Integer.toString(of.get(0).round()));
            for (int part = 0; part < parts.length; part++) parts[part][bar] = mean(of, part);
        }
        Chart chart =
                new Chart.Stack(
                        new Chart.Axes("round", "seconds per round"), labels, Metrics.PARTS, parts);
        String note =
                each == 1
                        ? ""
                        : Format.text(
                                "Each bar is the mean of %,d rounds, from the named one on.", each);
        return new Figure("parts", "Parts of a round's time", words(), note, chart);
    }

    private String words() {
        StringBuilder words =
                new StringBuilder("Seconds of a round by part. Means over all rounds:");
        for (int part = 0; part < Metrics.PARTS.size(); part++) {
            words.append(part == 0 ? " " : ", ").append(Metrics.PARTS.get(part)).append(' ');
            words.append(Format.number(mean(metrics.rounds(), part)));
        }
        return words.append(" seconds.").toString();
    }

    private Table table() {
        double all = metrics.seconds();
        List<Row> rows = new ArrayList<>();
        for (int part = 0; part < Metrics.PARTS.size(); part++) {
            double sum = mean(metrics.rounds(), part) * metrics.rounds().size();
            rows.add(row(Metrics.PARTS.get(part), sum, all));
        }
        double evaluations =
                metrics.evaluations().stream().mapToDouble(Metrics.Evaluated::seconds).sum();
        rows.add(row("evaluations", evaluations, all));
        rows.add(row("all", all, all));
        return new Table("Time of the whole run", List.of("part", "seconds", "share"), rows);
    }

    private static Row row(String name, double seconds, double all) {
        String share = all > 0 ? Format.percent(seconds / all) : "–";
        return Row.of(name, Format.text("%,.2f", seconds), share);
    }

    /** What a line does not have counts as 0. */
    private static double mean(List<Round> rounds, int part) {
        double sum = 0;
        for (Round round : rounds) {
            double seconds = round.seconds()[part];
            sum += Double.isFinite(seconds) ? seconds : 0;
        }
        return sum / rounds.size();
    }
}

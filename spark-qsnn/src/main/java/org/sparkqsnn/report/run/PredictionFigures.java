package org.sparkqsnn.report.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sparkqsnn.evaluation.ClassScores;
import org.sparkqsnn.evaluation.Observation;
import org.sparkqsnn.report.chart.Chart;
import org.sparkqsnn.report.chart.Format;
import org.sparkqsnn.report.chart.Series;
import org.sparkqsnn.report.html.Block;
import org.sparkqsnn.report.html.Block.Columns;
import org.sparkqsnn.report.html.Figure;
import org.sparkqsnn.report.html.Table;
import org.sparkqsnn.report.html.Table.Row;

/**
 * Which classes a network tells apart.
 *
 * @param spikes whether the read-out spikes
 */
record PredictionFigures(EvaluatedSamples evaluated, boolean spikes) {
    /** Points of a curve of up to 10,000 steps. */
    private static final int MOST = 200;

    List<Block> blocks() {
        List<Roc> curves = IntStream.range(0, classes()).mapToObj(this::roc).toList();
        return List.of(
                new Columns(List.of(heat(), rocFigure(curves))),
                new Columns(List.of(perClass(curves), confusion())));
    }

    private Observation seen() {
        return evaluated.observation();
    }

    private int classes() {
        return seen().classes();
    }

    private List<String> labels() {
        return IntStream.range(0, classes()).mapToObj(Integer::toString).toList();
    }

    private Figure heat() {
        long[][] counts = seen().confusion();
        double[][] shade = new double[classes()][classes()];
        for (int c = 0; c < classes(); c++) {
            long row = Math.max(1, Arrays.stream(counts[c]).sum());
            for (int k = 0; k < classes(); k++) shade[c][k] = (double) counts[c][k] / row;
        }
        Chart chart =
                new Chart.Heat(
                        new Chart.Axes("predicted class", "true class"), labels(), counts, shade);
        return new Figure(
                "confusion",
                "Confusion",
                "Samples by true and predicted class. " + worst(counts) + " The table has all.",
                "Shade: fraction of the true class. Numbers: samples.",
                chart);
    }

    /** The mistake that is made most often. */
    private static String worst(long[][] counts) {
        int from = 0;
        int to = 0;
        long most = 0;
        for (int c = 0; c < counts.length; c++) {
            for (int k = 0; k < counts.length; k++) {
                if (c == k || counts[c][k] <= most) continue;
                most = counts[c][k];
                from = c;
                to = k;
            }
        }
        if (most == 0) return "Every sample is right.";
        return Format.text(
                "Most frequent mistake: class %d taken for %d, %,d times.", from, to, most);
    }

    private Roc roc(int c) {
        double[] scores = Arrays.stream(seen().scores()).mapToDouble(all -> all[c]).toArray();
        boolean[] positive = new boolean[seen().samples()];
        for (int s = 0; s < positive.length; s++) positive[s] = seen().labels()[s] == c;
        return Roc.of(scores, positive);
    }

    private Figure rocFigure(List<Roc> curves) {
        Chart.Axes axes = new Chart.Axes("false positive rate", "true positive rate");
        String mean = Format.text("%.4f", meanArea(curves));
        return new Figure(
                "roc",
                "ROC, one class against the others",
                "One class against the others. Area by class:"
                        + areas(curves)
                        + " mean "
                        + mean
                        + ".",
                "Legend: class and area. Mean area "
                        + mean
                        + (spikes
                                ? ". Score: spikes, then the mean membrane."
                                : ". Score: value of the output."),
                new Chart.Lines(axes, drawn(curves)));
    }

    /** The curves of the classes that have an area, and that of a coin. */
    private static List<Series> drawn(List<Roc> curves) {
        List<Series> series = new ArrayList<>();
        for (int c = 0; c < curves.size(); c++) {
            Roc roc = curves.get(c);
            if (!Double.isFinite(roc.area())) continue;
            String name = Format.text("%d: %.3f", c, roc.area());
            series.add(
                    new Series(name, roc.falsePositive(), roc.truePositive(), false).thinned(MOST));
        }
        series.add(new Series("chance", new double[] {0, 1}, new double[] {0, 1}, false));
        return series;
    }

    private static String areas(List<Roc> curves) {
        StringBuilder words = new StringBuilder();
        for (int c = 0; c < curves.size(); c++)
            words.append(Format.text(" %d %.4f,", c, curves.get(c).area()));
        return words.toString();
    }

    /** Over the classes that have an area: a set may have no sample of some. */
    static double meanArea(List<Roc> curves) {
        return curves.stream()
                .mapToDouble(Roc::area)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private Table perClass(List<Roc> curves) {
        List<ClassScores> scores = ClassScores.of(seen().confusion());
        List<Row> rows = new ArrayList<>();
        for (int c = 0; c < classes(); c++) {
            ClassScores of = scores.get(c);
            String area = curves.get(c).area() >= 0 ? four(curves.get(c).area()) : "–";
            rows.add(
                    Row.of(
                            Integer.toString(c),
                            Format.count(of.samples()),
                            four(of.precision()),
                            four(of.recall()),
                            four(of.f1()),
                            area));
        }
        return new Table(
                "Classes", List.of("class", "samples", "precision", "recall", "F1", "area"), rows);
    }

    private Table confusion() {
        List<String> head = new ArrayList<>(List.of("true class"));
        for (String label : labels()) head.add("as " + label);
        List<Row> rows = new ArrayList<>();
        long[][] counts = seen().confusion();
        for (int c = 0; c < classes(); c++) {
            List<String> cells = new ArrayList<>(List.of(Integer.toString(c)));
            for (long count : counts[c]) cells.add(Format.count(count));
            rows.add(new Row(cells, false));
        }
        return new Table("Samples by true and predicted class", head, rows);
    }

    private static String four(double value) {
        return Format.text("%.4f", value);
    }
}

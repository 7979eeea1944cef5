package org.sparkqsnn.report.sweep;

import java.util.ArrayList;
import java.util.List;
import org.sparkqsnn.report.chart.Chart;
import org.sparkqsnn.report.chart.Series;
import org.sparkqsnn.report.html.Figure;
import org.sparkqsnn.sweep.table.Row;
import org.sparkqsnn.sweep.table.Summary;

/** How the best configs learn, epoch by epoch. */
record LearningFigure(SweepFiles files) {
    private static final int MOST = 8;

    Figure figure() {
        List<Series> series = new ArrayList<>();
        for (Summary config : files.ranking().configs().stream().limit(MOST).toList())
            series.add(course(config));
        StringBuilder words = new StringBuilder("Mean accuracy over seeds after each epoch.");
        for (Series one : series) words.append(' ').append(one.words("epoch"));
        return new Figure(
                "learning",
                "Learning",
                words.toString(),
                "The best " + series.size() + " configs; means over their seeds.",
                new Chart.Lines(new Chart.Axes("epoch", "accuracy"), series));
    }

    private Series course(Summary config) {
        List<Row> rows =
                files.rows().stream()
                        .filter(row -> row.config() == config.config() && !row.hasFailed())
                        .filter(row -> row.epochs() == config.epochs())
                        .toList();
        double[] epochs = new double[config.epochs()];
        double[] means = new double[config.epochs()];
        for (int e = 0; e < epochs.length; e++) {
            int epoch = e;
            epochs[e] = e + 1;
            means[e] =
                    rows.stream()
                            .mapToDouble(row -> row.accuracyByEpoch().get(epoch))
                            .average()
                            .orElseThrow();
        }
        return new Series("config " + config.config(), epochs, means, true);
    }
}

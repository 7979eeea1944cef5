package org.sparkqsnn.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.report.chart.Chart;
import org.sparkqsnn.report.chart.Format;
import org.sparkqsnn.report.chart.Series;
import org.sparkqsnn.report.html.Block;
import org.sparkqsnn.report.html.Block.Columns;
import org.sparkqsnn.report.html.Figure;
import org.sparkqsnn.report.run.Metrics.Evaluated;
import org.sparkqsnn.report.run.Metrics.Round;

/** Curves over the rounds of a run. */
record CurveFigures(Metrics metrics) {
    /** Points of a curve that are drawn: a screen has 1,000 to 4,000 columns. */
    private static final int MOST = 1000;

    private static final String ROUND = "round";

    /** How the network became what it is. */
    List<Block> learning() {
        return List.of(
                new Columns(
                        List.of(
                                figure("loss", "Loss", "loss", loss()),
                                figure("accuracy", "Accuracy", "fraction right", accuracy()),
                                figure(
                                        "learning-rate",
                                        "Learning rate",
                                        "learning rate",
                                        List.of(curve("Learning rate", Round::learningRate))),
                                figure(
                                        "drift",
                                        "Drift: a round's step over the size of the parameters",
                                        "drift",
                                        List.of(curve("Drift", Round::drift))))));
    }

    /** What the neurons of layers that spike did with the samples of each round; may be empty. */
    List<Block> activity(NetworkShape shape) {
        String fraction = "fraction of (sample, neuron)";
        List<Figure> figures = new ArrayList<>();
        List<Series> rates = layers(shape, Round::firingRate);
        List<Series> silent = layers(shape, Round::silent);
        List<Series> saturated = layers(shape, Round::saturated);
        if (!rates.isEmpty())
            figures.add(figure("firing-rate", "Firing rate", "spikes per neuron and step", rates));
        if (!silent.isEmpty())
            figures.add(figure("silent", "Silent: neurons without a spike", fraction, silent));
        if (!saturated.isEmpty())
            figures.add(
                    figure(
                            "saturated",
                            "Saturated: neurons without two successive steps of rest",
                            fraction,
                            saturated));
        return figures.isEmpty() ? List.of() : List.of(new Columns(figures));
    }

    /**
     * Curves of any runs in one figure.
     *
     * @param y what the curves measure
     */
    static Figure figure(String id, String title, String y, List<Series> series) {
        StringBuilder words = new StringBuilder(title + " over rounds.");
        for (Series one : series) words.append(' ').append(one.words(ROUND));
        List<Series> thinned = series.stream().map(one -> one.thinned(MOST)).toList();
        Chart chart = new Chart.Lines(new Chart.Axes(ROUND, y), thinned);
        return new Figure(id, title, words.toString(), note(series), chart);
    }

    List<Series> loss() {
        return with(curve("Training", Round::loss), Evaluated::loss);
    }

    List<Series> accuracy() {
        return with(curve("Training", Round::trainAccuracy), Evaluated::accuracy);
    }

    /** A value of the evaluations; empty if there were none. */
    List<Series> evaluations(ToDoubleFunction<Evaluated> value) {
        List<Evaluated> lines = metrics.evaluations();
        if (lines.isEmpty()) return List.of();
        String name = lines.get(0).split().equals("test") ? "Test" : "Validation";
        double[] rounds = lines.stream().mapToDouble(Evaluated::round).toArray();
        return List.of(new Series(name, rounds, lines.stream().mapToDouble(value).toArray(), true));
    }

    private List<Series> with(Series training, ToDoubleFunction<Evaluated> value) {
        List<Series> both = new ArrayList<>(List.of(training));
        both.addAll(evaluations(value));
        return both;
    }

    private Series curve(String name, ToDoubleFunction<Round> value) {
        return new Series(name, metrics.roundNumbers(), metrics.each(value), false);
    }

    /** A curve for each layer that spikes and that every round has a value of. */
    private List<Series> layers(NetworkShape shape, Function<Round, double[]> value) {
        int known = metrics.rounds().stream().mapToInt(r -> value.apply(r).length).min().orElse(0);
        List<Series> layers = new ArrayList<>();
        for (int i = 0; i < Math.min(known, shape.layers().size()); i++) {
            int layer = i;
            if (shape.spikes(i))
                layers.add(curve(shape.name(i), round -> value.apply(round)[layer]));
        }
        return layers;
    }

    private static String note(List<Series> series) {
        int longest = series.stream().mapToInt(one -> one.finite().size()).max().orElse(0);
        int lost = series.stream().mapToInt(one -> one.size() - one.finite().size()).sum();
        String thinned =
                longest <= MOST
                        ? ""
                        : Format.text(
                                "Drawn: %,d of %,d points, chosen so that peaks stay (LTTB). ",
                                MOST, longest);
        String left =
                lost == 0 ? "" : Format.text("Left out: %,d values that are not finite.", lost);
        return (thinned + left).strip();
    }
}

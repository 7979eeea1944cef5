package org.sparkqsnn.report.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sparkqsnn.report.chart.Chart;
import org.sparkqsnn.report.chart.Format;
import org.sparkqsnn.report.html.Block;
import org.sparkqsnn.report.html.Block.Columns;
import org.sparkqsnn.report.html.Block.Text;
import org.sparkqsnn.report.html.Figure;

/** How often the neurons of each layer that spikes fire. */
record NeuronFigures(EvaluatedSamples evaluated, RunFiles files) {
    private static final int BINS = 20;

    List<Block> blocks() {
        List<Figure> figures = new ArrayList<>();
        long[][] layers = evaluated.observation().spikes();
        for (int i = 0; i < layers.length; i++) {
            String name = files.shape().name(i);
            if (layers[i].length > 0)
                figures.add(histogram("rates-" + i, name + " layer: firing rates", layers[i]));
        }
        String what =
                Format.text(
                        "Spikes of each neuron per step, over all samples of the %s set.",
                        evaluated.split());
        return List.of(new Text(what), new Columns(figures));
    }

    private Figure histogram(String id, String title, long[] spikes) {
        double steps =
                (double) evaluated.observation().samples() * files.config().encoder().steps();
        double[] rates = Arrays.stream(spikes).mapToDouble(n -> n / steps).toArray();
        double top = Arrays.stream(rates).max().orElse(0);
        double width = top > 0 ? top / BINS : 1.0 / BINS;
        double[] neurons = counted(rates, width);
        List<String> labels = new ArrayList<>();
        for (int b = 0; b < BINS; b++) labels.add(Format.text("%.3f", (b + 0.5) * width));
        Chart chart =
                new Chart.Bars(
                        new Chart.Axes("spikes per step (middle of the bin)", "neurons"),
                        labels,
                        neurons);
        return new Figure(id, title, words(title, rates), "", chart);
    }

    /** Neurons by bin; the last bin has its upper end. */
    static double[] counted(double[] rates, double width) {
        double[] neurons = new double[BINS];
        for (double rate : rates) neurons[(int) Math.min(BINS - 1, rate / width)]++;
        return neurons;
    }

    private static String words(String title, double[] rates) {
        double[] sorted = rates.clone();
        Arrays.sort(sorted);
        long silent = Arrays.stream(rates).filter(rate -> rate == 0).count();
        return Format.text(
                "%s. %,d neurons: lowest %s, median %s, highest %s spikes per step; %,d never fire.",
                title,
                rates.length,
                Format.number(sorted[0]),
                Format.number(sorted[sorted.length / 2]),
                Format.number(sorted[sorted.length - 1]),
                silent);
    }
}

package org.sparkqsnn.report.run;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.evaluation.SampleTrace;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.model.EncoderConfig;
import org.sparkqsnn.report.chart.Chart;
import org.sparkqsnn.report.chart.Format;
import org.sparkqsnn.report.chart.RasterChart;
import org.sparkqsnn.report.chart.Series;
import org.sparkqsnn.report.html.Block;
import org.sparkqsnn.report.html.Block.Columns;
import org.sparkqsnn.report.html.Block.Text;
import org.sparkqsnn.report.html.Figure;
import org.sparkqsnn.report.html.Picture;

/** A few samples, with what each layer makes of them. */
record SampleFigures(EvaluatedSamples evaluated, ExperimentConfig config) {
    /** Spikes of a raster that are drawn, so that the page stays small. */
    private static final int MOST_SPIKES = 4000;

    List<Block> blocks() {
        List<Picture> pictures = evaluated.traces().stream().map(this::picture).toList();
        String what =
                "The first samples of different classes that are wrong, then those that are right."
                        + " Above, the spikes of each layer; below, the excited-state population of"
                        + " each output neuron, which fires above the threshold.";
        return List.of(new Text(what), new Columns(pictures));
    }

    private Picture picture(SampleTrace trace) {
        boolean right = trace.label() == trace.predicted();
        String title =
                Format.text(
                        "Sample %d: class %d, %s %d",
                        trace.id(),
                        trace.label(),
                        right ? "rightly taken for" : "wrongly taken for",
                        trace.predicted());
        String alternative =
                Format.text("Image of sample %d, of class %d", trace.id(), trace.label());
        String spikes = spikes(trace);
        Figure figure =
                new Figure(
                        "sample-" + trace.id(),
                        title,
                        title + ". " + spikes,
                        note(trace),
                        chart(trace));
        return new Picture(
                title, png(evaluated.samples(), trace.id()), alternative, spikes, figure);
    }

    /** {@code Output spikes: 4 of class 7, 2 of class 5.} The most first. */
    private static String spikes(SampleTrace trace) {
        boolean[][] output = trace.spikes()[trace.spikes().length - 1];
        long[] counts = new long[output[0].length];
        for (boolean[] step : output) {
            for (int k = 0; k < counts.length; k++) counts[k] += step[k] ? 1 : 0;
        }
        String words =
                IntStream.range(0, counts.length)
                        .filter(k -> counts[k] > 0)
                        .boxed()
                        .sorted(Comparator.comparingLong(k -> -counts[k]))
                        .map(k -> counts[k] + " of class " + k)
                        .collect(Collectors.joining(", "));
        return "Output spikes: " + (words.isEmpty() ? "none" : words) + ".";
    }

    private Chart chart(SampleTrace trace) {
        List<RasterChart.Raster> rasters = new ArrayList<>();
        int layers = trace.spikes().length - 1;
        if (config.encoder().kind() != EncoderConfig.Kind.DIRECT)
            rasters.add(raster("Input", trace.spikes()[0]));
        for (int i = 1; i <= layers; i++)
            rasters.add(raster(CurveFigures.layerName(i - 1, layers), trace.spikes()[i]));
        int steps = trace.population().length;
        double[] time = IntStream.range(0, steps).asDoubleStream().toArray();
        List<Series> curves = new ArrayList<>();
        for (int k = 0; k < trace.population()[0].length; k++) {
            int neuron = k;
            double[] alpha =
                    IntStream.range(0, steps)
                            .mapToDouble(t -> trace.population()[t][neuron])
                            .toArray();
            curves.add(new Series(name(trace, k), time, alpha, false));
        }
        List<Integer> strong = Stream.of(trace.label(), trace.predicted()).distinct().toList();
        double threshold = config.neuron().firesAbove().orElse(0);
        return new RasterChart(steps, rasters, "population", curves, strong, threshold);
    }

    private static String name(SampleTrace trace, int k) {
        String label = k == trace.label() ? ", its class" : "";
        return k + label + (k == trace.predicted() ? ", predicted" : "");
    }

    private RasterChart.Raster raster(String name, boolean[][] spikes) {
        int every = every(spikes);
        int[][] drawn = new int[spikes.length][];
        for (int t = 0; t < drawn.length; t++) {
            boolean[] fired = spikes[t];
            drawn[t] =
                    IntStream.range(0, fired.length)
                            .filter(n -> n % every == 0 && fired[n])
                            .toArray();
        }
        return new RasterChart.Raster(name, spikes[0].length, drawn);
    }

    /** Every how many neurons one is drawn. */
    private static int every(boolean[][] spikes) {
        long count = 0;
        for (boolean[] step : spikes) for (boolean fired : step) count += fired ? 1 : 0;
        return (int) (count / MOST_SPIKES) + 1;
    }

    private String note(SampleTrace trace) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < trace.spikes().length; i++) {
            int every = every(trace.spikes()[i]);
            String name =
                    i == 0 ? "Input" : CurveFigures.layerName(i - 1, trace.spikes().length - 1);
            if (every > 1)
                words.append(Format.text("%s: one of %d neurons is drawn. ", name, every));
        }
        return words.toString().strip();
    }

    /** The image as base64 of a PNG. */
    private static String png(ImageSet set, int id) {
        BufferedImage image =
                new BufferedImage(set.width(), set.height(), BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < set.height(); y++) {
            for (int x = 0; x < set.width(); x++)
                image.getRaster().setSample(x, y, 0, set.pixel(id, y * set.width() + x));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }
}

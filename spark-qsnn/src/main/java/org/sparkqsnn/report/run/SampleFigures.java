package org.sparkqsnn.report.run;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.sparkqsnn.data.schema.ImageSet;
import org.sparkqsnn.evaluation.SampleTrace;
import org.sparkqsnn.model.NetworkShape;
import org.sparkqsnn.neuron.Shape;
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
record SampleFigures(EvaluatedSamples evaluated, NetworkShape shape) {
    /** Spikes of a raster that are drawn, so that the page stays small. */
    private static final int MOST_SPIKES = 4000;

    /** Classes whose values are named in words. */
    private static final int NAMED = 3;

    List<Block> blocks() {
        List<Picture> pictures = evaluated.traces().stream().map(this::picture).toList();
        String which =
                "The first samples of different classes that are wrong, then those that are right. ";
        return List.of(new Text(which + what()), new Columns(pictures));
    }

    /** What the charts show, in words. */
    private String what() {
        if (shape.output().constant()) return "The bars are the values of the outputs.";
        String curves =
                shape.output().spikes()
                        ? "the membrane of each output neuron before any reset"
                        : "the value of each output";
        String fires =
                shape.readoutFiresAbove().isPresent()
                        ? " It fires where that is above the threshold."
                        : "";
        return shape.shapes().stream().anyMatch(Shape::spikes)
                ? "Above, the spikes of each layer that spikes; below, " + curves + "." + fires
                : "The curves are " + curves + ".";
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
        String outputs = shape.output().spikes() ? spikes(trace) : values(trace);
        Figure figure =
                new Figure(
                        "sample-" + trace.id(),
                        title,
                        title + ". " + outputs,
                        note(trace),
                        shape.output().constant() ? bars(trace) : courses(trace));
        return new Picture(
                title, png(evaluated.samples(), trace.id()), alternative, outputs, figure);
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

    /** {@code Largest outputs: 5.2 of class 7, 1.3 of class 9, 0.4 of class 2.} */
    private static String values(SampleTrace trace) {
        double[] means = new double[trace.membranes()[0].length];
        for (double[] step : trace.membranes()) {
            for (int k = 0; k < means.length; k++) means[k] += step[k] / trace.membranes().length;
        }
        return IntStream.range(0, means.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -means[k]))
                .limit(NAMED)
                .map(k -> Format.number(means[k]) + " of class " + k)
                .collect(Collectors.joining(", ", "Largest outputs: ", "."));
    }

    /** Outputs that are alike at every step. */
    private static Chart bars(SampleTrace trace) {
        double[] values = trace.membranes()[0];
        List<String> classes =
                IntStream.range(0, values.length).mapToObj(Integer::toString).toList();
        return new Chart.Bars(new Chart.Axes("class", "value of the output"), classes, values);
    }

    private Chart courses(SampleTrace trace) {
        List<RasterChart.Raster> rasters = new ArrayList<>();
        for (int i = 0; i < trace.spikes().length; i++) {
            if (trace.spikes()[i].length > 0) rasters.add(raster(name(i), trace.spikes()[i]));
        }
        double[][] membranes = trace.membranes();
        int steps = membranes.length;
        double[] time = IntStream.range(0, steps).asDoubleStream().toArray();
        List<Series> curves = new ArrayList<>();
        for (int k = 0; k < membranes[0].length; k++) {
            int neuron = k;
            double[] course = Arrays.stream(membranes).mapToDouble(step -> step[neuron]).toArray();
            curves.add(new Series(name(trace, k), time, course, false));
        }
        List<Integer> strong = Stream.of(trace.label(), trace.predicted()).distinct().toList();
        String y = shape.output().spikes() ? "membrane" : "value";
        return new RasterChart(steps, rasters, y, curves, strong, shape.readoutFiresAbove());
    }

    /** What flows into layer {@code i}, or out of the last one. */
    private String name(int i) {
        return i == 0 ? "Input" : shape.name(i - 1);
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
            if (every > 1)
                words.append(Format.text("%s: one of %d neurons is drawn. ", name(i), every));
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

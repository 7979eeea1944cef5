package org.sparkqsnn.report.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.report.chart.Chart;
import org.sparkqsnn.report.chart.Format;
import org.sparkqsnn.report.chart.Parallel;
import org.sparkqsnn.report.html.Block;
import org.sparkqsnn.report.html.Figure;
import org.sparkqsnn.sweep.search.Axis;
import org.sparkqsnn.sweep.table.Row;
import org.sparkqsnn.sweep.table.Summary;

/**
 * What the axes do: all of them side by side, and two of them as a map.
 *
 * @param values of the axes, by config
 */
record AxisFigures(SweepFiles files, Map<Integer, Map<String, Object>> values) {
    /** Fields of a side that can be told apart. */
    private static final int MOST_FIELDS = 30;

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        List<String> keys = files.definition().axes().stream().map(Axis::key).toList();
        if (keys.size() == 2) {
            List<String> x = texts(keys.get(1));
            List<String> y = texts(keys.get(0));
            if (x.size() <= MOST_FIELDS && y.size() <= MOST_FIELDS && isGrid(x, y))
                blocks.add(map(keys.get(1), x, keys.get(0), y));
        }
        if (!keys.isEmpty()) blocks.add(parallel(keys));
        return blocks;
    }

    static AxisFigures of(SweepFiles files) {
        Map<Integer, Map<String, Object>> values = new LinkedHashMap<>();
        for (Row row : files.rows()) values.put(row.config(), row.values());
        return new AxisFigures(files, values);
    }

    private List<String> texts(String key) {
        return sorted(values.values().stream().map(own -> own.get(key)).toList());
    }

    /** Each value once: numbers by size, others in the order in which they come. */
    private static List<String> sorted(List<Object> values) {
        if (values.stream().allMatch(Number.class::isInstance)) {
            return values.stream()
                    .map(value -> ((Number) value).doubleValue())
                    .collect(Collectors.toCollection(TreeSet::new))
                    .stream()
                    .map(Format::number)
                    .toList();
        }
        return values.stream().map(AxisFigures::text).distinct().toList();
    }

    private static String text(Object value) {
        return value instanceof Number number
                ? Format.number(number.doubleValue())
                : ConfigTree.text(value);
    }

    /** Whether the fields are worth drawing: at least half have a config. */
    private boolean isGrid(List<String> x, List<String> y) {
        return 2 * files.ranking().configs().size() >= x.size() * y.size();
    }

    private Figure map(String keyX, List<String> x, String keyY, List<String> y) {
        Double[][] means = new Double[y.size()][x.size()];
        for (Summary config : files.ranking().configs()) {
            Map<String, Object> own = values.get(config.config());
            int row = y.indexOf(text(own.get(keyY)));
            means[row][x.indexOf(text(own.get(keyX)))] = config.accuracy();
        }
        Summary best = files.ranking().configs().get(0);
        return new Figure(
                "map",
                keyY + " and " + keyX,
                "Mean accuracy by both values. Best: "
                        + best.label()
                        + " with "
                        + Format.percent(best.accuracy())
                        + ".",
                "Numbers: mean accuracy over seeds, %. Empty: not trained.",
                new Chart.Fields(new Chart.Axes(keyX, keyY), x, y, means));
    }

    private Figure parallel(List<String> keys) {
        List<Parallel.Dimension> dimensions = new ArrayList<>();
        for (String key : keys) dimensions.add(dimension(key));
        List<Parallel.Strand> strands = new ArrayList<>();
        for (Summary config : files.ranking().configs()) {
            Map<String, Object> own = values.get(config.config());
            List<Object> at = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                Object value = own.get(keys.get(i));
                boolean named = !dimensions.get(i).categories().isEmpty();
                at.add(named ? text(value) : (Object) ((Number) value).doubleValue());
            }
            String name = Integer.toString(config.config());
            strands.add(new Parallel.Strand(name, at, config.accuracy()));
        }
        Summary best = files.ranking().configs().get(0);
        return new Figure(
                "parallel",
                "All axes",
                "A line for each config through its values to its accuracy. Best: "
                        + best.label()
                        + " with "
                        + Format.percent(best.accuracy())
                        + ".",
                "Stronger colour: more accurate. Drag along an axis to pick lines.",
                new Parallel(dimensions, strands));
    }

    private Parallel.Dimension dimension(String key) {
        List<Object> all = values.values().stream().map(own -> own.get(key)).toList();
        boolean numbers = all.stream().allMatch(Number.class::isInstance);
        boolean log =
                files.definition().axes().stream()
                        .anyMatch(
                                axis ->
                                        axis.key().equals(key)
                                                && axis instanceof Axis.Range range
                                                && range.log());
        return new Parallel.Dimension(key, numbers ? List.of() : sorted(all), log);
    }
}

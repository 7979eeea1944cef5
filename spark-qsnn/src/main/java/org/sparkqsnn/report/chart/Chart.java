package org.sparkqsnn.report.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.sparkqsnn.config.Json;

/** What a chart shows, in numbers: each kind has a function in {@code report.js}. */
public sealed interface Chart
        permits Chart.Lines,
                Chart.Stack,
                Chart.Bars,
                Chart.Heat,
                Chart.Spots,
                Chart.Fields,
                Spreads,
                Parallel,
                RasterChart {

    /** The object that the script reads. */
    ObjectNode json();

    /** Name of the kind, in the page's script and style. */
    default String kind() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** What both axes are called. */
    record Axes(String x, String y) {}

    /** Curves over one axis. */
    record Lines(Axes axes, List<Series> series) implements Chart {
        @Override
        public ObjectNode json() {
            ObjectNode json = start(this, axes);
            ArrayNode all = json.putArray("series");
            for (Series one : series) {
                ObjectNode line = all.addObject().put("name", one.name());
                line.put("points", one.sparse());
                Numbers.pairs(line.putArray("data"), one.x(), one.y());
            }
            return json;
        }
    }

    /** Parts of a whole, a bar of them for each label. */
    record Stack(Axes axes, List<String> labels, List<String> names, double[][] parts)
            implements Chart {
        @Override
        public ObjectNode json() {
            ObjectNode json = start(this, axes);
            labels.forEach(json.putArray("labels")::add);
            ArrayNode all = json.putArray("series");
            for (int i = 0; i < parts.length; i++) {
                ObjectNode part = all.addObject().put("name", names.get(i));
                Numbers.all(part.putArray("data"), parts[i]);
            }
            return json;
        }
    }

    /** A bar for each label. */
    record Bars(Axes axes, List<String> labels, double[] heights) implements Chart {
        @Override
        public ObjectNode json() {
            ObjectNode json = start(this, axes);
            labels.forEach(json.putArray("labels")::add);
            Numbers.all(json.putArray("data"), heights);
            return json;
        }
    }

    /**
     * A square of counts.
     *
     * @param shade of each field, in [0, 1]; shape as of {@code counts}
     */
    record Heat(Axes axes, List<String> labels, long[][] counts, double[][] shade)
            implements Chart {
        @Override
        public ObjectNode json() {
            ObjectNode json = start(this, axes);
            labels.forEach(json.putArray("labels")::add);
            ArrayNode cells = json.putArray("data");
            for (int row = 0; row < counts.length; row++) {
                for (int column = 0; column < counts.length; column++) {
                    ArrayNode cell = cells.addArray().add(column).add(row);
                    cell.add(Numbers.rounded(shade[row][column])).add(counts[row][column]);
                }
            }
            return json;
        }
    }

    /** Named points of the plane. */
    record Spots(Axes axes, List<Spot> spots) implements Chart {
        @Override
        public ObjectNode json() {
            ObjectNode json = start(this, axes);
            ArrayNode all = json.putArray("spots");
            for (Spot spot : spots) {
                ObjectNode one = all.addObject().put("name", spot.name());
                one.put("marked", spot.marked());
                Numbers.all(one.putArray("at"), spot.x(), spot.y());
            }
            return json;
        }
    }

    /** A point; {@code marked} ones stand out. */
    record Spot(String name, double x, double y, boolean marked) {}

    /**
     * A number for each pair of labels.
     *
     * @param values fractions, null where there is none; shape [y][x]
     */
    record Fields(Axes axes, List<String> x, List<String> y, Double[][] values) implements Chart {
        @Override
        public ObjectNode json() {
            ObjectNode json = start(this, axes);
            x.forEach(json.putArray("columns")::add);
            y.forEach(json.putArray("rows")::add);
            ArrayNode cells = json.putArray("data");
            for (int row = 0; row < y.size(); row++) {
                for (int column = 0; column < x.size(); column++) {
                    Double value = values[row][column];
                    if (value == null) continue;
                    cells.addArray().add(column).add(row).add(Numbers.rounded(value));
                }
            }
            return json;
        }
    }

    static ObjectNode start(Chart chart, Axes axes) {
        return Json.object().put("kind", chart.kind()).put("x", axes.x()).put("y", axes.y());
    }
}

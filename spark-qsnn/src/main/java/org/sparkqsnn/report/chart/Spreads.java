package org.sparkqsnn.report.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A column of points for each label, with a mean and its interval. */
public record Spreads(Chart.Axes axes, List<Spread> columns) implements Chart {
    @Override
    public ObjectNode json() {
        ObjectNode json = Chart.start(this, axes);
        ArrayNode all = json.putArray("columns");
        for (Spread column : columns) {
            ObjectNode one = all.addObject().put("name", column.name());
            Numbers.all(one.putArray("points"), column.points());
            Numbers.all(one.putArray("mean"), column.mean(), column.low(), column.high());
        }
        return json;
    }

    /** Values under one name, their mean, and where it lies. */
    public record Spread(String name, double[] points, double mean, double low, double high) {}
}

package org.sparkqsnn.report.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A line for each strand through its values on parallel axes, the last one its result. */
public record Parallel(List<Dimension> dimensions, List<Strand> strands) implements Chart {
    @Override
    public ObjectNode json() {
        ObjectNode json = Chart.start(this, new Chart.Axes("config", "accuracy"));
        ArrayNode axes = json.putArray("dimensions");
        for (Dimension dimension : dimensions) {
            ObjectNode one = axes.addObject().put("name", dimension.name());
            one.put("log", dimension.log());
            dimension.categories().forEach(one.putArray("categories")::add);
        }
        ArrayNode all = json.putArray("strands");
        for (Strand strand : strands) {
            ObjectNode one = all.addObject().put("name", strand.name());
            one.putPOJO("values", strand.values());
            one.put("result", Numbers.rounded(strand.result()));
        }
        return json;
    }

    /**
     * One of the parallel axes.
     *
     * @param categories in order; none if its values are numbers
     */
    public record Dimension(String name, List<String> categories, boolean log) {}

    /** A line: a number or a category on each axis, and the result. */
    public record Strand(String name, List<Object> values, double result) {}
}

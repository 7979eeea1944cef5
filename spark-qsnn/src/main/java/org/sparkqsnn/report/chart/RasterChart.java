package org.sparkqsnn.report.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Spikes of several layers over time, and curves below them on the same axis.
 *
 * @param y what the curves measure
 * @param strong curves that stand out, the first most
 * @param threshold value of y that is drawn as a line, where there is one
 */
public record RasterChart(
        int steps,
        List<Raster> rasters,
        String y,
        List<Series> curves,
        List<Integer> strong,
        OptionalDouble threshold)
        implements Chart {
    @Override
    public String kind() {
        return "raster";
    }

    @Override
    public ObjectNode json() {
        ObjectNode json = Chart.start(this, new Chart.Axes("time step", y));
        json.put("steps", steps);
        threshold.ifPresent(value -> json.put("threshold", value));
        ArrayNode all = json.putArray("rasters");
        for (Raster raster : rasters) {
            ObjectNode one = all.addObject().put("name", raster.name());
            one.put("neurons", raster.neurons());
            ArrayNode byStep = one.putArray("spikes");
            for (int[] fired : raster.spikes()) {
                ArrayNode step = byStep.addArray();
                for (int neuron : fired) step.add(neuron);
            }
        }
        ArrayNode lines = json.putArray("series");
        for (int i = 0; i < curves.size(); i++) {
            ObjectNode line = lines.addObject().put("name", curves.get(i).name());
            line.put("strong", strong.indexOf(i) + 1);
            Numbers.all(line.putArray("data"), curves.get(i).y());
        }
        return json;
    }

    /**
     * Spikes of one layer.
     *
     * @param neurons of the layer
     * @param spikes neurons that fired, by step
     */
    public record Raster(String name, int neurons, int[][] spikes) {}
}

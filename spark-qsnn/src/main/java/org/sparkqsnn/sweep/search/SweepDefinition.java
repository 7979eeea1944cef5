package org.sparkqsnn.sweep.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.Deciding;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.SweepConfig;
import org.sparkqsnn.experiment.WrittenConfig;

/**
 * What is swept.
 *
 * @param base what all trials share, and what was written of it
 * @param sweep how configs and seeds are chosen and run
 * @param axes what differs between configs, in the order of their keys
 */
public record SweepDefinition(WrittenConfig base, SweepConfig sweep, List<Axis> axes) {
    /** Where and how fast: what may change when a sweep goes on. */
    private static final Set<String> FREE =
            Set.of("dir", "trials", "segmentEpochs", "trialIn", "concurrent", "maxFailures");

    private static final String DATA = "data.path";

    public SweepDefinition {
        axes = List.copyOf(axes);
    }

    /** What all trials share. */
    public ExperimentConfig experiment() {
        return base.config();
    }

    /**
     * The experiment with these values of the axes, each as in an override.
     *
     * @throws BadInput naming the axes, if no experiment can have these values together
     */
    public ExperimentConfig with(Map<String, String> values) {
        try {
            return base.with(values);
        } catch (BadInput e) {
            throw refused(values, e);
        }
    }

    /**
     * The experiment with each value of each axis, while the others have their first: what every
     * search can come to, and a list as long as all axes together.
     */
    public List<ExperimentConfig> corners() {
        Map<String, String> first = new LinkedHashMap<>();
        for (Axis axis : axes) first.put(axis.key(), axis.grid().get(0));
        List<ExperimentConfig> corners = new ArrayList<>();
        for (Axis axis : axes) {
            for (String value : axis.grid()) {
                Map<String, String> values = new LinkedHashMap<>(first);
                values.put(axis.key(), value);
                corners.add(with(values));
            }
        }
        return corners;
    }

    /** In words of the axes: who wrote a list of values has set no single one. */
    private static BadInput refused(Map<String, String> values, BadInput reason) {
        List<String> names = new ArrayList<>();
        String said = reason.getMessage();
        for (Map.Entry<String, String> value : values.entrySet()) {
            String text = value.getKey() + "=" + value.getValue();
            names.add("axes." + text);
            String set = "--set " + text + ": ";
            if (said.startsWith(set)) said = said.substring(set.length());
        }
        return new BadInput(String.join(" ", names) + ": " + said, reason);
    }

    /** This sweep, at the place and speed of another start of it. */
    public SweepDefinition as(SweepDefinition start) {
        return withSweep(start.sweep);
    }

    /** This sweep with other settings. */
    public SweepDefinition withSweep(SweepConfig other) {
        return new SweepDefinition(base, other, axes);
    }

    /** This sweep with its data where {@code place} says a path is. */
    public SweepDefinition placed(UnaryOperator<String> place) {
        List<Axis> placed = new ArrayList<>(axes);
        placed.replaceAll(
                axis ->
                        axis.key().equals(DATA)
                                ? new Axis.Values(DATA, axis.grid().stream().map(place).toList())
                                : axis);
        ExperimentConfig here = experiment();
        ExperimentConfig moved = here.withDataPath(place.apply(here.data().path()));
        return new SweepDefinition(base.at(moved), sweep, placed);
    }

    /** What a sweep file holds: every key with its value, and beside them what was written. */
    public ObjectNode json() {
        ObjectNode root = ConfigTree.json(experiment());
        root.set("sweep", ConfigTree.json(sweep));
        root.set("written", base.written());
        ObjectNode places = root.putObject("axes");
        for (Axis axis : axes) places.set(axis.key(), json(axis));
        return root;
    }

    private static JsonNode json(Axis axis) {
        if (axis instanceof Axis.Range range) {
            return Json.object()
                    .put("from", range.from())
                    .put("to", range.to())
                    .put("scale", range.log() ? "log" : "linear")
                    .put("points", range.points());
        }
        ArrayNode values = Json.object().putArray("values");
        axis.grid().forEach(values::add);
        return values;
    }

    /**
     * The first thing that makes {@code asked} another sweep, as a phrase; empty if there is none.
     */
    public Optional<String> difference(SweepDefinition asked) {
        Map<String, String> now = asked.parts();
        Map<String, String> then = parts();
        Set<String> keys = new TreeSet<>(now.keySet());
        keys.addAll(then.keySet());
        return keys.stream()
                .filter(key -> !then.getOrDefault(key, "").equals(now.getOrDefault(key, "")))
                .map(key -> key + phrase(then.get(key)) + ", not" + phrase(now.get(key)))
                .findFirst();
    }

    private static String phrase(String value) {
        return value == null ? " as everywhere" : " = " + value;
    }

    private Map<String, String> parts() {
        Map<String, String> parts = new TreeMap<>();
        Deciding.leaves(experiment())
                .forEach((key, value) -> parts.put(key, ConfigTree.text(value)));
        if (axes.stream().anyMatch(axis -> axis.key().equals("data.holdout")))
            parts.put("data.split", ConfigTree.text(experiment().data().split()));
        ConfigTree.leaves(sweep)
                .forEach(
                        (key, value) -> {
                            if (!FREE.contains(key))
                                parts.put("sweep." + key, ConfigTree.text(value));
                        });
        for (Axis axis : axes) parts.put("axes." + axis.key(), json(axis).toString());
        return parts;
    }
}

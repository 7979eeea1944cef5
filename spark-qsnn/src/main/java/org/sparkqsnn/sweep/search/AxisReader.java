package org.sparkqsnn.sweep.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sparkqsnn.config.ConfigKey;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.config.RecordReader;
import org.sparkqsnn.config.ValueText;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.Deciding;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.RangeConfig;

/** Reads the section {@code axes}: for each key a list of values, or an interval. */
final class AxisReader {
    private AxisReader() {}

    /** The axes by key; refuses what the experiment has not, naming file and line. */
    static List<Axis> read(ConfigValue given, ExperimentConfig base) {
        if (!(given instanceof ConfigObject axes))
            throw refuse(given, "axes must be a section with a key for each axis");
        Map<String, Axis> found = new TreeMap<>();
        collect(axes, "", base, found);
        return new ArrayList<>(found.values());
    }

    private static void collect(
            ConfigObject object, String prefix, ExperimentConfig base, Map<String, Axis> found) {
        object.forEach(
                (name, value) -> {
                    String key = prefix + name;
                    Optional<ConfigKey> takes = ConfigKey.in(base, key);
                    boolean section = takes.isEmpty() || takes.get().isStructure();
                    if (section && value instanceof ConfigObject inner)
                        collect(inner, key + ".", base, found);
                    else if (takes.isPresent()) found.put(key, axis(key, takes.get(), value));
                    else throw refuse(value, "axes." + key + ": train has no key " + key);
                });
    }

    private static Axis axis(String key, ConfigKey takes, ConfigValue given) {
        if (key.equals("seed"))
            throw refuse(given, "axes.seed: every config gets all seeds; set sweep.seeds");
        if (!Deciding.decides(key))
            throw refuse(given, "axes." + key + ": changes no result; set it outside of axes");
        if (given instanceof ConfigObject range) return range(key, takes, range);
        if (given instanceof ConfigList list && !list.isEmpty())
            return new Axis.Values(key, list.stream().map(AxisReader::text).distinct().toList());
        throw refuse(
                given, "axes." + key + " must be a list of values, or {from, to, scale, points}");
    }

    /** An element as an override writes it; lists and objects keep their brackets. */
    private static String text(ConfigValue element) {
        boolean flat =
                element instanceof ConfigList list
                        && list.stream().noneMatch(AxisReader::isStructure);
        if (flat)
            return ((ConfigList) element)
                    .stream().map(AxisReader::scalar).collect(Collectors.joining(",", "[", "]"));
        return isStructure(element) ? ValueText.of(json(element)) : scalar(element);
    }

    private static boolean isStructure(ConfigValue value) {
        return value instanceof ConfigList || value instanceof ConfigObject;
    }

    private static JsonNode json(ConfigValue value) {
        byte[] json = value.render(ConfigRenderOptions.concise()).getBytes(StandardCharsets.UTF_8);
        return Json.read(json, JsonNode.class, "axes");
    }

    private static String scalar(ConfigValue element) {
        return switch (element.valueType()) {
            case NUMBER, STRING, BOOLEAN -> String.valueOf(element.unwrapped());
            case NULL -> "null"; // as an override leaves out what may be left out
            case OBJECT, LIST ->
                    throw refuse(element, "axes: " + element.render() + " is no value of a key");
        };
    }

    private static Axis range(String key, ConfigKey takes, ConfigObject given) {
        if (!takes.isNumber())
            throw refuse(given, "axes." + key + ": takes no numbers; give a list of values");
        RangeConfig range = RecordReader.read(RangeConfig.DEFAULT, "axes." + key, given);
        boolean log = range.scale() == RangeConfig.Scale.LOG;
        return new Axis.Range(key, range.from(), range.to(), log, takes.isWhole(), range.points());
    }

    private static BadInput refuse(ConfigValue value, String message) {
        return new BadInput(value.origin().description() + ": " + message);
    }
}

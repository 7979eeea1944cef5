package org.sparkqsnn.sweep.search;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.experiment.ConfigReader;
import org.sparkqsnn.experiment.ConfigTree;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.RangeConfig;

/** Reads the section {@code axes}: for each key a list of values, or an interval. */
final class AxisReader {
    private static final Map<String, Object> KEYS = ConfigTree.leaves(ExperimentConfig.DEFAULT);
    private static final Set<String> RANGE_KEYS =
            ConfigTree.leaves(RangeConfig.DEFAULT).keySet().stream()
                    .map(name -> "range." + name)
                    .collect(Collectors.toSet());

    private AxisReader() {}

    /** The axes by key; refuses what no experiment has, naming file and line. */
    static List<Axis> read(ConfigValue given) {
        if (!(given instanceof ConfigObject axes))
            throw refuse(given, "axes must be a section with a key for each axis");
        Map<String, Axis> found = new TreeMap<>();
        collect(axes, "", found);
        return new ArrayList<>(found.values());
    }

    private static void collect(ConfigObject object, String prefix, Map<String, Axis> found) {
        object.forEach(
                (name, value) -> {
                    String key = prefix + name;
                    if (KEYS.containsKey(key)) found.put(key, axis(key, value));
                    else if (value instanceof ConfigObject section)
                        collect(section, key + ".", found);
                    else throw refuse(value, "axes." + key + ": train has no key " + key);
                });
    }

    private static Axis axis(String key, ConfigValue given) {
        if (key.equals("seed"))
            throw refuse(given, "axes.seed: every config gets all seeds; set sweep.seeds");
        if (!ConfigTree.decidesResult(key))
            throw refuse(given, "axes." + key + ": changes no result; set it outside of axes");
        if (given instanceof ConfigObject range) return range(key, range);
        if (given instanceof ConfigList list && !list.isEmpty())
            return new Axis.Values(key, list.stream().map(AxisReader::text).distinct().toList());
        throw refuse(
                given, "axes." + key + " must be a list of values, or {from, to, scale, points}");
    }

    /** An element as an override writes it; a list of widths keeps its brackets. */
    private static String text(ConfigValue element) {
        if (!(element instanceof ConfigList list)) return scalar(element);
        return list.stream().map(AxisReader::scalar).collect(Collectors.joining(",", "[", "]"));
    }

    private static String scalar(ConfigValue element) {
        return switch (element.valueType()) {
            case NUMBER, STRING, BOOLEAN -> String.valueOf(element.unwrapped());
            case NULL, OBJECT, LIST ->
                    throw refuse(element, "axes: " + element.render() + " is no value of a key");
        };
    }

    private static Axis range(String key, ConfigObject given) {
        Object value = KEYS.get(key);
        if (!(value instanceof Number))
            throw refuse(given, "axes." + key + ": takes no numbers; give a list of values");
        Config config = ConfigFactory.empty().withValue("range", given);
        ConfigReader.requireKnown(config, RANGE_KEYS);
        try {
            RangeConfig range = ConfigReader.record(RangeConfig.DEFAULT, "range.", config);
            boolean log = range.scale() == RangeConfig.Scale.LOG;
            boolean whole = value instanceof Integer || value instanceof Long;
            return new Axis.Range(key, range.from(), range.to(), log, whole, range.points());
        } catch (BadInput e) {
            throw refuse(given, "axes." + key + ": " + e.getMessage());
        }
    }

    private static BadInput refuse(ConfigValue value, String message) {
        return new BadInput(value.origin().description() + ": " + message);
    }
}

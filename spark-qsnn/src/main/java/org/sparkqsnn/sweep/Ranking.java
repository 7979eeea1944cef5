package org.sparkqsnn.sweep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sparkqsnn.run.Json;

/**
 * All configs that have results, best first: those trained to the end before others, then by their
 * mean accuracy with a failed trial counting as 0.
 */
public record Ranking(List<Summary> configs) {
    private static final int VERSION = 1;

    public static Ranking of(List<Row> rows) {
        Collection<List<Row>> byConfig =
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Row::config, LinkedHashMap::new, Collectors.toList()))
                        .values();
        Comparator<Summary> order =
                Comparator.comparing(Summary::complete)
                        .thenComparingInt(summary -> summary.complete() ? 0 : summary.epochs())
                        .thenComparingDouble(Summary::rank)
                        .reversed();
        return new Ranking(
                byConfig.stream()
                        .map(Summary::of)
                        .flatMap(Optional::stream)
                        .sorted(order)
                        .toList());
    }

    public Optional<Summary> best() {
        return configs.stream().findFirst();
    }

    /** Whether no other config that was trained to the end is as accurate in less time. */
    public boolean isOnFront(Summary config) {
        return config.complete()
                && configs.stream()
                        .filter(Summary::complete)
                        .noneMatch(other -> beats(other, config));
    }

    private static boolean beats(Summary other, Summary config) {
        boolean noWorse = other.rank() >= config.rank() && other.seconds() <= config.seconds();
        return noWorse && (other.rank() > config.rank() || other.seconds() < config.seconds());
    }

    /**
     * {@code summary.json}.
     *
     * @param counts of trials
     * @param complete whether the sweep has ended
     */
    public byte[] json(Map<String, Long> counts, boolean complete) {
        ObjectNode root = Json.object().put("version", VERSION).put("complete", complete);
        root.set("trials", Json.tree(counts));
        ArrayNode all = root.putArray("configs");
        for (Summary config : configs) all.add(config.json(configs.get(0), isOnFront(config)));
        return Json.pretty(root);
    }
}

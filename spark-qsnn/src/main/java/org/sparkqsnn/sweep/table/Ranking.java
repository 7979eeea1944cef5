package org.sparkqsnn.sweep.table;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sparkqsnn.config.Json;

/**
 * Configs in order.
 *
 * @param configs those that have results, best first: those trained to the end before others, then
 *     by their mean accuracy with a failed trial counting as 0
 * @param failed numbers of those whose trials have all failed so far
 */
public record Ranking(List<Summary> configs, List<Integer> failed) {
    private static final int VERSION = 1;

    /** To be said wherever a trial has failed. */
    public static final String RULE =
            "a failed trial has no accuracy, and counts as 0 in the order of configs";

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
                byConfig.stream().map(Summary::of).flatMap(Optional::stream).sorted(order).toList(),
                byConfig.stream()
                        .filter(config -> config.stream().allMatch(Row::hasFailed))
                        .map(config -> config.get(0).config())
                        .toList());
    }

    /** Whether a trial of any config has failed. */
    public boolean hasFailures() {
        return !failed.isEmpty() || configs.stream().anyMatch(config -> config.failed() > 0);
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
        root.putPOJO("failedConfigs", failed);
        return Json.pretty(root);
    }
}

package org.sparkqsnn.report.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.report.html.Block;
import org.sparkqsnn.report.html.Table;
import org.sparkqsnn.sweep.search.Axis;
import org.sparkqsnn.sweep.table.Ranking;

/** What was swept, and what failed. */
record SweepTables(SweepFiles files) {
    private static final int MOST_FAILURES = 100;

    /** Empty if nothing failed. */
    Optional<Table> failures() {
        List<Table.Row> rows = new ArrayList<>();
        for (org.sparkqsnn.sweep.table.Row row : files.rows()) {
            if (!row.hasFailed() || rows.size() == MOST_FAILURES) continue;
            rows.add(
                    Table.Row.of(
                            Integer.toString(row.config()),
                            Long.toString(row.seed()),
                            row.label(),
                            row.failure()));
        }
        if (rows.isEmpty()) return Optional.empty();
        List<String> head = List.of("config", "seed", "values", "why");
        String title = "Trials without a result, the first " + MOST_FAILURES + ": " + Ranking.RULE;
        return Optional.of(new Table(title, head, rows));
    }

    List<Block> definition() {
        List<Table.Row> axes = new ArrayList<>();
        for (Axis axis : files.definition().axes()) axes.add(Table.Row.of(axis.key(), text(axis)));
        List<Table.Row> keys = new ArrayList<>();
        ConfigTree.leaves(files.definition().sweep())
                .forEach(
                        (key, value) ->
                                keys.add(Table.Row.of("sweep." + key, ConfigTree.text(value))));
        Map<String, Object> defaults = ConfigTree.leaves(ExperimentConfig.DEFAULT);
        shared().forEach(
                        (key, value) -> {
                            if (!value.equals(defaults.get(key)))
                                keys.add(Table.Row.of(key, ConfigTree.text(value)));
                        });
        return List.of(
                new Table("What varies", List.of("key", "values"), axes),
                new Table(
                        "What does not: how it is swept, and keys that differ from their default",
                        List.of("key", "value"),
                        keys));
    }

    /** Keys with one value in all configs: an axis over a kind changes more keys than its own. */
    private Map<String, Object> shared() {
        Map<String, Object> shared = ConfigTree.leaves(files.definition().experiment());
        for (ExperimentConfig corner : files.definition().corners())
            shared.entrySet().retainAll(ConfigTree.leaves(corner).entrySet());
        return shared;
    }

    private static String text(Axis axis) {
        if (axis instanceof Axis.Range range) {
            return range.from()
                    + " to "
                    + range.to()
                    + (range.log() ? ", logarithmic" : ", linear");
        }
        return String.join(", ", axis.grid());
    }
}

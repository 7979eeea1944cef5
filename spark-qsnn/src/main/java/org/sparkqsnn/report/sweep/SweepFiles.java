package org.sparkqsnn.report.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.run.Provenance;
import org.sparkqsnn.run.SweepDirectory;
import org.sparkqsnn.sweep.SweepFile;
import org.sparkqsnn.sweep.search.Axis;
import org.sparkqsnn.sweep.search.SweepDefinition;
import org.sparkqsnn.sweep.table.Ranking;
import org.sparkqsnn.sweep.table.Row;

/**
 * What a sweep directory holds at one moment.
 *
 * @param name the directory as a user writes it
 * @param trials in all
 * @param complete whether the sweep has ended
 */
record SweepFiles(
        String name,
        SweepDefinition definition,
        List<Provenance> starts,
        List<Row> rows,
        Ranking ranking,
        long trials,
        boolean complete) {

    /**
     * Reads a sweep that may be going on.
     *
     * @throws BadInput if there is none, or a file of it is damaged
     */
    static SweepFiles read(SweepDirectory sweep) {
        String where = sweep.nameOf("sweep.json");
        byte[] json =
                sweep.sweep()
                        .orElseThrow(
                                () ->
                                        new BadInput(
                                                where
                                                        + ": is missing, so there is no sweep; give the directory"
                                                        + " that sweep printed"));
        SweepDefinition definition = SweepFile.read(json, where).definition();
        List<Row> rows = rows(sweep, definition);
        JsonNode summary = summary(sweep);
        return new SweepFiles(
                sweep.name(),
                definition,
                sweep.starts(),
                rows,
                Ranking.of(rows),
                summary.path("trials").path("all").asLong(),
                summary.path("complete").asBoolean());
    }

    private static List<Row> rows(SweepDirectory sweep, SweepDefinition definition) {
        Set<String> axes = definition.axes().stream().map(Axis::key).collect(Collectors.toSet());
        String where = sweep.nameOf("results.jsonl");
        String text = text(sweep, "results.jsonl");
        List<Row> rows = new ArrayList<>();
        // What has no end yet is being written.
        int end = text.lastIndexOf('\n') + 1;
        for (String line : text.substring(0, end).lines().toList()) {
            String there = where + ", line " + (rows.size() + 1);
            Row row = Row.read(line.getBytes(StandardCharsets.UTF_8), there);
            if (!row.values().keySet().equals(axes))
                throw new BadInput(
                        there + ": is of other axes than the sweep; sweep again writes it anew");
            rows.add(row);
        }
        return rows;
    }

    private static JsonNode summary(SweepDirectory sweep) {
        String text = text(sweep, "summary.json");
        if (!text.stripTrailing().endsWith("}")) return Json.object();
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        return Json.read(json, JsonNode.class, sweep.nameOf("summary.json"));
    }

    private static String text(SweepDirectory sweep, String file) {
        return sweep.read(file).map(all -> new String(all, StandardCharsets.UTF_8)).orElse("");
    }
}

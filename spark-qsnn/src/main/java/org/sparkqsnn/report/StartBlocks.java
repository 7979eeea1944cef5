package org.sparkqsnn.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.report.html.Block;
import org.sparkqsnn.report.html.Block.Notice;
import org.sparkqsnn.report.html.Table;
import org.sparkqsnn.report.html.Table.Row;
import org.sparkqsnn.run.Provenance;

/** Where numbers come from: a column for each start. */
public record StartBlocks(List<Provenance> starts) {

    public List<Block> blocks() {
        if (starts.isEmpty())
            return List.of(new Notice("provenance.json is missing, so no start is on record."));
        List<String> head = new ArrayList<>(List.of("what"));
        List<ObjectNode> trees = new ArrayList<>();
        for (Provenance start : starts) {
            trees.add(Json.tree(start));
            head.add("start " + trees.size());
        }
        List<Row> rows = new ArrayList<>();
        for (Iterator<String> names = trees.get(0).fieldNames(); names.hasNext(); ) {
            String name = names.next();
            List<String> cells = new ArrayList<>(List.of(name));
            for (ObjectNode start : trees) cells.add(text(start.path(name)));
            boolean none = cells.stream().skip(1).allMatch(String::isEmpty);
            if (!none) rows.add(new Row(cells, false));
        }
        return List.of(new Table("Every start", head, rows));
    }

    /** A list and an object as the texts in them. */
    private static String text(JsonNode value) {
        if (value.isValueNode()) return value.asText();
        List<String> parts = new ArrayList<>();
        for (JsonNode part : value) parts.add(text(part));
        return String.join(value.isArray() ? "; " : " ", parts).strip();
    }
}

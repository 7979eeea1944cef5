package org.sparkqsnn.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.sparkqsnn.report.Block.Notice;
import org.sparkqsnn.report.Table.Row;
import org.sparkqsnn.run.Json;
import org.sparkqsnn.run.Provenance;

/** Where the numbers of a run come from: a column for each start. */
record StartBlocks(RunFiles files) {

    List<Block> blocks() {
        if (files.starts().isEmpty())
            return List.of(new Notice("provenance.json is missing, so no start is on record."));
        List<String> head = new ArrayList<>(List.of("what"));
        List<ObjectNode> starts = new ArrayList<>();
        for (Provenance start : files.starts()) {
            starts.add(Json.tree(start));
            head.add("start " + starts.size());
        }
        List<Row> rows = new ArrayList<>();
        for (Iterator<String> names = starts.get(0).fieldNames(); names.hasNext(); ) {
            String name = names.next();
            List<String> cells = new ArrayList<>(List.of(name));
            for (ObjectNode start : starts) cells.add(start.path(name).asText());
            rows.add(new Row(cells, false));
        }
        return List.of(new Table("Every start of the run", head, rows));
    }
}

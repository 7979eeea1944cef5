package org.sparkqsnn.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.experiment.ExperimentConfig;
import org.sparkqsnn.experiment.RepeatCommand;
import org.sparkqsnn.report.html.Block;
import org.sparkqsnn.report.html.Block.Command;
import org.sparkqsnn.report.html.Block.Text;
import org.sparkqsnn.report.html.Table;
import org.sparkqsnn.report.html.Table.Row;

/** The config of a run, and how to run it again. */
record ConfigBlocks(RunFiles files) {
    private static final Map<String, Object> DEFAULTS = ConfigTree.leaves(ExperimentConfig.DEFAULT);

    List<Block> blocks() {
        return List.of(
                new Text("To repeat it, into a new directory under runs/:"),
                new Command(RepeatCommand.of(files.config())),
                table());
    }

    private Table table() {
        List<Row> rows = new ArrayList<>();
        ConfigTree.leaves(files.config())
                .forEach(
                        (key, value) -> {
                            Object other = DEFAULTS.get(key);
                            boolean changed = !value.equals(other);
                            // A key of another kind, or of a layer, has no default of its own.
                            String usual = other == null ? "–" : ConfigTree.text(other);
                            String mark = changed ? "changed" : "";
                            List<String> cells = List.of(key, ConfigTree.text(value), usual, mark);
                            rows.add(new Row(cells, changed));
                        });
        return new Table("Every key", List.of("key", "value", "default", "differs"), rows);
    }
}

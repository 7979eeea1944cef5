package org.sparkqsnn.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparkqsnn.config.ConfigTree;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.run.SweepDirectory;
import org.sparkqsnn.sweep.table.Ranking;
import org.sparkqsnn.sweep.table.ResultsParquet;
import org.sparkqsnn.sweep.table.Row;

/**
 * What a sweep directory shows of its trials: made from the rows, and made anew as often as wanted.
 */
public record SweepViews(SweepDirectory directory, SweepPlan plan) {

    /**
     * Writes {@code results.jsonl}, {@code results.parquet} and {@code summary.json}; {@code
     * complete} if the sweep has ended.
     */
    public void write(List<Row> rows, boolean complete) {
        directory.write(
                "results.jsonl",
                out -> {
                    for (Row row : rows) {
                        out.write(Json.line(row.json()));
                        out.write('\n');
                    }
                });
        byte[] parquet = new ResultsParquet(plan.definition().axes()).of(rows);
        directory.write("results.parquet", out -> out.write(parquet));
        byte[] summary = Ranking.of(rows).json(counts(rows), complete);
        directory.write("summary.json", out -> out.write(summary));
    }

    /** Trials in all, and by what became of them. */
    private Map<String, Long> counts(List<Row> rows) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("all", (long) plan.allTrials().size());
        for (Row.Status status : Row.Status.values()) {
            counts.put(
                    ConfigTree.text(status),
                    rows.stream().filter(row -> row.status() == status).count());
        }
        return counts;
    }
}

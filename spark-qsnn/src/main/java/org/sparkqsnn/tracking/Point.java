package org.sparkqsnn.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparkqsnn.evaluation.Score;
import org.sparkqsnn.training.RoundReport;

/**
 * One number of a run.
 *
 * @param tag its name in {@code metrics.jsonl}; {@code seconds/compute} and {@code firingRate/1}
 *     are parts of one
 * @param step rounds done
 * @param millis since 1970
 */
record Point(String tag, double value, long step, long millis) {
    /** Keys of a line that say where it belongs, or are counts of samples. */
    private static final Set<String> NO_CURVES =
            Set.of("round", "epoch", "samples", "ties", "correct", "evaluationSeconds");

    static List<Point> of(RoundReport report, long millis) {
        return of(report.json(""), report.round(), millis);
    }

    static List<Point> of(Score score, long millis) {
        return of(score.json(0), score.round(), millis);
    }

    private static List<Point> of(JsonNode line, long step, long millis) {
        List<Point> points = new ArrayList<>();
        for (Iterator<Map.Entry<String, JsonNode>> fields = line.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (!NO_CURVES.contains(field.getKey()))
                add(field.getKey(), field.getValue(), step, millis, points);
        }
        return points;
    }

    private static void add(
            String tag, JsonNode value, long step, long millis, List<Point> points) {
        if (value.isNumber()) points.add(new Point(tag, value.asDouble(), step, millis));
        for (int i = 0; value.isArray() && i < value.size(); i++)
            add(tag + "/" + (i + 1), value.get(i), step, millis, points);
        for (Iterator<Map.Entry<String, JsonNode>> parts = value.fields(); parts.hasNext(); ) {
            Map.Entry<String, JsonNode> part = parts.next();
            add(tag + "/" + part.getKey(), part.getValue(), step, millis, points);
        }
    }
}

package org.sparkqsnn.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.doctor.Finding;
import org.sparkqsnn.doctor.Finding.Level;
import org.sparkqsnn.doctor.RoundProbe;

/**
 * The findings of {@code doctor}, for people and for scripts.
 *
 * @param findings problems first
 * @param probe empty if there was none
 */
record DoctorReport(String master, List<Finding> findings, Optional<RoundProbe> probe) {
    /** Format version of the JSON object. */
    private static final int VERSION = 1;

    /** Longer settings and values move their own line only. */
    private static final int WIDEST = 34;

    DoctorReport {
        findings = findings.stream().sorted(Comparator.comparing(Finding::level)).toList();
    }

    long problems() {
        return count(Level.PROBLEM);
    }

    /** A line for each finding, one more for each suggestion, and the verdict. */
    String table() {
        int settings = width(finding -> finding.setting().length());
        int values = width(finding -> finding.value().length());
        String line = "%-7s  %-" + settings + "s  %-" + values + "s  %s%n";
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            line,
                            name(finding.level()),
                            finding.setting(),
                            finding.value(),
                            finding.why()));
            if (!finding.suggestion().isEmpty())
                text.append("         -> ").append(finding.suggestion()).append('\n');
        }
        return text.append('\n').append(verdict()).append('\n').toString();
    }

    /** All findings as one JSON object, for programs. */
    String json() {
        ObjectNode json =
                Json.object()
                        .put("version", VERSION)
                        .put("master", master)
                        .put("problems", problems())
                        .put("advice", count(Level.ADVICE));
        ArrayNode list = json.putArray("findings");
        for (Finding finding : findings) {
            list.addObject()
                    .put("level", name(finding.level()))
                    .put("setting", finding.setting())
                    .put("value", finding.value())
                    .put("why", finding.why())
                    .put("suggestion", finding.suggestion());
        }
        probe.ifPresent(measured -> put(json.putObject("probe"), measured));
        return new String(Json.pretty(json), StandardCharsets.UTF_8);
    }

    /** Names and parts as in {@code metrics.jsonl}. */
    private static void put(ObjectNode json, RoundProbe probe) {
        json.put("localSteps", probe.localSteps())
                .put("slots", probe.slots())
                .put("tasks", probe.tasks())
                .putObject("seconds")
                .put("broadcast", probe.seconds().broadcast())
                .put("compute", probe.seconds().compute())
                .put("wait", probe.seconds().idle())
                .put("collect", probe.seconds().collect())
                .put("average", probe.seconds().fold() + probe.average());
    }

    private String verdict() {
        String found = problems() + " problem(s), " + count(Level.ADVICE) + " piece(s) of advice: ";
        return found + (problems() == 0 ? "ready to train" : "mend the problems before training");
    }

    private long count(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private int width(ToIntFunction<Finding> length) {
        return findings.stream().mapToInt(length).filter(n -> n <= WIDEST).max().orElse(1);
    }

    private static String name(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }
}

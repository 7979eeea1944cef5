package org.sparkqsnn.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sparkqsnn.data.schema.BadInput;

/** A line of {@code results.jsonl} as a row; a field that is missing is named with its line. */
record RowReader(JsonNode json, String where) {

    Row row() {
        int version = field("version").intValue();
        if (version != Row.VERSION)
            throw new BadInput(
                    where + ": version " + version + ", this build reads " + Row.VERSION);
        List<Double> byEpoch = new ArrayList<>();
        field("accuracyByEpoch").forEach(one -> byEpoch.add(one.doubleValue()));
        Row.Status status = status();
        return new Row(
                field("trial").textValue(),
                field("config").intValue(),
                field("seed").longValue(),
                values(),
                status,
                field("failure").textValue(),
                field("epochs").intValue(),
                field("seconds").doubleValue(),
                field("parameters").intValue(),
                field("paramsSha256").textValue(),
                status == Row.Status.FAILED ? Optional.empty() : Optional.of(outcome()),
                byEpoch);
    }

    private Row.Status status() {
        String text = field("status").asText();
        for (Row.Status status : Row.Status.values())
            if (status.name().toLowerCase(Locale.ROOT).equals(text)) return status;
        throw new BadInput(where + ": unknown status " + text + "; sweep again writes it anew");
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        field("values")
                .fields()
                .forEachRemaining(entry -> values.put(entry.getKey(), value(entry.getValue())));
        return values;
    }

    private static Object value(JsonNode node) {
        if (node.isTextual()) return node.textValue();
        if (node.isNumber()) return node.numberValue();
        List<Object> list = new ArrayList<>();
        node.forEach(element -> list.add(element.numberValue()));
        return list;
    }

    private Row.Outcome outcome() {
        return new Row.Outcome(
                field("split").textValue(),
                field("correct").longValue(),
                field("samples").longValue(),
                field("loss").doubleValue());
    }

    private JsonNode field(String name) {
        JsonNode field = json.get(name);
        if (field != null && !field.isNull()) return field;
        throw new BadInput(where + ": has no " + name + "; sweep again writes the file anew");
    }
}

package org.sparkqsnn.sweep.table;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sparkqsnn.data.schema.BadInput;

/** A line of {@code results.jsonl} as a row; a field that is missing or no such is named. */
record RowReader(JsonNode json, String where) {

    Row row() {
        int version = count("version");
        if (version != Row.VERSION)
            throw new BadInput(
                    where + ": version " + version + ", this build reads " + Row.VERSION);
        List<Double> byEpoch = byEpoch();
        Row.Status status = status();
        int epochs = count("epochs");
        if (status != Row.Status.FAILED && (epochs < 1 || byEpoch.size() != epochs))
            throw refuse("accuracyByEpoch has " + byEpoch.size() + " of " + epochs + " epochs");
        return new Row(
                text("trial"),
                count("config"),
                whole("seed"),
                values(),
                status,
                text("failure"),
                epochs,
                number(field("seconds"), "seconds"),
                count("parameters"),
                text("paramsSha256"),
                status == Row.Status.FAILED ? Optional.empty() : Optional.of(outcome()),
                byEpoch);
    }

    private Row.Status status() {
        String text = text("status");
        for (Row.Status status : Row.Status.values())
            if (status.name().toLowerCase(Locale.ROOT).equals(text)) return status;
        throw refuse("unknown status " + text);
    }

    private List<Double> byEpoch() {
        List<Double> byEpoch = new ArrayList<>();
        field("accuracyByEpoch").forEach(one -> byEpoch.add(number(one, "accuracyByEpoch")));
        return byEpoch;
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        field("values")
                .fields()
                .forEachRemaining(entry -> values.put(entry.getKey(), value(entry.getValue())));
        return values;
    }

    private Object value(JsonNode node) {
        if (node.isTextual()) return node.textValue();
        if (node.isNumber()) return node.numberValue();
        if (!node.isArray()) throw refuse("values has " + node);
        List<Object> list = new ArrayList<>();
        for (JsonNode element : node) {
            if (!element.isNumber() && !element.isTextual()) throw refuse("values has " + node);
            list.add(element.isTextual() ? element.textValue() : element.numberValue());
        }
        return list;
    }

    private Row.Outcome outcome() {
        long samples = whole("samples");
        long correct = whole("correct");
        if (correct < 0 || samples < Math.max(1, correct))
            throw refuse(correct + " of " + samples + " samples cannot be right");
        return new Row.Outcome(text("split"), correct, samples, number(field("loss"), "loss"));
    }

    private String text(String name) {
        JsonNode field = field(name);
        if (field.isTextual()) return field.textValue();
        throw refuse(name + " is no text");
    }

    private long whole(String name) {
        JsonNode field = field(name);
        if (field.isIntegralNumber() && field.canConvertToLong()) return field.longValue();
        throw refuse(name + " is no whole number");
    }

    private int count(String name) {
        long count = whole(name);
        if (count >= 0 && count <= Integer.MAX_VALUE) return (int) count;
        throw refuse(name + " cannot be " + count);
    }

    /** JSON has no number for what a loss may become; Jackson writes it as text. */
    private double number(JsonNode field, String name) {
        if (field.isNumber()) return field.doubleValue();
        if (field.isTextual() && field.textValue().matches("NaN|-?Infinity"))
            return Double.parseDouble(field.textValue());
        throw refuse(name + " is no number");
    }

    private JsonNode field(String name) {
        JsonNode field = json.get(name);
        if (field != null && !field.isNull()) return field;
        throw refuse("has no " + name);
    }

    private BadInput refuse(String what) {
        return new BadInput(where + ": " + what + "; sweep again writes the file anew");
    }
}

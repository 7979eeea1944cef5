package org.sparkqsnn.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparkqsnn.data.schema.BadInput;

/**
 * The value of an override of {@code axes}: a list {@code [a, b]}, whose elements may be lists, a
 * section {@code {a=1, b=2}}, or one value. Only text: nothing is included, looked up or
 * substituted.
 */
public record ValueText(String text) {

    /** A list, a map, a number or a text. */
    public Object parsed() {
        return parsed(text.strip(), 2);
    }

    private Object parsed(String value, int levels) {
        if (levels > 0 && isIn(value, '[', ']')) {
            List<Object> list = new ArrayList<>();
            for (String part : parts(value)) list.add(parsed(part, levels - 1));
            return list;
        }
        if (levels == 2 && isIn(value, '{', '}')) {
            Map<String, Object> section = new LinkedHashMap<>();
            for (String part : parts(value)) put(part, section);
            return section;
        }
        return scalar(value);
    }

    private void put(String part, Map<String, Object> section) {
        String[] pair = part.split("[=:]", 2);
        if (pair.length < 2) throw refuse();
        section.put(pair[0].strip(), scalar(pair[1].strip()));
    }

    private Object scalar(String value) {
        if (value.length() >= 2 && isIn(value, '"', '"'))
            return value.substring(1, value.length() - 1);
        if (value.isEmpty() || value.matches("(?s).*[\\[\\]{}\"].*")) throw refuse();
        // As a config file has it: 1e-3 and 0.001 are one value.
        try {
            if (value.matches("-?\\d{1,18}")) return Long.valueOf(value);
            if (value.matches("-?\\d[\\d.eE+-]{0,98}")) return Double.valueOf(value);
        } catch (NumberFormatException e) {
            return value;
        }
        return value;
    }

    /** What stands between the commas that are in no bracket of their own. */
    private List<String> parts(String value) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int from = 1;
        int end = value.length() - 1;
        for (int i = 1; i < end; i++) {
            char c = value.charAt(i);
            if (c == '"') quoted = !quoted;
            if (quoted) continue;
            if (c == '[') depth++;
            if (c == ']') depth--;
            if (c != ',' || depth != 0) continue;
            parts.add(value.substring(from, i).strip());
            from = i + 1;
        }
        if (depth != 0 || quoted) throw refuse();
        String last = value.substring(from, end).strip();
        if (!last.isEmpty()) parts.add(last);
        return parts;
    }

    private static boolean isIn(String value, char open, char close) {
        return value.length() >= 2
                && value.charAt(0) == open
                && value.charAt(value.length() - 1) == close;
    }

    private BadInput refuse() {
        return new BadInput(
                "--set axes takes [a, b], [[a, b], [c]] or {from=a, to=b}, got " + text);
    }
}

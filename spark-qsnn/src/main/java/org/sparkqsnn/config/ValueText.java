package org.sparkqsnn.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.sparkqsnn.data.schema.BadInput;

/**
 * The value of an override as text: a list {@code [a, b]}, an object {@code {kind=dense,
 * outputs=300}} or one value, in each other as far as {@value #DEEPEST} levels. Only text: nothing
 * is included, looked up or substituted.
 *
 * <p>A text with other signs than a name's stands in quotes, in which a backslash makes the next
 * sign a plain one; {@code null} without quotes is no value. A dot in a key makes an object in the
 * object; two objects of one key are one.
 */
public final class ValueText {
    private static final int DEEPEST = 16;
    private static final String PLAIN = "[A-Za-z0-9_./:+-]+";
    private final String text;
    private int at;

    private ValueText(String text) {
        this.text = text;
    }

    /**
     * A list, a map, a number, a text or null.
     *
     * @throws BadInput if the text is none of these
     */
    public static Object parse(String text) {
        ValueText reader = new ValueText(text.strip());
        Object value = reader.value(DEEPEST, "");
        if (reader.at != reader.text.length()) throw reader.refuse();
        return value;
    }

    /** The text of a JSON value, of which {@link #parse} makes the same value. */
    public static String of(JsonNode value) {
        if (value.isArray())
            return StreamSupport.stream(value.spliterator(), false)
                    .map(ValueText::of)
                    .collect(Collectors.joining(", ", "[", "]"));
        if (value.isObject())
            return value.properties().stream()
                    .map(part -> part.getKey() + "=" + of(part.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        String text = value.asText();
        boolean plain = !value.isTextual() || text.matches(PLAIN) && text.equals(scalar(text));
        return plain ? text : "\"" + text.replaceAll("[\"\\\\]", "\\\\$0") + "\"";
    }

    /**
     * @param ends signs that end a value without quotes
     */
    private Object value(int levels, String ends) {
        skipSpace();
        if (levels == 0) throw refuse();
        if (next('[')) return list(levels - 1);
        if (next('{')) return object(levels - 1);
        Object value = next('"') ? quoted() : scalar(plain(ends));
        skipSpace();
        return value;
    }

    private List<Object> list(int levels) {
        List<Object> list = new ArrayList<>();
        members(']', () -> list.add(value(levels, ",]")));
        return list;
    }

    private Map<String, Object> object(int levels) {
        Map<String, Object> object = new LinkedHashMap<>();
        members(
                '}',
                () -> {
                    String key = plain("=:{,}").strip();
                    if (key.isEmpty() || !next('=') && !next(':') && peek() != '{') throw refuse();
                    put(object, key, value(levels, ",}"));
                });
        return object;
    }

    private void members(char end, Runnable member) {
        skipSpace();
        while (!next(end)) {
            member.run();
            skipSpace();
            if (!next(',') && peek() != end) throw refuse();
            skipSpace();
        }
        skipSpace();
    }

    @SuppressWarnings("unchecked") // maps are made here only
    private void put(Map<String, Object> object, String key, Object value) {
        Map<String, Object> to = object;
        String[] path = key.split("\\.", -1);
        for (int i = 0; i < path.length - 1; i++) {
            Object inner = to.computeIfAbsent(path[i], name -> new LinkedHashMap<>());
            if (!(inner instanceof Map<?, ?>)) throw refuse();
            to = (Map<String, Object>) inner;
        }
        String last = path[path.length - 1];
        if (value instanceof Map<?, ?> inner && to.get(last) instanceof Map<?, ?> there)
            inner.forEach((name, part) -> put((Map<String, Object>) there, (String) name, part));
        else to.put(last, value);
    }

    private String quoted() {
        StringBuilder quoted = new StringBuilder();
        while (!next('"')) {
            boolean unused = next('\\');
            if (at == text.length()) throw refuse();
            quoted.append(text.charAt(at++));
        }
        return quoted.toString();
    }

    private String plain(String ends) {
        int from = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) at++;
        String plain = text.substring(from, at).strip();
        if (plain.isEmpty() || plain.matches("(?s).*[\\[\\]{}\"].*")) throw refuse();
        return plain;
    }

    /** The value that a text is in a config file: 1e-3 and 0.001 are one value. */
    private static Object scalar(String value) {
        if (value.equals("null")) return null;
        try {
            if (value.matches("-?\\d{1,18}")) return Long.valueOf(value);
            if (value.matches("-?\\d[\\d.eE+-]{0,98}")) return Double.valueOf(value);
        } catch (NumberFormatException e) {
            return value;
        }
        return value;
    }

    private boolean next(char expected) {
        if (peek() != expected) return false;
        at++;
        return true;
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    }

    private BadInput refuse() {
        return new BadInput("expected a value, [a, b] or {key=value, other=[a, b]}, got " + text);
    }
}

package org.sparkqsnn.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.sparkqsnn.data.schema.BadInput;

/**
 * JSON as it was written: a number is its very text, {@code 1.0E-8} and not a double, so that what
 * is computed of it does not depend on how a build or a Java writes numbers.
 */
public final class ExactJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Maps, lists, and of each value its text in JSON. */
    private final Object value;

    private ExactJson(Object value) {
        this.value = value;
    }

    /**
     * Reads one value.
     *
     * @throws BadInput if it is no JSON
     */
    public static ExactJson read(byte[] json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            JsonToken unused = parser.nextToken();
            return new ExactJson(value(parser));
        } catch (IOException e) {
            throw new BadInput("no JSON: " + BadInput.reason(e), e);
        }
    }

    /** The member of an object; an empty object if there is none. */
    public ExactJson at(String name) {
        Object found = value instanceof Map<?, ?> object ? object.get(name) : null;
        return new ExactJson(found == null ? Map.of() : found);
    }

    /** The text in JSON of the value at a path with dots; empty if none is there. */
    public Optional<String> text(String path) {
        ExactJson found = this;
        for (String name : path.split("\\.")) found = found.at(name);
        return Optional.of(found.value).filter(String.class::isInstance).map(String.class::cast);
    }

    /**
     * This JSON without those members of objects, at any depth, that a predicate on path and text
     * does not keep; lists are one value of empty text, and so are objects. An object of which
     * nothing is kept is left out.
     */
    public ExactJson filtered(BiPredicate<String, String> kept) {
        return new ExactJson(filtered(value, "", kept));
    }

    /** Compact JSON with the keys of all objects in their order. */
    public String inOrder() {
        return text(value);
    }

    /** Compact JSON with sorted keys. */
    public String sorted() {
        return text(sorted(value));
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) throw new IOException("it ends too early");
        switch (token) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    JsonToken unused = parser.nextToken();
                    object.put(name, value(parser));
                }
                return object;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) list.add(value(parser));
                return list;
            }
            case VALUE_STRING -> {
                return Json.text(parser.getText());
            }
            default -> {
                return parser.getText();
            }
        }
    }

    private static Object filtered(Object value, String path, BiPredicate<String, String> kept) {
        if (!(value instanceof Map<?, ?> object)) return value;
        Map<Object, Object> rest = new LinkedHashMap<>();
        object.forEach(
                (name, member) -> {
                    String key = RecordReader.join(path, (String) name);
                    if (!kept.test(key, member instanceof String text ? text : "")) return;
                    Object inner = filtered(member, key, kept);
                    boolean emptied = inner instanceof Map<?, ?> map && map.isEmpty();
                    if (!emptied || inner.equals(member)) rest.put(name, inner);
                });
        return rest;
    }

    private static Object sorted(Object value) {
        if (value instanceof List<?> list) return list.stream().map(ExactJson::sorted).toList();
        if (!(value instanceof Map<?, ?> object)) return value;
        Map<Object, Object> sorted = new TreeMap<>();
        object.forEach((name, member) -> sorted.put(name, sorted(member)));
        return sorted;
    }

    private static String text(Object value) {
        if (value instanceof List<?> list)
            return list.stream().map(ExactJson::text).collect(Collectors.joining(",", "[", "]"));
        if (!(value instanceof Map<?, ?> object)) return (String) value;
        return object.entrySet().stream()
                .map(member -> Json.text(member.getKey()) + ":" + text(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }
}

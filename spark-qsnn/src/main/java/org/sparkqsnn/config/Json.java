package org.sparkqsnn.config;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.sparkqsnn.data.schema.BadInput;

/**
 * JSON of the run directory. Reading is strict: an unknown, missing, doubled or wrongly typed key
 * is refused, and so is null anywhere, but for what older builds did not write yet.
 */
public final class Json {
    /** What files of older builds lack, by the name in {@code @JacksonInject}. */
    private static final InjectableValues LACKING =
            new InjectableValues.Std()
                    .addValue("silentClasses", List.of())
                    .addValue("unchosenClasses", List.of())
                    .addValue("spikes", true)
                    .addValue("machines", List.of())
                    .addValue("kinds", List.of());

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .injectableValues(LACKING)
                    .build();
    private static final ObjectWriter PRETTY = MAPPER.writer(printer());

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A record or tree in one line, without a line break. */
    public static byte[] line(Object value) {
        return write(MAPPER.writer(), value);
    }

    /** A record or tree in one line of text. */
    public static String text(Object value) {
        return text(MAPPER.writer(), value);
    }

    /** A record or tree over several lines, ended by a line break. */
    public static byte[] pretty(Object value) {
        byte[] text = write(PRETTY, value);
        byte[] lines = Arrays.copyOf(text, text.length + 1);
        lines[text.length] = '\n';
        return lines;
    }

    /** A tree of {@code value}, to which more can be added. */
    public static ObjectNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * Reads a record.
     *
     * @param where names the file in the message
     * @throws BadInput if it is not exactly a {@code type}
     */
    public static <T> T read(byte[] json, Class<T> type, String where) {
        try {
            T value = MAPPER.readValue(json, type);
            if (value == null) throw new BadInput(where + ": holds null, expected an object");
            return value;
        } catch (JsonProcessingException e) {
            throw new BadInput(where + ": " + problem(e) + "; restore the file", e);
        } catch (IOException e) {
            throw BadInput.cannot("read", where, e, "see that the file is complete");
        }
    }

    /** True if nothing is missing at the end, nor anything else that makes JSON of bytes. */
    public static boolean isWhole(byte[] json) {
        try {
            return MAPPER.readTree(json).isObject();
        } catch (IOException e) {
            return false;
        }
    }

    /** What a record's own rule says, or what Jackson says without its advice to programmers. */
    private static String problem(JsonProcessingException e) {
        if (e.getCause() instanceof BadInput rule) return rule.getMessage();
        String line = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
        return line.replaceFirst(" \\((class|index|for) .*", "");
    }

    private static byte[] write(ObjectWriter writer, Object value) {
        return text(writer, value).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write as JSON: " + value, e);
        }
    }

    private static DefaultPrettyPrinter printer() {
        return new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    }
}

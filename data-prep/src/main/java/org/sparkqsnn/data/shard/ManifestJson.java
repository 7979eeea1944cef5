package org.sparkqsnn.data.shard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.sparkqsnn.data.schema.BadInput;

/**
 * The manifest to JSON and back. Strict: an unknown, missing, doubled or wrongly typed key is
 * refused by name.
 */
final class ManifestJson {
    private static final JsonMapper MAPPER = strict();

    private ManifestJson() {}

    static byte[] write(Manifest manifest) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter pretty =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        try {
            return (MAPPER.writer(pretty).writeValueAsString(manifest) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest of numbers and strings is always JSON", e);
        }
    }

    /**
     * Reads a manifest.
     *
     * @param where names the file in the message
     * @throws BadInput if it is no manifest of this version
     */
    static Manifest read(byte[] json, String where) {
        try {
            JsonNode tree = MAPPER.readTree(json);
            checkVersion(tree, where);
            return MAPPER.treeToValue(tree, Manifest.class);
        } catch (JsonProcessingException e) {
            throw new BadInput(where + ": " + fault(e) + "; run prepare again", e);
        } catch (IOException e) {
            throw BadInput.cannot("read", where, e, "run prepare again");
        }
    }

    /** Before anything else: a later version may have keys that this build does not know. */
    private static void checkVersion(JsonNode tree, String where) {
        JsonNode version = tree.path("version");
        if (!version.isInt()) {
            throw new BadInput(
                    where + ": no manifest of spark-qsnn (it has no version); run prepare again");
        }
        if (version.intValue() != BlockFormat.VERSION) {
            String versions = version.intValue() + ", this build reads " + BlockFormat.VERSION;
            throw new BadInput(
                    where + ": format version " + versions + "; run prepare again with this build");
        }
    }

    /**
     * What a rule of {@link Manifest} says, or what Jackson says without its advice to programmers.
     */
    static String fault(JsonProcessingException e) {
        if (e.getCause() instanceof IllegalArgumentException rule) {
            return rule.getMessage();
        }
        String line = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
        return line.replaceFirst(" \\((class|index|for) .*", "");
    }

    /** Refuses what a record does not say, or says otherwise. */
    static JsonMapper strict() {
        JsonMapper.Builder builder =
                JsonMapper.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        for (CoercionInputShape shape :
                new CoercionInputShape[] {
                    CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
                }) {
            builder.withCoercionConfig(
                    LogicalType.Textual, config -> config.setCoercion(shape, CoercionAction.Fail));
        }
        return builder.build();
    }
}

package org.sparkqsnn.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Changes that leave a JSON file well-formed and make it say what its reader should not do.
 *
 * @param home folder in which a victim lies beside the directories that are read
 * @param address where nobody should call
 */
record Payload(Path home, String address) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The file with one value changed; of a file of lines, in one line. */
    byte[] in(byte[] good, Random random) {
        String text = new String(good, StandardCharsets.UTF_8);
        if (!text.startsWith("{\"") || text.indexOf('\n') < 0) return bytes(changed(text, random));
        List<String> lines = new ArrayList<>(text.lines().toList());
        int line = random.nextInt(lines.size());
        lines.set(line, changed(lines.get(line), random));
        return bytes(String.join("\n", lines) + "\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String changed(String json, Random random) {
        try {
            JsonNode root = MAPPER.readTree(json);
            List<Runnable> changes = new ArrayList<>();
            List<Runnable> ofPlaces = new ArrayList<>();
            collect(root, random, changes, ofPlaces);
            // Half of them where a place or a name stands.
            boolean place = random.nextBoolean() && !ofPlaces.isEmpty();
            List<Runnable> possible = place ? ofPlaces : changes;
            possible.get(random.nextInt(possible.size())).run();
            return root.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the template is no JSON: " + json, e);
        }
    }

    private void collect(
            JsonNode node, Random random, List<Runnable> changes, List<Runnable> ofPlaces) {
        if (node instanceof ObjectNode object) {
            object.fieldNames()
                    .forEachRemaining(
                            name -> {
                                boolean place =
                                        name.matches("file|path|dir|trials|mlflow|id|trial")
                                                || name.matches(
                                                        "tensorboard|sha256|axes|data\\.path");
                                (place ? ofPlaces : changes)
                                        .add(
                                                () ->
                                                        object.set(
                                                                name,
                                                                value(object.get(name), random)));
                            });
            changes.add(() -> object.remove(object.fieldNames().hasNext() ? first(object) : ""));
            changes.add(() -> object.set("more", text(random)));
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                changes.add(() -> array.set(at, value(array.get(at), random)));
            }
            changes.add(() -> array.add(text(random)));
        }
        if (node instanceof ContainerNode<?>)
            node.forEach(child -> collect(child, random, changes, ofPlaces));
    }

    private static String first(ObjectNode object) {
        return object.fieldNames().next();
    }

    private JsonNode value(JsonNode old, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> other(old, random);
            case 1 -> of(random, "null", "[]", "{}", "true", "\"\"", "[null]", "[[]]", "-1", "0");
            case 2 ->
                    of(
                            random,
                            "1e308",
                            "-1e308",
                            "9223372036854775808",
                            "2147483647",
                            "-2147483648",
                            "0.1",
                            "\"NaN\"");
            default -> text(random);
        };
    }

    /** Of the same kind: another number, id or name. */
    private static JsonNode other(JsonNode old, Random random) {
        if (!old.isTextual()) return MAPPER.getNodeFactory().numberNode(random.nextInt(5));
        String text = old.textValue();
        if (text.matches("[0-9a-f]{64}.*"))
            return MAPPER.getNodeFactory().textNode("0".repeat(64) + text.substring(64));
        String[] others = {"../" + text, "/" + text, text + "/../../victim/keep.txt", text + "\0"};
        return MAPPER.getNodeFactory().textNode(others[random.nextInt(others.length)]);
    }

    private JsonNode text(Random random) {
        String victim = home.resolve("victim").toString();
        String http = "http://" + address + "/x";
        String[] texts = {
            "../victim",
            "../victim/keep.txt",
            "../../victim",
            "..",
            ".",
            victim,
            victim + "/keep.txt",
            "file:" + victim,
            "file://" + victim + "/keep.txt",
            http,
            "https://" + address + "/x",
            "hdfs://" + address + "/x",
            "ftp://" + address + "/x",
            "webhdfs://" + address + "/x",
            "[1]\ninclude url(\"" + http + ".conf\")",
            "include file(\"" + victim + "/x.conf\")",
            "${PATH}",
            "[\"" + http + "/\"${PATH}]",
            "\"}\ninclude \"" + http + "\"",
            "<img src=\"" + http + "\">",
            "'; touch " + victim + "/x; '",
            "\u001b[2J",
            "x".repeat(100_000)
        };
        return MAPPER.getNodeFactory().textNode(texts[random.nextInt(texts.length)]);
    }

    private static JsonNode of(Random random, String... json) {
        try {
            return MAPPER.readTree(json[random.nextInt(json.length)]);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

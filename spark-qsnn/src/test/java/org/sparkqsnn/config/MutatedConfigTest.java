package org.sparkqsnn.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparkqsnn.config.Example.Root;
import org.sparkqsnn.data.schema.BadInput;

/** Whatever a stored config or an override has become, it is a config or one line. */
class MutatedConfigTest {
    private static final List<String> PIECES =
            List.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    "\"",
                    "null",
                    "true",
                    "-1",
                    "1e999",
                    "0.5",
                    "\"kind\"",
                    "\"lif\"",
                    "\"qlif\"",
                    "\"dense\"",
                    "\"neuron\"",
                    "\"0\"",
                    "{}",
                    "[]",
                    "\"kind\":3,",
                    "\\",
                    "java.lang.Object",
                    "\u0000",
                    "é");
    private static final Root ROOT =
            Example.read("model { kind = pooled, readout { kind = lif } }, rest = [{}]");

    @Test
    void storedConfig_isAConfigOrOneLine() {
        String json = Json.text(ConfigTree.json(ROOT));
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 1000; i++) {
            String mutated = mutated(json, random);
            try {
                Root unused = read(mutated);
                read++;
            } catch (BadInput e) {
                assertEquals(1, e.getMessage().lines().count());
            }
        }
        assertTrue(read > 50 && read < 950, "of 1000 are read: " + read);
    }

    @Test
    void override_isAConfigOrOneLine() {
        List<String> overrides =
                ConfigTree.overrides(ROOT).entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .toList();
        Random random = new Random(8);
        for (int i = 0; i < 1000; i++) {
            String one = mutated(overrides.get(random.nextInt(overrides.size())), random);
            try {
                Root unused = Example.read("model.kind = pooled", one);
            } catch (BadInput e) {
                assertEquals(1, e.getMessage().lines().count());
            }
        }
    }

    @Test
    void depthAndSize_areBounded() {
        String deep = "{\"model\":" + "{\"layers\":[".repeat(20_000);
        assertThrows(BadInput.class, () -> ConfigSource.stored(deep, "deep"));
        assertThrows(BadInput.class, () -> ConfigSource.stored(" ".repeat(1 << 21), "large"));
    }

    /** Of unions in each other no more than can be written again. */
    @Test
    void branchesInBranches_areBounded() {
        assertEquals(1, read(branches(20)).model().layers().size());
        BadInput refused = assertThrows(BadInput.class, () -> read(branches(200)));
        assertTrue(refused.getMessage().contains("nested too deeply"), refused.getMessage());
    }

    private static String branches(int depth) {
        ObjectNode nested = Json.object().put("kind", "max-pool");
        for (int i = 0; i < depth; i++) {
            ObjectNode outer = Json.object().put("kind", "branch");
            outer.putArray("layers").add(nested);
            nested = outer;
        }
        ObjectNode root = Json.object();
        root.putObject("model").putArray("layers").add(nested);
        return Json.text(root);
    }

    private static Root read(String json) {
        return ConfigSource.guarded(
                "json",
                () ->
                        RecordReader.read(
                                Root.DEFAULT, "", ConfigSource.stored(json, "json").root()));
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(mutated.length() + 1);
            int to = Math.min(mutated.length(), at + random.nextInt(6));
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            mutated.replace(
                    at, random.nextBoolean() ? at : to, random.nextInt(3) == 0 ? "" : piece);
        }
        return mutated.toString();
    }
}

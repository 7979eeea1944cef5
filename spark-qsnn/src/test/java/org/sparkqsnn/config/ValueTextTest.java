package org.sparkqsnn.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.data.schema.BadInput;

class ValueTextTest {

    @Test
    void listsAndObjects_areInEachOther() {
        assertEquals(
                List.of(
                        Map.of("kind", "dense", "outputs", 300L),
                        Map.of("a", Map.of("b", List.of(1L, 0.5), "c", "x y"))),
                ValueText.parse(
                        " [ {kind=dense, outputs : 300 ,}, {a.b = [1,.5e0 , ], a {c = x y}} ] "
                                .replace(".5e0", "0.5e0")));
        assertEquals(List.of(), ValueText.parse("[]"));
        assertEquals(Map.of(), ValueText.parse("{ }"));
        assertEquals(List.of("a=b", "hdfs://n/x"), ValueText.parse("[a=b, hdfs://n/x]"));
    }

    @Test
    void quotedText_isWhatItSays_andPlainNullIsNone() {
        assertEquals(
                Arrays.asList("null", null, "], \"", "1"),
                ValueText.parse("[\"null\", null, \"], \\\"\", \"1\"]"));
        assertNull(ValueText.parse("null"));
    }

    /** Nothing is looked up: it may be what somebody else stored. */
    @Test
    void hocon_isPlainText() {
        assertThrows(BadInput.class, () -> ValueText.parse("[${PATH}]"));
        assertEquals(List.of("include url(x)"), ValueText.parse("[include url(x)]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "]",
                "[[]",
                "[1,,2]",
                "[a]b]",
                "[\"a]",
                "[\"a\\",
                "{from}",
                "{=1}",
                "{a=}",
                "{a=1,,}",
                "{a=1, a.b=2}",
                "{a=[}",
                "",
                "[a\"b]",
                "{a{b}}"
            })
    void crookedText_isRefused(String text) {
        assertThrows(BadInput.class, () -> ValueText.parse(text));
    }

    @Test
    void depth_isBounded() {
        assertThrows(BadInput.class, () -> ValueText.parse("[".repeat(17) + "]".repeat(17)));
        assertThrows(BadInput.class, () -> ValueText.parse("[".repeat(100_000)));
        Object unused = ValueText.parse("[".repeat(15) + "]".repeat(15));
    }
}

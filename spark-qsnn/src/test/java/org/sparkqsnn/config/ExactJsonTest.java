package org.sparkqsnn.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.data.schema.BadInput;

class ExactJsonTest {
    private static final String JSON =
            "{ \"b\" : [ {\"y\": 1.50, \"x\": 1E+5}, null, true ],\n \"a\" : {\"é\\\"\": \"\\u00e9\","
                    + " \"n\": {}} }";

    @Test
    void numbersAreTheirText_keysInOrderOrSorted() {
        ExactJson json = read(JSON);
        assertEquals(
                "{\"b\":[{\"y\":1.50,\"x\":1E+5},null,true],\"a\":{\"é\\\"\":\"é\",\"n\":{}}}",
                json.inOrder());
        assertEquals(
                "{\"a\":{\"n\":{},\"é\\\"\":\"é\"},\"b\":[{\"x\":1E+5,\"y\":1.50},null,true]}",
                json.sorted());
    }

    @Test
    void filtered_dropsMembers_andWhatTheyLeaveEmpty() {
        ExactJson json = read("{\"a\": {\"x\": 1, \"y\": {\"z\": 2}}, \"b\": {}}");
        assertEquals(
                "{\"a\":{\"x\":1},\"b\":{}}",
                json.filtered((key, text) -> !key.equals("a.y.z")).inOrder());
        assertEquals("{\"b\":{}}", json.filtered((key, text) -> !text.matches("[12]")).inOrder());
    }

    @Test
    void text_isOfAPath() {
        ExactJson json = read("{\"a\": {\"x\": 0.10}}");
        assertEquals(Optional.of("0.10"), json.text("a.x"));
        assertEquals(Optional.empty(), json.text("a.z"));
        assertEquals(Optional.empty(), json.text("a"));
        assertEquals("{}", json.at("none").inOrder());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":", "[1", "{\"a\" 1}", "nul"})
    void noJson_isRefused(String text) {
        assertThrows(BadInput.class, () -> read(text));
    }

    private static ExactJson read(String json) {
        return ExactJson.read(json.getBytes(StandardCharsets.UTF_8));
    }
}

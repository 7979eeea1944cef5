package org.sparkqsnn.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.data.schema.BadInput;

class JsonTest {
    private record Word(String text) {}

    private record Page(int number, List<Word> words, Map<String, Word> notes) {}

    @Test
    void whatIsWrittenIsRead() {
        Page page = new Page(3, List.of(new Word("a")), Map.of("b", new Word("c")));
        assertEquals(page, Json.read(Json.line(page), Page.class, "f"));
        assertEquals(page, Json.read(Json.pretty(page), Page.class, "f"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{'number':3,'words':null,'notes':{}}",
                "{'number':3,'words':[null],'notes':{}}",
                "{'number':3,'words':[],'notes':{'b':null}}",
                "{'number':3,'words':[{'text':null}],'notes':{}}",
                "{'number':null,'words':[],'notes':{}}",
                "{'number':3.5,'words':[],'notes':{}}",
                "{'number':'3','words':[],'notes':{}}",
                "{'number':3,'words':[]}",
                "{'number':3,'number':3,'words':[],'notes':{}}",
                "{'number':3,'words':[],'notes':{},'more':1}",
                "{'number':3,'words':[],'notes':{}} {}",
                "{'number':3,'words':["
            })
    void whatIsNotExactlyTheRecord_isRefusedInOneLine(String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);
        BadInput e = assertThrows(BadInput.class, () -> Json.read(bytes, Page.class, "f.json"));
        assertTrue(e.getMessage().startsWith("f.json: "), e.getMessage());
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
    }
}

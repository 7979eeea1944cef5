package org.sparkqsnn.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingTurnsTest {
    private static final String[] TINY = {
        "--threads=2",
        "--set=model.hidden=32",
        "--set=training.batchSize=20",
        "--set=averaging.workers=2",
        "--set=averaging.localSteps=3"
    };

    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();

    @Test
    void turns_areAnsweredByOneLineEach() throws Exception {
        assertEquals(0, obey("turn\nturn\n"));
        List<String> lines = answers.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(3, lines.size(), lines.toString());
        ObjectMapper json = new ObjectMapper();
        assertEquals("spark-qsnn", json.readTree(lines.get(0)).get("participant").asText());
        for (String line : lines.subList(1, 3)) {
            JsonNode turn = json.readTree(line);
            assertEquals(2 * 3 * 20, turn.get("images").asInt(), line);
            assertTrue(turn.get("seconds").asDouble() > 0, line);
            assertTrue(turn.get("loss").asDouble() > 0, line);
        }
    }

    @Test
    void anotherOrder_exitsWith2() {
        assertEquals(2, obey("trun\n"));
    }

    private int obey(String orders) {
        return TrainingTurns.run(
                new ByteArrayInputStream(orders.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(answers, true, StandardCharsets.UTF_8),
                TINY);
    }
}

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
import java.util.stream.Stream;
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
    void spark_trainsTheSame() throws Exception {
        assertEquals(0, obey("turn\nturn\n", "--spark=local[2]"));
        JsonNode spark = last();
        answers.reset();
        assertEquals(0, obey("turn\nturn\n"));
        assertEquals(last().get("loss"), spark.get("loss"));
    }

    @Test
    void heap_isThatOfWeightsAtLeast() throws Exception {
        assertEquals(0, obey("heap\n"));
        assertTrue(last().get("heap").asLong() > 2 * 785 * 32 * 4, answers.toString());
    }

    @Test
    void anotherOrder_exitsWith2() {
        assertEquals(2, obey("trun\n"));
    }

    private int obey(String orders, String... options) {
        return TrainingTurns.run(
                new ByteArrayInputStream(orders.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(answers, true, StandardCharsets.UTF_8),
                Stream.of(TINY, options).flatMap(Stream::of).toArray(String[]::new));
    }

    private JsonNode last() throws Exception {
        List<String> lines = answers.toString(StandardCharsets.UTF_8).lines().toList();
        return new ObjectMapper().readTree(lines.get(lines.size() - 1));
    }
}

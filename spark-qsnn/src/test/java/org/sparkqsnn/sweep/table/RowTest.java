package org.sparkqsnn.sweep.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.data.schema.BadInput;
import org.sparkqsnn.sweep.search.Axis;

/** Rows that were made up. */
class RowTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(doubles = {0.5, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void smallestAndLargestCounts_comeBack(double loss) {
        Row row = row(Integer.MAX_VALUE, 0, 0, 1, loss, Map.of("neuron.reset", "ground"));
        assertEquals(row, Row.read(Json.line(row.json()), "line"));
        assertRefused("config cannot be 2147483648", row.json().put("config", 1L << 31));
        assertRefused("parameters cannot be -1", row.json().put("parameters", -1));
        assertRefused("-1 of 1 samples cannot be right", row.json().put("correct", -1));
        assertRefused("0 of 0 samples cannot be right", row.json().put("samples", 0));
        assertRefused("2 of 1 samples cannot be right", row.json().put("correct", 2));
        assertRefused("loss is no number", row.json().put("loss", "much"));
    }

    @Test
    void json_hasNumbersAndListsAsSuch() {
        Row row = row(1, 7, 3, 4, 0.5, Map.of("neuron.t1", 60.0, "model.hidden", List.of(4, 5)));
        JsonNode values = Json.read(Json.line(row.json()), JsonNode.class, "line").get("values");
        assertEquals(60.0, values.get("neuron.t1").numberValue());
        assertEquals(5, values.get("model.hidden").get(1).numberValue());
    }

    @Test
    void label_ofNoAxes_saysSo() {
        assertEquals("as configured", row(1, 7, 3, 4, 0.5, Map.of()).label());
    }

    @Test
    void parquet_hasTheWholeRow() throws IOException {
        Row row = row(1, 7, 3, 4, 0.5, Map.of("averaging.localSteps", 9));
        List<Axis> axes = List.of(new Axis.Values("averaging.localSteps", List.of("9")));
        Path file = folder.resolve("results.parquet");
        Files.write(file, new ResultsParquet(axes).of(List.of(row)));
        try (ParquetReader<Group> reader =
                ParquetReader.builder(
                                new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                        .withConf(new Configuration())
                        .build()) {
            Group group = reader.read();
            assertEquals(9, group.getInteger("averaging_localSteps", 0));
            assertEquals("test", group.getString("split", 0));
            assertEquals(0.75, group.getDouble("accuracy", 0));
            assertEquals(0.5, group.getDouble("loss", 0));
            assertEquals(3, group.getLong("correct", 0));
            assertEquals(4, group.getLong("samples", 0));
        }
    }

    private static void assertRefused(String why, ObjectNode json) {
        BadInput refused = assertThrows(BadInput.class, () -> Row.read(Json.line(json), "line"));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }

    private static Row row(
            int config,
            int parameters,
            long correct,
            long samples,
            double loss,
            Map<String, Object> values) {
        return new Row(
                "trial",
                config,
                42,
                values,
                Row.Status.DONE,
                "",
                1,
                2,
                parameters,
                "00",
                Optional.of(new Row.Outcome("test", correct, samples, loss)),
                List.of((double) correct / samples));
    }
}

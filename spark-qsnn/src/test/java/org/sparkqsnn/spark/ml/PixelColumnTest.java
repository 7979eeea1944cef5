package org.sparkqsnn.spark.ml;

import static org.apache.spark.ml.functions.array_to_vector;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkqsnn.data.schema.BadInput;

/** Pixels by their column's type: the same numbers give the same network and predictions. */
class PixelColumnTest {
    private static SparkSession spark;

    @BeforeAll
    static void open() {
        spark = Frames.session();
    }

    @AfterAll
    static void close() {
        spark.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "byte; transform(x, v -> smallint(v))",
                "byte; transform(x, v -> int(v))",
                "byte; transform(x, v -> bigint(v))",
                "byte; transform(x, v -> float(v))",
                "byte; transform(x, v -> double(v))",
                "byte; transform(x, v -> decimal(v))",
                // Bytes are what they are: the scale is for others.
                "unit; unhex(array_join(transform(x, v -> lpad(hex(v), 2, '0')), ''))",
                "unit; transform(x, v -> v / 255D)",
                "unit; transform(x, v -> float(v / 255D))",
            })
    void everyType_trainsAndPredictsLikeVectors(String pixels, String expression) {
        assertEqualsVectors("x", pixels, expression);
    }

    /** Up to 127: more does not fit. */
    @Test
    void arraysOfBytes_trainAndPredictLikeVectors() {
        assertEqualsVectors(
                "transform(x, v -> v div 3)", "byte", "transform(x, v -> tinyint(v div 3))");
    }

    private static void assertEqualsVectors(String array, String pixels, String expression) {
        Dataset<Row> vectors = frame(array_to_vector(expr(array)));
        Dataset<Row> rows = frame(expr(expression));
        QsnnClassificationModel expected = classifier("byte").fit(vectors);
        QsnnClassificationModel got = classifier(pixels).fit(rows);
        assertArrayEquals(expected.network().parameters(), got.network().parameters());
        assertEquals(
                expected.transform(vectors).select("probability").collectAsList(),
                got.transform(rows).select("probability").collectAsList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "array(0.5, 1.5); features[1] must be in [0, 1], got 1.5",
                "array(0.5, NULL); features[1] is null",
                "cast(NULL AS array<int>); column features holds null",
                "cast(NULL AS binary); column features holds null",
                "array('a'); must hold vectors, arrays of numbers or bytes for this encoder, got array<string>",
                "array(struct(1 AS time, 2 AS input)); for recorded events set encoder to events",
            })
    void badColumn_isOneLine(String expression, String message) {
        Dataset<Row> rows = frame(expr(expression));
        String got = assertThrows(BadInput.class, () -> classifier("unit").fit(rows)).getMessage();
        assertTrue(got.contains(message) && got.lines().count() == 1, got);
    }

    @Test
    void otherTypes_areRefusedAsSparkDoes() {
        String got =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> classifier("unit").fit(frame(expr("'text'"))))
                        .getMessage();
        assertTrue(got.contains("features") && got.contains("string"), got);
    }

    /** Twelve rows of four numbers x in [0, 255], the classes by their first. */
    private static Dataset<Row> frame(Column features) {
        return spark.range(12)
                .selectExpr(
                        "id",
                        "double(id % 2) label",
                        "array((id % 2) * 255, id * 23, 255 - id, 0) x")
                .select(col("id"), col("label"), features.as("features"));
    }

    private static QsnnClassifier classifier(String pixels) {
        return new QsnnClassifier()
                .setPixels(pixels)
                .setIdCol("id")
                .setHidden(4)
                .setSteps(5)
                .setEpochs(1)
                .setWorkers(2);
    }
}

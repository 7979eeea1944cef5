package org.sparkqsnn.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkqsnn.config.Json;
import org.sparkqsnn.model.loss.CrossEntropy;
import org.sparkqsnn.model.loss.MeanSquare;
import org.sparkqsnn.model.readout.Count;
import org.sparkqsnn.neuron.Shape;
import org.sparkqsnn.neuron.qlif.Qlif;

/** Numbers of another program, in {@code vectors/rates.json}: a 3-4-2 network, T = 8. */
class RatePenaltyTest {
    private static final JsonNode VECTORS = vectors();
    private static final int STEPS = VECTORS.get("T").asInt();
    private static final NetworkShape SHAPE = shape();

    /** A penalty, and its name in the vectors. */
    record Row(String name, RatePenalty penalty) {}

    static Stream<Row> rows() {
        return Stream.of(
                new Row("rate_l1", new RatePenalty(0, 0.5, 0, 0, 0, 1, 0, 0, 0)),
                new Row("rate_l2", new RatePenalty(0, 0, 0.5, 0, 0, 1, 0, 0, 0)),
                new Row("rate_lower", new RatePenalty(0, 0, 0, 0.3, 2, 1, 0, 0, 0)),
                new Row("rate_upper", new RatePenalty(0, 0, 0, 0, 0, 0.3, 2, 0, 0)),
                new Row("drive_floor", new RatePenalty(0, 0, 0, 0, 0, 1, 0, 0.5, 2)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void penalty_isTheVectors(Row row) {
        JsonNode expected = VECTORS.get("losses").get(row.name);
        Objective objective = objective(CrossEntropy.DEFAULT);
        double[] with = new double[SHAPE.parameters()];
        double[] without = new double[SHAPE.parameters()];
        double value = gradient(objective, List.of(row.penalty), with);
        value -= gradient(objective, List.of(), without);
        assertEquals(expected.get("value").asDouble(), value, 1e-12);
        double[] wanted = flat(expected.get("gradient"));
        for (int i = 0; i < with.length; i++)
            assertEquals(wanted[i], with[i] - without[i], 1e-12, "at " + i);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void slopes_areDerivatives(Row row) {
        RatePenalty p = row.penalty;
        for (double x : new double[] {0, 0.1, 0.3, 0.45, 0.9, 1}) {
            double h = 1e-6;
            double byRate = (p.ofRate(x + h) - p.ofRate(x - h)) / (2 * h);
            double byDrive = (p.ofDrive(x + h) - p.ofDrive(x - h)) / (2 * h);
            assertEquals(byRate, p.byRate(x), 2e-6);
            assertEquals(byDrive, p.byDrive(x), 2e-6);
        }
    }

    /** The loss of the same file that needs no penalty. */
    @Test
    void meanSquareOfCounts_isTheVectors() {
        JsonNode expected = VECTORS.get("losses").get("count_mse");
        double[] gradient = new double[SHAPE.parameters()];
        double value = gradient(objective(new MeanSquare(0.4, 0.05)), List.of(), gradient);
        assertEquals(expected.get("value").asDouble(), value, 1e-12);
        double[] wanted = flat(expected.get("gradient"));
        for (int i = 0; i < gradient.length; i++) assertEquals(wanted[i], gradient[i], 1e-12);
    }

    private static double gradient(
            Objective objective, List<RatePenalty> penalties, double[] gradient) {
        double[][] input = new double[STEPS][];
        for (int t = 0; t < STEPS; t++) input[t] = row(VECTORS.get("input").get(t));
        return new DefinitionNetwork(SHAPE, objective, Integer.MAX_VALUE, penalties)
                .gradient(flat(VECTORS.get("parameters")), input, 1, 1, gradient);
    }

    private static Objective objective(Loss loss) {
        return new Objective(Count.DEFAULT, loss, SHAPE.output());
    }

    private static NetworkShape shape() {
        ModelConfig model = ModelConfig.dense(List.of(4), 1, 1, 0);
        Shape input = Shape.flat(true, false, 3, STEPS);
        return NetworkShape.of(model, model.stack(Qlif.DEFAULT), input, 2);
    }

    private static double[] flat(JsonNode tensors) {
        double[] all = new double[SHAPE.parameters()];
        int at = 0;
        for (int layer = 0; layer < 2; layer++) {
            for (String name : List.of("W", "b", "U", "c")) {
                JsonNode tensor = tensors.get(layer + "." + name);
                for (JsonNode row : tensor) {
                    double[] values = row.isArray() ? row(row) : new double[] {row.asDouble()};
                    for (double value : values) all[at++] = value;
                }
            }
        }
        assertEquals(all.length, at);
        return all;
    }

    private static double[] row(JsonNode numbers) {
        double[] row = new double[numbers.size()];
        for (int i = 0; i < row.length; i++) row[i] = numbers.get(i).asDouble();
        return row;
    }

    private static JsonNode vectors() {
        try (InputStream in = RatePenaltyTest.class.getResourceAsStream("/vectors/rates.json")) {
            return Json.read(in.readAllBytes(), JsonNode.class, "rates.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkqsnn.neuron.Cell;
import org.sparkqsnn.neuron.KernelContext;
import org.sparkqsnn.neuron.Neuron;
import org.sparkqsnn.neuron.NeuronKernel;

/** A neuron of a user's own on the command line, and what it may do wrong. */
public class OwnNeuronTest {
    private static final String KIND = Fragile.class.getName();

    @TempDir private Path folder;

    /** Where {@link Fragile} breaks. */
    public enum Place {
        NOWHERE,
        INPUTS,
        KERNEL,
        CHARGE,
        BACKWARD,
        SURROGATE
    }

    /** Fires above {@code threshold}, and forgets. */
    public record Fragile(Place breaks, double threshold) implements Neuron {
        public static final Fragile DEFAULT = new Fragile(Place.NOWHERE, 0.5);

        @Override
        public int inputs() {
            return breaks == Place.INPUTS ? 0 : 1;
        }

        @Override
        public int states() {
            return 0;
        }

        @Override
        public void charge(Cell cell) {
            breakAt(Place.CHARGE);
            cell.membrane = cell.x[0];
        }

        @Override
        public void fire(Cell cell, double u) {
            cell.fired = cell.membrane > threshold;
        }

        @Override
        public void reset(Cell cell) {}

        @Override
        public void backward(Cell cell) {
            breakAt(Place.BACKWARD);
            cell.byX[0] = cell.byMembrane;
        }

        @Override
        public double surrogate(double membrane) {
            if (breaks == Place.SURROGATE) return Neuron.super.surrogate(membrane);
            return Math.max(0, 1 - Math.abs(membrane - threshold));
        }

        @Override
        public NeuronKernel kernel(KernelContext context) {
            if (breaks == Place.KERNEL)
                throw new IllegalStateException("no kernel", new IOException("no file\nof it"));
            return Neuron.super.kernel(context);
        }

        private void breakAt(Place place) {
            if (breaks == place) throw new ArithmeticException("too small");
        }
    }

    @BeforeEach
    void prepare() {
        Cli.prepare(folder.resolve("data"));
    }

    @Test
    void run_saysWhoseNeuronsItHas() throws IOException {
        Cli trained = train("NOWHERE");
        assertEquals(0, trained.code(), trained.err());
        Cli evaluated = Cli.run("evaluate", run());
        assertEquals(0, evaluated.code(), evaluated.err());
        ObjectMapper mapper = new ObjectMapper();
        Path run = folder.resolve("run");
        JsonNode trainedBy =
                mapper.readTree(run.resolve("provenance.json").toFile()).at("/starts/0/kinds");
        JsonNode evaluatedBy =
                mapper.readTree(run.resolve("evaluation.json").toFile()).at("/provenance/kinds");
        for (JsonNode kinds : List.of(trainedBy, evaluatedBy)) {
            assertEquals(1, kinds.size(), kinds.toString());
            assertEquals(KIND, kinds.get(0).get("name").textValue());
            assertTrue(kinds.get(0).get("from").textValue().startsWith("the directory "));
            assertEquals("", kinds.get(0).get("sha256").textValue());
        }
        assertEquals(0, Cli.run("report", run()).code());
        String page = Files.readString(run.resolve("report.html"));
        String row = "<th scope=\"row\">kinds</th><td>" + KIND + " the directory ";
        assertTrue(page.contains(row), page);
    }

    /** Without neurons of one's own there is nothing to say. */
    @Test
    void runOfTheProjectsNeurons_saysNothing() throws IOException {
        assertEquals(0, Cli.train(folder).code());
        JsonNode provenance =
                new ObjectMapper().readTree(folder.resolve("run/provenance.json").toFile());
        assertEquals(2, provenance.get("version").intValue());
        assertEquals(0, provenance.at("/starts/0/kinds").size());
        assertEquals(0, Cli.run("report", run()).code());
        assertFalse(
                Files.readString(folder.resolve("run/report.html"))
                        .contains("<th scope=\"row\">kinds</th>"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"evaluate", "resume", "report"})
    void runWhoseClassIsGone_isOneLine(String verb) throws IOException {
        assertEquals(0, train("NOWHERE").code());
        Resigned.text(folder.resolve("run"), KIND, "com.example.Gone");
        List<String> before = Cli.contents(folder);
        Cli refused = Cli.run(verb, run());
        assertEquals(2, refused.code(), refused.err());
        assertEquals(
                "qsnn: config.json: 1: neuron.kind com.example.Gone: no such class on the class path;"
                        + " give the jar that has it with --jars\n",
                refused.err());
        assertEquals(before, Cli.contents(folder));
    }

    /** What a user asks for is refused before anything starts. */
    @Test
    void neuronWithoutInputs_isOneLine() {
        Cli refused = train("INPUTS");
        assertEquals(2, refused.code(), refused.err());
        assertEquals(
                "qsnn: layer 0 of model.hidden has neurons of "
                        + KIND
                        + ", whose inputs() is 0; it must be at least 1\n",
                refused.err());
        assertFalse(Files.exists(folder.resolve("run")));
    }

    /** A mistake in its code is told with the layer, the neuron, what was thrown and where. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KERNEL | java.lang.IllegalStateException: no kernel at FRAGILE.kernel(OwnNeuronTest.java:N), because of java.io.IOException: no file",
                "CHARGE | java.lang.ArithmeticException: too small at FRAGILE.breakAt(OwnNeuronTest.java:N)",
                "BACKWARD | java.lang.ArithmeticException: too small at FRAGILE.breakAt(OwnNeuronTest.java:N)",
                "SURROGATE | java.lang.IllegalStateException: FRAGILE spikes, but has no surrogate at org.sparkqsnn.neuron.Neuron.surrogate(Neuron.java:N)",
            })
    void neuronThatThrows_isOneLine(String place, String thrown) {
        Cli failed = train(place);
        assertEquals(4, failed.code(), failed.err());
        String said =
                failed.err()
                        .lines()
                        .filter(line -> line.startsWith("qsnn: "))
                        .findFirst()
                        .orElse(failed.err());
        String expected =
                "qsnn: failed: layer "
                        + (place.equals("CHARGE") || place.equals("KERNEL") ? 0 : 1)
                        + ", Dense[outputs=8, neuron=Fragile[breaks="
                        + place
                        + ", threshold=0.5]], threw "
                        + thrown.replace("FRAGILE", KIND);
        String known = said.replaceAll("java:\\d+", "java:N").replace("outputs=0", "outputs=8");
        assertTrue(known.startsWith(expected), said);
        assertFalse(failed.err().contains("\tat "), failed.err());
    }

    private Cli train(String place) {
        return Cli.train(
                folder, "neuron.kind=" + KIND, "neuron.breaks=" + place.toLowerCase(Locale.ROOT));
    }

    private String run() {
        return folder.resolve("run").toString();
    }
}

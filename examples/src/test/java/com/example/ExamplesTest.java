package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each example does what it says. Ten classes: by chance the accuracy is 0.1. */
class ExamplesTest {

    private interface Program {
        void main(String... args) throws Exception;
    }

    @Test
    void trainWithoutSpark_learns() throws Exception {
        assertLearnt(lines(TrainWithoutSpark::main).get(0), 0.5);
    }

    @Test
    void layersOfOnesOwn_predictAsTheyWereMeasured() throws Exception {
        List<String> lines = lines(LayersOfOnesOwn::main, "layers.conf");
        assertLearnt(lines.get(0), 0.5);
        String right = lines.get(0).replaceAll(".*\\((\\d+) of 1000\\)", "$1");
        assertEquals(right + " of 1000 images are predicted right", lines.get(1));
    }

    @Test
    void classifyDataFrame_learns() throws Exception {
        assertLearnt(lines(ClassifyDataFrame::main).get(0), 0.4);
    }

    private static void assertLearnt(String line, double least) {
        assertTrue(line.startsWith("test accuracy "), line);
        double accuracy = Double.parseDouble(line.split(" ")[2]);
        assertTrue(accuracy > least, line);
    }

    private static List<String> lines(Program program, String... args) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            program.main(args);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}

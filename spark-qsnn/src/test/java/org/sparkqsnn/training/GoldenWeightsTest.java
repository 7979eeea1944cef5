package org.sparkqsnn.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The bits of small trained networks, as a file of the sources says: whatever changes them all, a
 * JDK or a library or our code, is noticed here, while other tests compare one run with another.
 *
 * <p>To renew the file after a change that means to change bits: run this test, then {@code cp
 * spark-qsnn/target/golden-weights.txt spark-qsnn/src/test/resources/vectors/}. CHANGES.md must say
 * why.
 *
 * <p>Sums of spikes have the same bits on every x86-64 CPU. Products of direct input are
 * OpenBLAS's, and it has a kernel for each kind of CPU: a JVM of its own gets the kernel that every
 * CPU of the last ten years can run, by the variable that is unset everywhere else because it makes
 * newer CPUs slow.
 */
class GoldenWeightsTest {
    private static final String TABLE = "golden-weights.txt";

    @Test
    void trainedWeights_areThoseOfTheTable() throws IOException, InterruptedException {
        Stream<String> spiking = GoldenWeights.all(false).map(GoldenWeights::line);
        String actual =
                Stream.concat(spiking, directOnHaswell().stream())
                        .map(line -> line + "\n")
                        .collect(Collectors.joining());
        Files.writeString(Path.of("target", TABLE), actual);
        try (InputStream table = getClass().getResourceAsStream("/vectors/" + TABLE)) {
            String expected = new String(table.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(expected, actual, "see the Javadoc of this test");
        }
    }

    private static List<String> directOnHaswell() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(GoldenWeights.class.getName());
        ProcessBuilder child = new ProcessBuilder(command).redirectErrorStream(true);
        child.environment().put("OPENBLAS_CORETYPE", "Haswell");
        child.environment().put("OPENBLAS_VERBOSE", "2"); // says which kernel it took
        Process process = child.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        assertTrue(out.contains("Core: Haswell"), out);
        return out.lines().filter(line -> line.startsWith("DIRECT")).toList();
    }
}

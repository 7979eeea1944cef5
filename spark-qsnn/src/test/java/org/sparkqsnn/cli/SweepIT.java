package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sweep} in a process of its own, ended by signals, on the embedded sample. */
@Timeout(900)
class SweepIT {
    /** 18 trials of a few tenths of a second. */
    private static final String FILE =
            """
            data.holdout = 0.5
            model.hidden = [8]
            encoder { kind = direct, steps = 5 }
            training.epochs = 2
            averaging.workers = 1
            sweep { seeds = 3 }
            axes { optimiser.learningRate = [1e-4, 1e-3, 1e-2], neuron.reset = [ground, refractory] }
            """;

    private static final int TRIALS = 18;

    @TempDir private Path folder;

    @Test
    void killedThreeTimes_andResumed_hasTheSameTable_andTrainsNothingTwice() throws Exception {
        Files.writeString(folder.resolve("sweep.conf"), FILE);
        assertEquals(0, start("whole").waitFor(), told("whole"));
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String story = "seed " + seed + ", killed after";
        Map<String, String> known = Map.of();
        for (int kill = 0; kill < 3; kill++) {
            Process process = start("killed");
            int count = known.size() + 1 + random.nextInt(4);
            while (results("killed").size() < count)
                assertTrue(!process.waitFor(5, TimeUnit.MILLISECONDS), told("killed"));
            process.destroyForcibly().waitFor();
            Map<String, String> now = results("killed");
            story += " " + now.size();
            assertTrue(now.entrySet().containsAll(known.entrySet()), story);
            known = now;
        }
        assertEquals(0, start("killed").waitFor(), told("killed"));
        Map<String, String> end = results("killed");
        // Each has its seconds in it: one that was trained again would differ.
        assertTrue(end.entrySet().containsAll(known.entrySet()), story);
        assertEquals(TRIALS, end.size());
        assertEquals(table("whole"), table("killed"), story);
    }

    @Test
    void terminated_exitsWith3_andResumes_andParquetHasTheRows() throws Exception {
        Files.writeString(folder.resolve("sweep.conf"), FILE);
        Process process = start("stopped");
        while (results("stopped").size() < 2)
            assertTrue(!process.waitFor(5, TimeUnit.MILLISECONDS), told("stopped"));
        process.destroy();
        assertEquals(3, process.waitFor(), told("stopped"));
        assertTrue(told("stopped").contains("goes on"), told("stopped"));
        int partial = table("stopped").size();
        assertTrue(partial >= 2 && partial < TRIALS, "" + partial);
        Process resumed = start("stopped", "resume", folder.resolve("stopped").toString());
        assertEquals(0, resumed.waitFor(), told("stopped"));
        assertEquals(TRIALS, table("stopped").size());
        try (SparkSession spark =
                SparkSession.builder()
                        .master("local[1]")
                        .config("spark.ui.enabled", "false")
                        .getOrCreate()) {
            Dataset<Row> rows =
                    spark.read().parquet(folder.resolve("stopped/results.parquet").toString());
            assertEquals(TRIALS, rows.count());
            assertEquals(
                    6, rows.filter("optimiser_learningRate = 0.01 and status = 'done'").count());
        }
    }

    @Test
    void anotherSweep_inTheSameDirectory_isRefused() throws Exception {
        Files.writeString(folder.resolve("sweep.conf"), FILE);
        Process process = start("other", "sweep", "--set", "sweep.seeds=1");
        assertEquals(0, process.waitFor(), told("other"));
        List<String> before = Cli.contents(folder.resolve("other"));
        process = start("other", "sweep", "--set", "sweep.seeds=2");
        assertEquals(2, process.waitFor(), told("other"));
        assertTrue(told("other").contains("holds a sweep with sweep.seeds = 1, not = 2"));
        assertEquals(before, Cli.contents(folder.resolve("other")));
    }

    private Process start(String name) throws IOException {
        return start(name, "sweep");
    }

    private Process start(String name, String verb, String... more) throws IOException {
        List<String> command = Cli.command(verb);
        if (verb.equals("sweep")) {
            command.add(folder.resolve("sweep.conf").toString());
            command.addAll(List.of("--set", "sweep.dir=" + folder.resolve(name)));
        }
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile())
                .start();
    }

    private String told(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".out"))
                + Files.readString(folder.resolve(name + ".err"));
    }

    /** Whole results by their names. */
    private Map<String, String> results(String name) throws IOException {
        Path trials = folder.resolve(name).resolve("trials");
        if (!Files.exists(trials)) return Map.of();
        Map<String, String> results = new TreeMap<>();
        try (Stream<Path> files = Files.list(trials)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
                String text = Files.readString(file);
                if (text.endsWith("}")) results.put(file.getFileName().toString(), text);
            }
        }
        return results;
    }

    /** Lines of results.jsonl but for their seconds. */
    private List<String> table(String name) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(name).resolve("results.jsonl"))) {
            ObjectNode row = (ObjectNode) new ObjectMapper().readTree(line);
            row.remove("seconds");
            lines.add(row.toString());
        }
        return lines;
    }
}

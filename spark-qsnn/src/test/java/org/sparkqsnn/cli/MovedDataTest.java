package org.sparkqsnn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.data.schema.Dataset;
import org.sparkqsnn.training.Small;

/** A run is of its data, not of the place where they are. */
class MovedDataTest {
    @TempDir private Path folder;
    private Path run;
    private Path data;
    private Path moved;

    @BeforeEach
    void prepare() {
        run = folder.resolve("run");
        data = folder.resolve("data");
        moved = folder.resolve("moved/data");
        Cli.prepare(data);
    }

    @Test
    void relativePath_isStoredWithItsDirectory() throws IOException {
        Path relative = Path.of("").toAbsolutePath().relativize(data);
        assertEquals(0, Cli.train(folder, "data.path=" + relative + "/").code());
        String stored =
                new ObjectMapper()
                        .readTree(run.resolve("config.json").toFile())
                        .at("/config/data/path")
                        .textValue();
        assertEquals("file:" + data, stored);
        assertEquals(0, Cli.run("evaluate", run.toString()).code());
        String again = Cli.train(folder).out();
        assertTrue(again.startsWith("this run is complete"), again);
    }

    @Test
    void runGoesOn_whereItsDataAreNow_withTheSameBits() throws IOException {
        assertEquals(0, Cli.train(folder).code());
        String sha256 = lastSha256();
        cutOff();
        move();
        Cli lost = Cli.run("resume", run.toString());
        assertEquals(2, lost.code(), lost.err());
        Cli resumed = Cli.run("resume", run.toString(), "--set", "data.path=" + moved);
        assertEquals(0, resumed.code(), resumed.err());
        assertTrue(resumed.out().contains("on from round 6 in"), resumed.out());
        assertEquals(sha256, lastSha256());
        cutOff();
        Cli trained = Cli.train(folder, "data.path=" + moved);
        assertTrue(trained.out().contains("on from round 6 in"), trained.out() + trained.err());
        assertEquals(sha256, lastSha256());
        Cli evaluated = Cli.run("evaluate", run.toString(), "--data", moved.toString());
        assertEquals(0, evaluated.code(), evaluated.err());
        assertTrue(report().contains("samples are missing"), "the data were not found");
        assertTrue(!report("--data", moved.toString()).contains("samples are missing"));
    }

    @Test
    void otherData_areRefusedInOneLine() {
        assertEquals(0, Cli.train(folder).code());
        Dataset small = Small.dataset();
        Cli.prepare(
                moved,
                new Dataset("small", small.sha256(), small.train().slice(0, 290), small.test()));
        Cli other = Cli.run("resume", run.toString(), "--set", "data.path=" + moved);
        assertRefused("was trained on small with sha256", other);
        assertRefused("was trained on small with sha256", Cli.train(folder, "data.path=" + moved));
    }

    @Test
    void keyThatDecidesTheResult_isRefusedByResume() {
        assertEquals(0, Cli.train(folder).code());
        Cli other = Cli.run("resume", run.toString(), "--set", "encoder.steps=5");
        assertRefused("holds a run with encoder.steps = 4, not 5", other);
    }

    private static void assertRefused(String why, Cli refused) {
        assertEquals(2, refused.code(), refused.err());
        List<String> lines = refused.err().lines().filter(line -> line.contains("qsnn")).toList();
        assertEquals(1, lines.size(), refused.err());
        assertTrue(lines.get(0).contains(why), lines.get(0));
    }

    private void move() throws IOException {
        Files.createDirectories(moved.getParent());
        Files.move(data, moved);
    }

    /** As if the run had ended after its last checkpoint but one. */
    private void cutOff() throws IOException {
        Files.delete(run.resolve("MANIFEST-000008.json"));
    }

    private String report(String... options) throws IOException {
        String[] args = new String[options.length + 2];
        args[0] = "report";
        args[1] = run.toString();
        System.arraycopy(options, 0, args, 2, options.length);
        Cli told = Cli.run(args);
        assertEquals(0, told.code(), told.err());
        return Files.readString(run.resolve("report.html"));
    }

    /** Of the weights after the last round. */
    private String lastSha256() throws IOException {
        String last = "";
        for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
            String found = new ObjectMapper().readTree(line).path("paramsSha256").asText();
            if (!found.isEmpty()) last = found;
        }
        return last;
    }
}

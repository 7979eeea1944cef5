package org.sparkqsnn.cli.looking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sparkqsnn.cli.Cli;
import org.sparkqsnn.cli.terminal.Datasets;
import org.sparkqsnn.report.run.RunReport;
import org.sparkqsnn.run.RunDirectory;

@Timeout(900)
class ReportCommandTest {
    @TempDir private Path folder;

    @BeforeEach
    void train() {
        Cli.prepare(folder.resolve("data"));
        Cli trained = Cli.train(folder);
        assertEquals(0, trained.code(), trained.err());
    }

    @Test
    void report_isWrittenIntoTheRunDirectory_andItsPathPrinted() throws IOException {
        Cli made = Cli.run("report", run().toString());
        assertEquals(0, made.code(), made.err());
        assertEquals(run().resolve("report.html") + "\n", made.out());
        String page = Files.readString(run().resolve("report.html"));
        assertTrue(page.contains("<h1>Run run</h1>"));
        assertTrue(page.contains("right, as in the run."));
        assertTrue(page.contains("--set data.path=file:" + folder.resolve("data")));
    }

    @Test
    void watch_ofACompleteRun_writesOnePage() throws IOException {
        Cli made = Cli.run("report", run().toString(), "--watch", "--every", "100");
        assertEquals(0, made.code(), made.err());
        assertFalse(Files.readString(run().resolve("report.html")).contains("data-seconds"));
    }

    /** The run goes on meanwhile, from its last checkpoint but one. */
    @Test
    void watch_endsWithTheRun()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Files.delete(run().resolve("MANIFEST-000008.json"));
        RunDirectory run = RunDirectory.at(run().toString(), new Configuration());
        RunReport report =
                new RunReport(run, data -> Datasets.open(data.path(), data, new Configuration()));
        assertFalse(report.make().complete());
        CompletableFuture<Void> watch =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                new ReportWatch(report, run::writeReport, 1).watch();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        Path page = run().resolve("report.html");
        // A page that refreshes itself; it may be seen half written.
        while (!Files.exists(page) || !Files.readString(page).contains("data-seconds=\"1\"")) {
            assertFalse(watch.isDone(), "it must not have ended");
            Thread.sleep(50);
        }
        assertEquals(0, Cli.train(folder).code());
        watch.get(5, TimeUnit.MINUTES);
        String last = Files.readString(page);
        assertFalse(last.contains("data-seconds"), "the last page stays");
        assertTrue(last.contains("the checkpoint of round 8 has"));
    }

    private Path run() {
        return folder.resolve("run");
    }
}
